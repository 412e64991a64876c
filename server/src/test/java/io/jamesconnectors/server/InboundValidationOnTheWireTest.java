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
package io.jamesconnectors.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.server.validation.Started;
import io.jamesconnectors.server.validation.Validation;
import io.jamesconnectors.server.validation.ValidationResults;
import io.jamesconnectors.server.validation.ValidationStep;
import io.jamesconnectors.server.validation.Validations;
import io.jamesconnectors.server.validation.Wanted;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.tls.ClientIdentity;
import io.jamesconnectors.tls.inbound.ClientCertificates;
import io.jamesconnectors.tls.inbound.PresentedCertificate;

/** Inbound connectors tried out at James's own server, by a peer that is played. */
class InboundValidationOnTheWireTest {
    private static final TestCa CA = TestCa.create();
    private static final TestCa UNKNOWN = TestCa.create("Unknown Root");
    private static final String TLS = TlsSides.pem("startTLS", "");

    private final Path directory;
    private String handlers = "";
    private @Nullable JamesSmtp james;
    private @Nullable LiveConnectors live;
    private @Nullable Validations validations;

    InboundValidationOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void stop() {
        if (validations != null) {
            validations.stop();
        }
        if (james != null) {
            james.close();
        }
    }

    @Test
    void knowsADeviceByItsAddress() throws Exception {
        Validation devices = validate("Devices", "", Wanted.NOTHING);

        assertThat(words(devices)).containsExactly("connect ok", "listener ok", "banner ok", "ehlo ok", "starttls skipped", "mail ok", "rcpt ok", "rcpt ok", "verdict ok",
            "stranger ok");
        assertThat(detail(devices, "listener")).isEqualTo("the peer is 192.0.2.1");
        assertThat(step(devices, "mail").target()).isEqualTo("<postmaster@local.example>");
        assertThat(detail(devices, "verdict")).startsWith("chosen, by address:192.0.2.0/24: ");
        assertThat(devices.outcome()).isEqualTo("ok");
        assertThat(devices.summary()).isEqualTo("10 steps, all well");
    }

    @Test
    void saysWhoTakesAPeerAtAnotherAddress() throws Exception {
        Validation devices = validate("Devices", "", new Wanted(Optional.empty(), Optional.empty(), Optional.of(InetAddresses.forString("192.0.2.200")), Optional.empty()));

        assertThat(devices.outcome()).isEqualTo("failed");
        assertThat(detail(devices, "verdict")).startsWith("not chosen, but 'Printers' (by address:192.0.2.200): ");
        assertThat(step(devices, "verdict").remedy()).contains("--address");
    }

    @Test
    void findsAnAddressThatNoSmallerBlockTakesAway() throws Exception {
        assertThat(detail(validate("Around printers", "", Wanted.NOTHING), "verdict")).startsWith("chosen, by address:198.51.100.0/24: ");
    }

    @Test
    void knowsAPeerByTheCertificateThatItIsGiven() throws Exception {
        Validation tenant = validate("Site", TLS, with(CA.client("mail.site.example")));

        assertThat(words(tenant)).containsExactly("connect ok", "listener ok", "banner ok", "ehlo ok", "starttls ok", "handshake ok", "certificate ok", "identity ok", "ehlo ok", "mail ok",
            "rcpt ok", "rcpt ok", "verdict ok", "stranger ok", "stranger ok");
        assertThat(detail(tenant, "certificate")).startsWith("the listener shows: certificate 'CN=Test Server'").contains("for localhost", "until ");
        assertThat(detail(tenant, "identity")).startsWith("the peer shows: certificate").contains("mail.site.example");
        assertThat(detail(tenant, "verdict")).startsWith("chosen, by certificate:*.site.example: ");
    }

    @Test
    void decidesTheRestWithoutACertificateAndSaysWhatIsNeeded() throws Exception {
        Validation tenant = validate("Site", TLS, Wanted.NOTHING);

        assertThat(tenant.outcome()).isEqualTo("warnings");
        assertThat(step(tenant, "identity").outcome()).isEqualTo("skipped");
        assertThat(detail(tenant, "identity")).isEqualTo("the peer shows none (needed: a certificate for *.site.example)");
        assertThat(detail(tenant, "verdict")).startsWith("not chosen: ");
    }

