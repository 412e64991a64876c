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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.cli.ValidateCommand;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import picocli.CommandLine;

/** {@code james-connectors validate} of inbound connectors, in a gateway with an ordinary listener and one for old devices. */
class InboundValidationTest {
    private static final TestCa CA = TestCa.create();
    private static final String RESTRICTED = "Mail of this sender domain is accepted only from its registered sources";
    private static final String STARTTLS_FIRST = "530 5.7.0 Must issue a STARTTLS command first";
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
              <inbound name="Devices by IPv6" type="organization"><requireTls>true</requireTls><senderIPAddresses>2001:db8:5::/64</senderIPAddresses></inbound>
              <inbound name="Site" type="organization"><tlsSenderCertificateName>*.site.test</tlsSenderCertificateName></inbound>
              <inbound name="Office 365" type="office365"><tlsSenderCertificateName>mail.cloud.test</tlsSenderCertificateName></inbound>
              <inbound name="Office 365 by address" type="office365"><senderIPAddresses>2001:db8:365::/48</senderIPAddresses></inbound>
              <inbound name="Bank" type="partner">
                <senderDomains>bank.test</senderDomains><requireTls>true</requireTls>
                <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses><senderIPAddresses>203.0.113.0/25</senderIPAddresses>
              </inbound>
              <inbound name="Notary" type="partner">
                <senderDomains>*.notary.test</senderDomains><restrictDomainsToCertificate>true</restrictDomainsToCertificate><tlsSenderCertificateName>*.notary.test</tlsSenderCertificateName>
              </inbound>
              <inbound name="Notary by IPv6" type="partner">
                <senderDomains>*.notary.test</senderDomains><restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses><senderIPAddresses>2001:db8:77::/64</senderIPAddresses>
              </inbound>
              <inbound name="Open partner" type="partner"><senderDomains>open.test</senderDomains><requireTls>false</requireTls></inbound>
              <inbound name="Half open" type="partner">
                <senderDomains>half.test</senderDomains><requireTls>false</requireTls><restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses><senderIPAddresses>203.0.113.128/28</senderIPAddresses>
              </inbound>
              <inbound name="The other half" type="partner"><senderDomains>half.test</senderDomains><requireTls>true</requireTls></inbound>
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

    @Test
    void turnsAwayWhoeverClaimsToBeAPartner() throws Exception {
        assertThat(strangers(validate(0, "Bank"))).containsExactly(
            "ok a stranger at 2001:db8:ffff::77, at smtp: turned away at RCPT TO:<postmaster@contoso.test> from <postmaster@bank.test>: 550 5.7.51 " + RESTRICTED,
            "ok a stranger at the address of the peer, 203.0.113.1, without TLS, at smtp: turned away at RCPT TO:<postmaster@contoso.test> from <postmaster@bank.test>: " + STARTTLS_FIRST);
        assertThat(strangers(validate(0, "Notary"))).containsExactly(
            "ok a stranger at 2001:db8:ffff::77, at smtp: turned away at RCPT TO:<postmaster@contoso.test> from <postmaster@notary.test>: 550 5.7.51 " + RESTRICTED,
            "ok a stranger at 2001:db8:ffff::77 with a self-made certificate for mx.notary.test, at smtp: turned away at RCPT TO:<postmaster@contoso.test> from <postmaster@notary.test>: 550 5.7.51 "
                + RESTRICTED,
            "ok a stranger at the address of the peer, 2001:db8:ffff::77, without TLS, at smtp: turned away at RCPT TO:<postmaster@contoso.test> from <postmaster@notary.test>: " + STARTTLS_FIRST);
        assertThat(strangers(validate(0, "Open partner"))).as("it lets in whoever comes").isEmpty();
    }

    @Test
    void findsTheConnectorThatLetsAStrangerInAsAPartner() throws Exception {
        assertThat(strangers(validate(2, "Half open"))).singleElement().asString()
            .startsWith("failed a stranger at 2001:db8:ffff::77, at smtp: let in, to RCPT TO:<postmaster@contoso.test> from <postmaster@half.test>: 250 ").contains("\"The other half\"");
    }

