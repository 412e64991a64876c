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
package io.jamesconnectors.it.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.Program;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** {@code james-connectors validate} of inbound connectors, in a gateway with an ordinary listener and one for old devices. */
class InboundValidationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final TestCa CA = TestCa.create();
    private static final TestCa UNKNOWN = TestCa.create("Unknown Root");

    @TempDir
    static Path home;

    static GatewayProcess gateway;
    static Path token;

    @BeforeAll
    static void start() throws Exception {
        CA.writeRoot(home.resolve("root.pem"));
        gateway = GatewayProcess.startWithLegacyListener(home, """
            <connectors>
              <acceptedDomains><domain name="contoso.test" type="internalRelay"/></acceptedDomains>
              <trustedCertificates>%s</trustedCertificates>
              <legacyListener name="legacy"><networks>192.0.2.0/28</networks></legacyListener>
              <inbound name="Devices" type="organization"><senderIPAddresses>198.51.100.0/24</senderIPAddresses></inbound>
              <inbound name="Old devices" type="organization"><listeners>legacy</listeners><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
              <inbound name="Site" type="organization"><tlsSenderCertificateName>*.site.test</tlsSenderCertificateName></inbound>
              <inbound name="Bank" type="partner">
                <senderDomains>bank.test</senderDomains><requireTls>true</requireTls>
                <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses><senderIPAddresses>203.0.113.0/25</senderIPAddresses>
              </inbound>
            </connectors>
            """.formatted(home.resolve("root.pem")));
        token = Files.writeString(home.resolve("token"), gateway.token());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (token != null) {
            Files.deleteIfExists(token);
        }
    }

    @Test
    void knowsADeviceByItsAddressAndNobodyElseMeanwhile() throws Exception {
        JsonNode report = validate(0, "Devices");
        assertThat(what(report, "verdict")).contains("chosen, by address:198.51.100.0/24");
        try (SmtpDialogue local = SmtpDialogue.open("127.0.0.9", gateway.smtp())) {
            local.send("EHLO local.test");
            assertThat(local.message("scanner@contoso.test", "someone@outside.test", "no")).startsWith("550 5.7.64");
        }
        assertThat(gateway.web("GET", "/connectors/named/Devices/validation", gateway.token()).body()).contains("\"outcome\":\"ok\"");
        assertThat(gateway.log()).contains("played=yes");
    }

    @Test
    void goesToTheListenerForOldDevices() throws Exception {
        assertThat(what(validate(0, "Old devices"), "verdict")).contains("chosen, by address:192.0.2.0/24");
    }

    @Test
    void letsAPartnerInAndNotThrough() throws Exception {
        assertThat(what(validate(0, "Bank"), "verdict")).contains("chosen, by address:203.0.113.0/25");
    }

    @Test
    void tellsARightCertificateFromAWrongOne() throws Exception {
        assertThat(what(validate(0, "Site", shown("right", CA.client("mx.site.test"))), "verdict")).contains("chosen, by certificate:*.site.test");
        assertThat(what(validate(2, "Site", shown("wrong", UNKNOWN.client("mx.site.test"))), "verdict")).contains("not chosen");
    }

    private static String[] shown(String name, TestCertificate certificate) throws IOException {
        Path chain = Files.writeString(home.resolve(name + ".pem"), certificate.chainPem());
        Path key = Files.writeString(home.resolve(name + ".key"), certificate.keyPem());
        return new String[] {"--certificate", chain.toString(), "--key", key.toString()};
    }

    private static String what(JsonNode report, String step) {
        List<String> found = new ArrayList<>();
        report.get("steps").forEach(each -> {
            if (each.get("step").asText().equals(step)) {
                found.add(each.get("what").asText());
            }
        });
        return String.join("; ", found);
    }

    private static JsonNode validate(int status, String connector, String... more) throws Exception {
        String url = gateway.program().lines().stream().filter(line -> line.startsWith("web administration listens on ")).findFirst().orElseThrow()
            .replace("web administration listens on ", "");
        String[] words = Stream.concat(Stream.of("validate", connector, "--config", home.resolve("conf/connectors.xml").toString(), "--format", "json", "--url", url,
            "--token-file", token.toString()), Stream.of(more)).toArray(String[]::new);
        try (Program command = Program.start(home, GatewayProcess.command(words))) {
            int exit = command.awaitExit(PATIENCE);
            List<String> lines = command.lines();
            assertThat(exit).as(String.join("\n", lines)).isEqualTo(status);
            return new ObjectMapper().readTree(String.join("\n", lines.subList(lines.indexOf("{"), lines.size())));
        }
    }
}