    @Test
    void doesNotKnowAPeerWhoseCertificateNobodyTrusts() throws Exception {
        Validation tenant = validate("Site", TLS, with(UNKNOWN.client("mail.site.example")));

        assertThat(tenant.outcome()).isEqualTo("failed");
        assertThat(step(tenant, "verdict").outcome()).isEqualTo("failed");
        assertThat(detail(tenant, "verdict")).startsWith("not chosen: \"Site\": tlsSenderCertificateName *.site.example is among the names of the client's certificate, but ");
    }

    @Test
    void doesNotKnowAPeerWithACertificateOfAnotherName() throws Exception {
        assertThat(detail(validate("Site", TLS, with(CA.client("mail.elsewhere.example"))), "verdict")).startsWith("not chosen: ");
    }

    @Test
    void letsAPartnerInAndNotThrough() throws Exception {
        Validation partner = validate("Bank", TLS, Wanted.NOTHING);

        assertThat(partner.outcome()).isEqualTo("ok");
        assertThat(step(partner, "mail").target()).isEqualTo("<postmaster@bank.example>");
        assertThat(partner.steps()).filteredOn(step -> step.name().equals("rcpt")).extracting(ValidationStep::detail)
            .satisfiesExactly(inside -> assertThat(inside).startsWith("250 "), outside -> assertThat(outside).startsWith("550 5.7.64").endsWith("(as it must be: it relays nothing)"));
        assertThat(detail(partner, "verdict")).startsWith("chosen, by address:203.0.113.0/25: ");
    }

    @Test
    void saysWhyARestrictingConnectorRefusesAPeerWithoutTls() throws Exception {
        Validation partner = validate("Bank", "", Wanted.NOTHING);

        assertThat(partner.outcome()).isEqualTo("failed");
        assertThat(step(partner, "starttls").outcome()).isEqualTo("failed");
        assertThat(partner.steps()).anySatisfy(step -> assertThat(step.detail()).startsWith("530 5.7.0 Must issue a STARTTLS command first"));
    }

    @Test
    void isTakenForWhomAProxyNames() throws Exception {
        Validation devices = validate("Devices", "<proxyRequired>true</proxyRequired>" + TLS, Wanted.NOTHING);

        assertThat(devices.outcome()).isEqualTo("ok");
        assertThat(detail(devices, "listener")).isEqualTo("the peer is 192.0.2.1, by a PROXY header");
        assertThat(detail(validate("Six", Wanted.NOTHING), "verdict")).startsWith("chosen, by address:2001:db8::/32: ");
    }

    @Test
    void shakesHandsFirstWhereTlsComesFirst() throws Exception {
        Validation site = validate("Site", TlsSides.pem("socketTLS", ""), with(CA.client("mail.site.example")));

        assertThat(words(site)).startsWith("connect ok", "listener ok", "handshake ok", "certificate ok", "identity ok", "banner ok", "ehlo ok", "mail ok");
        assertThat(site.outcome()).isEqualTo("ok");
    }

    @Test
    void playsAnIpv6PeerAtAnIpv4Listener() throws Exception {
        assertThat(detail(validate("Six", "", Wanted.NOTHING), "verdict")).startsWith("chosen, by address:2001:db8::/32: ");
    }

    @Test
    void staysAwayFromAListenerThatIsForOtherNetworks() throws Exception {
        configure("<legacyListener name=\"mx\"><networks>192.0.2.0/28</networks></legacyListener>");
        Validation devices = validate("Devices", "", Wanted.NOTHING);
        assertThat(devices.outcome()).isEqualTo("ok");

        Validation bank = validate("Bank", Wanted.NOTHING);
        assertThat(words(bank)).containsExactly("listener skipped");

        Validation outside = validate("Devices", new Wanted(Optional.empty(), Optional.empty(), Optional.of(InetAddresses.forString("192.0.2.99")), Optional.empty()));
        assertThat(words(outside)).containsExactly("connect ok", "listener ok", "banner failed", "verdict failed", "stranger ok");
        assertThat(detail(outside, "banner")).startsWith("554 5.7.1 Access denied");
    }

