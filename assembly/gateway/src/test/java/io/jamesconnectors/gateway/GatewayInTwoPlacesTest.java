/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.jamesconnectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose domain is in two places. */
@TestInstance(Lifecycle.PER_CLASS)
class GatewayInTwoPlacesTest {
    private static final String CONNECTORS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <connectors>
              <acceptedDomains>
                <domain name="contoso.test" type="authoritative"/>
              </acceptedDomains>
              <routingTable file="file://conf/routing.txt"/>
              <inbound name="Devices" type="organization">
                <senderIPAddresses>127.0.0.1/32</senderIPAddresses>
              </inbound>
              <outbound name="Other side" type="organization">
                <recipientDomains>tenant.mail.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts>
                  <smartHost>127.0.0.1:9</smartHost>
                </smartHosts>
                <tlsSettings>EncryptionOnly</tlsSettings>
                <targetDeliveryDomain>tenant.mail.test</targetDeliveryDomain>
              </outbound>
            </connectors>
            """;

    private final Path table;
    private final Gateway gateway;

    GatewayInTwoPlacesTest(@TempDir Path directory) throws Exception {
        table = Files.createDirectories(directory.resolve("conf")).resolve("routing.txt");
        move("anna@contoso.test anna@tenant.mail.test\n");
        gateway = Gateway.start(GatewayFixture.options(directory, CONNECTORS));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void knowsWhomTheRoutingTableKnowsAndRefusesEverybodyElse() throws Exception {
        assertThat(reply("anna@contoso.test")).startsWith("250 ");
        assertThat(reply("nobody@contoso.test")).startsWith("550 5.1.10");
        assertThat(GatewayFixture.get(gateway, "/healthcheck").body()).contains("Loop guard", "Places of recipients");
    }

    @Test
    void movesAMailboxByOneLineWithoutARestart() throws Exception {
        assertThat(reply("bert@contoso.test")).startsWith("550 5.1.10");

        move("anna@contoso.test anna@tenant.mail.test\nbert@contoso.test bert@tenant.mail.test\n");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(reply("bert@contoso.test")).startsWith("250 "));
    }

    private String reply(String recipient) throws Exception {
        return SmtpTalk.send("127.0.0.1", gateway.smtp(), false, "device@contoso.test", recipient, "a").reply();
    }

    private void move(String lines) throws Exception {
        Path draft = Files.writeString(table.resolveSibling("routing.new"), lines);
        Files.move(draft, table, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