    @Test
    void letsNoStrangerRelay() throws Exception {
        String turnedAway = "turned away at RCPT TO:<postmaster@example.com> from <postmaster@contoso.test>: 550 5.7.64 Relay access denied";
        assertThat(strangers(validate(0, "Devices"))).containsExactly("ok a stranger at 2001:db8:ffff::77, at smtp: " + turnedAway);
        assertThat(strangers(validate(0, "Devices by IPv6"))).containsExactly("ok a stranger at 2001:db8:ffff::77, at smtp: " + turnedAway,
            "ok a stranger at the address of the peer, 2001:db8:5::1, without TLS, at smtp: " + turnedAway);
        assertThat(strangers(validate(0, "Site"))).containsExactly("ok a stranger at 2001:db8:ffff::77, at smtp: " + turnedAway,
            "ok a stranger at 2001:db8:ffff::77 with a self-made certificate for mx.site.test, at smtp: " + turnedAway);
        assertThat(strangers(validate(0, "Old devices"))).containsExactly("ok a stranger at 2001:db8:ffff::77, at legacy: turned away when it connects: 554 5.7.1 Access denied");
    }

    @Test
    void playsPeersAtIpv6Addresses() throws Exception {
        assertThat(what(validate(0, "Devices by IPv6"), "verdict")).contains("chosen, by address:2001:db8:5::/64");
        JsonNode partner = validate(0, "Notary by IPv6");
        assertThat(what(partner, "listener")).contains("the peer is 2001:db8:77::1");
        assertThat(what(partner, "verdict")).contains("chosen, by address:2001:db8:77::/64");
    }

    @Test
    void playsOurTenantOfOffice365AndAnother() throws Exception {
        JsonNode tenant = validate(0, "Office 365", shown("tenant", CA.client("mail.cloud.test")));
        assertThat(what(tenant, "ehlo")).contains("XOORG");
        assertThat(what(tenant, "verdict")).contains("chosen, by certificate:mail.cloud.test").contains("XOORG names an accepted domain");
        assertThat(strangers(tenant)).last().asString()
            .isEqualTo("ok another customer of Office 365, at smtp: turned away at RCPT TO:<postmaster@example.com> from <postmaster@example.com>: 550 5.7.64 Relay access denied");
    }

    @Test
    void saysWhatOffice365LacksWithoutItsCertificate() throws Exception {
        JsonNode report = validate(0, "Office 365");
        assertThat(what(report, "ehlo")).doesNotContain("XOORG");
        assertThat(what(report, "identity")).contains("needed: a certificate for mail.cloud.test");
        assertThat(what(report, "verdict")).startsWith("not chosen");
    }

    @Test
    void atAddressesOfOursTheHeaderMustProveTheTenant() throws Exception {
        JsonNode report = validate(0, "Office 365 by address");
        assertThat(what(report, "verdict")).contains("chosen, by address:2001:db8:365::/48");
        assertThat(strangers(report)).last().asString().startsWith("ok another customer of Office 365, at smtp: let in for now").contains("the header of the message must prove the tenant");
    }

    private static List<String> strangers(JsonNode report) {
        List<String> found = new ArrayList<>();
        report.get("steps").forEach(each -> {
            if (each.get("step").asText().equals("stranger")) {
                found.add(each.get("outcome").asText() + " " + each.get("where").asText() + ": " + each.get("what").asText());
            }
        });
        return found;
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
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.concat(Stream.of(connector, "--config", home.resolve("conf/connectors.xml").toString(), "--format", "json", "--url",
            gateway.webAddress().toString(), "--token-file", token.toString()), Stream.of(more)).toArray(String[]::new);
        int exit = new CommandLine(new ValidateCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
        assertThat(exit).as(out + "\n" + err).isEqualTo(status);
        return new ObjectMapper().readTree(out.toString());
    }
}