    @Test
    void saysWhatASwitchedOffConnectorLeavesToOthers() throws Exception {
        assertThat(detail(validate("Off", "", Wanted.NOTHING), "verdict")).isEqualTo("not chosen: it is switched off");
    }

    @Test
    void missesAListenerThatNobodyHas() throws Exception {
        Validation nowhere = validate("Nowhere", "", Wanted.NOTHING);

        assertThat(words(nowhere)).containsExactly("listener failed");
        assertThat(detail(nowhere, "listener")).isEqualTo("no listener that the connector holds for (there are: mx)");
    }

    @Test
    void turnsStrangersAwayAlsoWhereAProxyStandsBeforeOrTlsComesFirst() throws Exception {
        assertThat(strangers(validate("Bank", "<proxyRequired>true</proxyRequired>" + TLS, Wanted.NOTHING))).containsExactly(
            "a stranger at 198.18.0.77, at mx ok turned away at RCPT TO:<postmaster@local.example> from <postmaster@bank.example>: "
                + "550 5.7.51 Mail of this sender domain is accepted only from its registered sources",
            "a stranger at the address of the peer, 203.0.113.1, without TLS, at mx ok turned away at RCPT TO:<postmaster@local.example> from <postmaster@bank.example>: "
                + "530 5.7.0 Must issue a STARTTLS command first");
        server().close();
        assertThat(strangers(validate("Bank", TlsSides.pem("socketTLS", ""), Wanted.NOTHING))).last()
            .isEqualTo("a stranger at the address of the peer, 203.0.113.1, without TLS, at mx skipped TLS comes first at this listener: nobody comes without");
    }

    @Test
    void withoutTlsNobodyShowsACertificate() throws Exception {
        assertThat(strangers(validate("Site", "", Wanted.NOTHING))).last()
            .isEqualTo("a stranger at 198.18.0.77 with a self-made certificate for mx.site.example, at mx skipped no TLS at this listener: nobody shows a certificate");
    }

    @Test
    void aSwitchedOffConnectorTurnsNobodyAway() throws Exception {
        assertThat(strangers(validate("Off", "", Wanted.NOTHING))).isEmpty();
    }

    @Test
    void greylistingKeepsThePartnerAndOursAndNobodyElse() throws Exception {
        KeptGreylist.ROWS.clear();
        handlers = "<handler class=\"" + KeptGreylist.class.getName() + "\"/>";

        Validation partner = validate("Bank", TLS, Wanted.NOTHING);
        assertThat(partner.steps()).filteredOn(step -> step.name().equals("rcpt")).extracting(ValidationStep::outcome).containsExactly("warning", "ok");
        assertThat(strangers(partner)).hasSize(2).allMatch(stranger -> stranger.contains(" ok "));
        validate("Devices", Wanted.NOTHING);

        assertThat(KeptGreylist.ROWS).containsExactly("203.0.113.1 postmaster@bank.example postmaster@local.example");
    }

    @Test
    void sendsAMessageOnlyWhereThatIsAskedFor() throws Exception {
        validate("Devices", "", Wanted.NOTHING);
        assertThat(server().accepted()).isEmpty();

        Validation sent = validate("Devices", new Wanted(Optional.of(new MailAddress("scanner@local.example")), Optional.of(new MailAddress("bob@local.example")),
            Optional.empty(), Optional.empty()));
        assertThat(words(sent)).endsWith("verdict ok", "message ok", "stranger ok");
        assertThat(server().messages()).singleElement().asString().contains("Subject: Test of an inbound connector", "From: <scanner@local.example>", "'Devices'");
    }

    @Test
    void remembersWhatCameOfItOverARestart() throws Exception {
        Validation devices = validate("Devices", "", Wanted.NOTHING);

        ValidationResults again = ValidationResults.open(directory.resolve("validations.json"));
        assertThat(again.last(ConnectorName.parse("devices"), Direction.INBOUND)).contains(devices);
        assertThat(again.last(ConnectorName.parse("devices"), Direction.OUTBOUND)).isEmpty();
        assertThat(devices.at()).isBeforeOrEqualTo(Instant.now());
    }

