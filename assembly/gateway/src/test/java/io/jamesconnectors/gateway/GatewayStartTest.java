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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.secrets.UsedSecrets;

class GatewayStartTest {
    @Test
    void keepsMailAndTokenOverARestart(@TempDir Path directory) throws Exception {
        GatewayOptions options = GatewayFixture.options(directory);
        String token;
        try (Gateway gateway = Gateway.start(options)) {
            token = UsedSecrets.note("token of the web administration", gateway.newToken().orElseThrow());
            assertThat(SmtpTalk.send("127.0.0.1", gateway.smtp(), false, "device@contoso.test", "someone@partner.test", "kept").reply()).startsWith("250 ");
        }

        try (Gateway again = Gateway.start(options)) {
            assertThat(again.newToken()).isEmpty();
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                    assertThat(GatewayFixture.get(again, "/mailQueues/connector-partner/mails", "Authorization", "Bearer " + token).body())
                            .contains("someone@partner.test"));
        }
    }

    @Test
    void refusesABadFileWithItsDiagnostics(@TempDir Path directory) throws Exception {
        GatewayOptions options = GatewayFixture.options(directory, GatewayFixture.CONNECTORS.replace("127.0.0.1/32", "127.0.0.1/99"));

        assertThatThrownBy(() -> Gateway.start(options)).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(StartFailure.Kind.CONFIGURATION);
            assertThat(failure).hasMessage(options.connectorsFile() + " has 1 error");
            assertThat(failure.details()).singleElement().asString().contains("connectors.xml:7:");
        });
        assertThat(VarLock.take(options.var())).isNotNull().satisfies(VarLock::close);
    }

    @Test
    void startsNoListenerForOldDevicesWithoutTheirNetworks(@TempDir Path directory) throws Exception {
        GatewayOptions options = GatewayFixture.options(directory);
        GatewayOptions legacy = new GatewayOptions(options.conf(), options.var(), options.smtp(), options.web(), Optional.of(ListenAddress.parse("127.0.0.1:0")), Map.of());

        assertThatThrownBy(() -> Gateway.start(legacy)).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(StartFailure.Kind.CONFIGURATION);
            assertThat(failure).hasMessage("--legacy-smtp: " + options.connectorsFile()
                    + " has no <legacyListener name=\"legacy\"> (expected: one, with the networks of the old devices)");
        });
    }

    @Test
    void saysThatItsWorkingDataCannotBeWritten(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("var"), "not a directory");

        assertThatThrownBy(() -> Gateway.start(GatewayFixture.options(directory))).isInstanceOfSatisfying(StartFailure.class, failure ->
                assertThat(failure.kind()).isEqualTo(StartFailure.Kind.NOT_WRITABLE));
    }

    @Test
    void takesTheFilesOfJamesThatAreMissingFromItsOwn(@TempDir Path directory) throws Exception {
        GatewayOptions options = GatewayFixture.options(directory);
        Files.createDirectories(options.conf().resolve("gateway"));
        Files.writeString(options.conf().resolve("gateway/dnsservice.xml"), "<dnsservice/>");

        Path assembled = JamesFiles.assemble(options.conf(), options.var());

        assertThat(assembled.resolve("dnsservice.xml")).hasContent("<dnsservice/>");
        assertThat(assembled.resolve("mailetcontainer.xml")).content().contains("ConnectorDelivery");
        assertThat(JamesFiles.NAMES).allSatisfy(name -> assertThat(assembled.resolve(name)).exists());
    }
}