    private static Wanted with(TestCertificate certificate) throws Exception {
        return new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ClientIdentity.of(certificate.chainPem(), certificate.key().getEncoded())));
    }

    private static List<String> words(Validation validation) {
        return validation.steps().stream().map(step -> step.name() + " " + step.outcome()).collect(Collectors.toList());
    }

    private static List<String> strangers(Validation validation) {
        return validation.steps().stream().filter(step -> step.name().equals("stranger")).map(step -> step.target() + " " + step.outcome() + " " + step.detail()).toList();
    }

    private static ValidationStep step(Validation validation, String name) {
        return validation.steps().stream().filter(step -> step.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(name + " in " + validation));
    }

    private static String detail(Validation validation, String name) {
        return step(validation, name).detail();
    }

    private Validation validate(String connector, String elements, Wanted wanted) throws Exception {
        start(elements);
        return validate(connector, wanted);
    }

    private Validation validate(String connector, Wanted wanted) {
        Validations running = requireNonNull(validations);
        ConnectorName name = ConnectorName.parse(connector);
        Started started = running.start(requireNonNull(live).current().connectors().inbound().stream()
            .filter(found -> found.name().equals(name)).findFirst().orElseThrow(), wanted);
        assertThat(started).isInstanceOf(Started.Running.class);
        String id = ((Started.Running) started).id();
        return await().atMost(Duration.ofMinutes(2)).until(() -> running.find(id, 0).orElseThrow().result(), Optional::isPresent).orElseThrow();
    }

    private JamesSmtp server() {
        return requireNonNull(james);
    }

    private void configure(String more) throws Exception {
        CA.writeRoot(directory.resolve("root.pem"));
        Files.writeString(directory.resolve("connectors.xml"), """
            <connectors>
              <acceptedDomains><domain name="local.example" type="authoritative"/></acceptedDomains>
              <trustedCertificates>root.pem</trustedCertificates>
              %s
              <inbound name="Devices" type="organization"><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
              <inbound name="Printers" type="organization"><senderIPAddresses>192.0.2.200, 198.51.100.1</senderIPAddresses></inbound>
              <inbound name="Around printers" type="organization"><senderIPAddresses>198.51.100.0/24</senderIPAddresses></inbound>
              <inbound name="Six" type="organization"><senderIPAddresses>2001:db8::/32</senderIPAddresses></inbound>
              <inbound name="Site" type="organization"><tlsSenderCertificateName>*.site.example</tlsSenderCertificateName></inbound>
              <inbound name="Bank" type="partner">
                <senderDomains>bank.example</senderDomains><requireTls>true</requireTls>
                <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses><senderIPAddresses>203.0.113.0/25</senderIPAddresses>
              </inbound>
              <inbound name="Off" type="organization" enabled="false"><senderIPAddresses>192.0.2.13</senderIPAddresses></inbound>
              <inbound name="Nowhere" type="organization"><listeners>other</listeners><senderIPAddresses>192.0.2.14</senderIPAddresses></inbound>
            </connectors>
            """.formatted(more));
    }

    private void start(String elements) throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
        if (!Files.exists(directory.resolve("connectors.xml"))) {
            configure("");
        }
        LiveConnectors opened = LiveConnectors.open(directory.resolve("connectors.xml"), directory, name -> null);
        ClientCertificates certificates = ClientCertificates.start();
        certificates.prepare(opened.current().connectors().inbound().stream().flatMap(connector -> connector.certificate().stream()).map(SenderCertificate::trust)
            .collect(Collectors.toSet()));
        JamesSmtp started = JamesSmtp.start(directory, () -> opened.current().inbound(), (session, sources) -> PresentedCertificate.of(session)
            .map(presented -> certificates.facts(presented, sources.apply(presented.names()), Instant.now())), elements, handlers);
        james = started;
        live = opened;
        validations = new Validations(opened::current, started.listeners, started.played, Optional::empty, ValidationResults.open(directory.resolve("validations.json")));
    }
}
