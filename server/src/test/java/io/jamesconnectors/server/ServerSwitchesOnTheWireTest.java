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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.james.protocols.smtp.core.AcceptRecipientIfRelayingIsAllowed;
import org.apache.james.smtpserver.fastfail.ValidRcptHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundConnectorBuilder;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.tls.inbound.PresentedCertificate;

/** James's own switches beside the connectors, certificates, and the limits at the door: all in James's own server. */
class ServerSwitchesOnTheWireTest {
    private static final TestCa CA = TestCa.create();
    private static final String DENIED = "550 5.7.64 Relay access denied";
    private static final String OUTSIDE = "RCPT TO:<someone@outside.example>";
    private static final String BOB = "RCPT TO:<bob@local.example>";
    private static final String AUTH = "<auth><announce>always</announce><plainAuthEnabled>true</plainAuthEnabled></auth>";
    private static final ConnectorName DEVICES = ConnectorName.parse("Devices");

    private final Path directory;
    private final AtomicReference<InboundRules> rules = new AtomicReference<>(InboundRules.of(Connectors.NONE));
    private final AtomicReference<Trust> trust = new AtomicReference<>(Trust.TRUSTED);
    private @Nullable JamesSmtp james;

    ServerSwitchesOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void stop() {
        if (james != null) {
            james.close();
        }
    }

    @Test
    void authorizedAddressesRelayAsBefore() throws Exception {
        start(Connectors.NONE, "<authorizedAddresses>127.0.0.0/8</authorizedAddresses>", "");
        try (SmtpDialogue client = connect()) {
            client.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(client.say(OUTSIDE)).startsWith("250 ");
        }
    }

    @Test
    void aLoginRelaysAsBefore() throws Exception {
        start(Connectors.NONE, AUTH, "");
        try (SmtpDialogue client = connect()) {
            client.say("MAIL FROM:<bob@local.example>");
            assertThat(client.say(OUTSIDE)).isEqualTo(DENIED);
            client.say("RSET");
            assertThat(client.say("AUTH PLAIN " + base64("\0bob@local.example\0wrong"))).startsWith("535 ");
            assertThat(client.say("AUTH PLAIN " + base64("\0bob@local.example\0" + JamesSmtp.PASSWORD))).startsWith("235 ");
            client.say("MAIL FROM:<bob@local.example>");
            assertThat(client.say(OUTSIDE)).startsWith("250 ");
        }
    }

    @Test
    void verifyIdentityKeepsStrangersFromOurNames() throws Exception {
        start(connectors(devices(), "local.example", "192.0.2.0/24"), AUTH + "<verifyIdentity>true</verifyIdentity>", "");
        try (SmtpDialogue stranger = connect()) {
            assertThat(stranger.say("MAIL FROM:<bob@local.example>")).startsWith("530 ");
            assertThat(stranger.say("MAIL FROM:<someone@fabrikam.com>")).startsWith("250 ");
            assertThat(stranger.say(BOB)).startsWith("250 ");
        }
    }

    @Test
    void verifyIdentityLetsOwnMailThrough() throws Exception {
        start(connectors(devices(), "local.example", "127.0.0.0/8"), AUTH + "<verifyIdentity>true</verifyIdentity>", "");
        try (SmtpDialogue device = connect()) {
            assertThat(device.say("MAIL FROM:<bob@local.example>")).startsWith("250 ");
            assertThat(device.say(BOB)).startsWith("250 ");
            assertThat(device.say(OUTSIDE)).startsWith("250 ");
            assertThat(device.message("Subject: a", "", "b")).startsWith("250 ");
        }
    }

    @Test
    void verifyIdentityHoldsAgainAtTheEndOfDataForMailThatIsNotOurTenants() throws Exception {
        start(connectors(tenant(), "local.example", ""), AUTH + "<verifyIdentity>true</verifyIdentity>" + TlsSides.pem("startTLS", ""), "");
        try (SmtpDialogue microsoft = connect()) {
            microsoft.startTls(TlsSides.client(CA, CA.client("mail.protection.outlook.com")), "TLSv1.3");
            microsoft.say("EHLO client.example");
            assertThat(microsoft.say("MAIL FROM:<bob@local.example>")).startsWith("250 ");
            assertThat(microsoft.say(BOB)).startsWith("250 ");
            assertThat(microsoft.message("X-OriginatorOrg: fabrikam.com", "", "b")).isEqualTo("530 5.7.1 Authentication Required");
            microsoft.say("MAIL FROM:<bob@local.example>");
            microsoft.say(BOB);
            assertThat(microsoft.message("X-OriginatorOrg: local.example", "", "b")).startsWith("250 ");
        }
    }

    @Test
    void validRcptHandlerRefusesUnknownUsersWhateverWasGranted() throws Exception {
        start(connectors(devices(), "local.example", "127.0.0.0/8"), "", "<handler class=\"" + ValidRcptHandler.class.getName() + "\"/>");
        try (SmtpDialogue device = connect()) {
            device.say("MAIL FROM:<bob@local.example>");
            assertThat(device.say("RCPT TO:<nobody@local.example>")).startsWith("550 ");
            assertThat(device.say(BOB)).startsWith("250 ");
            assertThat(device.say(OUTSIDE)).startsWith("250 ");
        }
    }

    @Test
    void checksThatARightPassesOverHoldForMailOfWhichNobodyKnowsYetWhoseItIs() throws Exception {
        start(connectors(tenant(), "local.example", ""), TlsSides.pem("startTLS", ""),
            "<handler class=\"" + AcceptRecipientIfRelayingIsAllowed.class.getName() + "\"/><handler class=\"" + ValidRcptHandler.class.getName() + "\"/>");
        try (SmtpDialogue microsoft = connect()) {
            microsoft.startTls(TlsSides.client(CA, CA.client("mail.protection.outlook.com")), "TLSv1.3");
            microsoft.say("EHLO client.example");
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(microsoft.say("RCPT TO:<nobody@local.example>")).startsWith("550 ");
            assertThat(microsoft.say(BOB)).startsWith("250 ");
            assertThat(microsoft.message("X-OriginatorOrg: fabrikam.com", "", "b")).startsWith("250 ");
        }
    }

    @Test
    void jamesRefusesAnAcceptedDomainThatItDoesNotKnow() throws Exception {
        start(connectors(devices(), "contoso.com", "192.0.2.0/24"), "", "");
        try (SmtpDialogue stranger = connect()) {
            stranger.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(stranger.say("RCPT TO:<anna@contoso.com>")).startsWith("550 5.7.1 ");
        }
    }

    @Test
    void postmasterAndAbuseOfOthersNeedARightToo() throws Exception {
        start(Connectors.NONE, "", "");
        try (SmtpDialogue stranger = connect()) {
            stranger.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(stranger.say("RCPT TO:<postmaster@outside.example>")).isEqualTo(DENIED);
            assertThat(stranger.say("RCPT TO:<postmaster@local.example>")).startsWith("250 ");
        }
    }

    @Test
    void maxmessagesizeHoldsBesideOurs() throws Exception {
        start(connectors(devices().limits(new InboundLimits(0, 0, 0, 100_000)), "local.example", "127.0.0.0/8"), "<maxmessagesize>1</maxmessagesize>", "");
        try (SmtpDialogue device = connect()) {
            assertThat(device.say("MAIL FROM:<bob@local.example> SIZE=2000")).startsWith("552 5.3.4 Message size exceeds fixed maximum");
            device.say("MAIL FROM:<bob@local.example>");
            device.say(BOB);
            assertThat(device.message("Subject: a", "", "x".repeat(900), "x".repeat(900))).startsWith("552 ");
        }
    }

    @Test
    void takesNoLargerMessageThanTheConnectorDoes() throws Exception {
        start(connectors(devices().limits(new InboundLimits(0, 0, 0, 1_000)), "local.example", "127.0.0.0/8"), "", "");
        JamesSmtp server = server();
        try (SmtpDialogue device = connect()) {
            device.say("MAIL FROM:<bob@local.example> SIZE=1001");
            assertThat(device.say(OUTSIDE)).isEqualTo("552 5.3.4 Message too large");
            device.say("RSET");
            assertThat(device.say("MAIL FROM:bob@local.example> SIZE=1001")).as("a MAIL that fails declares nothing for the next").startsWith("501 ");
            device.say("MAIL FROM:<bob@local.example> SIZE=10");
            assertThat(device.say(OUTSIDE)).startsWith("250 ");
            String[] lines = new String[1000];
            Arrays.fill(lines, "x".repeat(70));
            try (LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
                assertThat(device.message(lines)).isEqualTo("552 5.3.4 Message too large");
                assertThat(log.lines()).singleElement().asString().contains(" verdict=refuse reason=limit-size ", "reply=552/5.3.4");
            }
            assertThat(server.accepted()).isEmpty();
            device.say("MAIL FROM:<bob@local.example>");
            device.say(OUTSIDE);
            assertThat(device.message("Subject: a", "", "..")).startsWith("250 ");
        }
    }

    @Test
    void closesTheConnectionThatIsOneTooMany() throws Exception {
        JamesSmtp server = start(connectors(devices().limits(new InboundLimits(1, 0, 0, 0)), "local.example", "127.0.0.0/8"), "", "");
        try (SmtpDialogue second = connect()) {
            try (SmtpDialogue first = connect()) {
                first.say("MAIL FROM:<bob@local.example>");
                assertThat(first.say(OUTSIDE)).startsWith("250 ");
                assertThat(first.say(BOB)).as("counted once").startsWith("250 ");
                second.say("MAIL FROM:<bob@local.example>");
                assertThat(second.say(OUTSIDE)).isEqualTo("421 4.3.2 Too many connections, try again later");
                assertThat(second.say("NOOP")).isEqualTo("closed");
            }
            await().until(() -> server.door.connections(DEVICES) == 0);
        }
        try (SmtpDialogue third = connect()) {
            third.say("MAIL FROM:<bob@local.example>");
            assertThat(third.say(OUTSIDE)).startsWith("250 ");
        }
    }

    @Test
    void leavesNoCountBehindWhenManyClientsBreakOff() throws Exception {
        JamesSmtp server = start(connectors(devices(), "local.example", "127.0.0.0/8"), "", "");
        List<SmtpDialogue> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            SmtpDialogue client = connect();
            client.write(List.of("MAIL FROM:<bob@local.example>", OUTSIDE, BOB, "DATA", "Subject: a"));
            clients.add(client);
        }
        await().until(() -> server.door.connections(DEVICES) == 50);
        for (SmtpDialogue client : clients) {
            client.close();
        }
        await().until(() -> server.door.size() == 0);
    }

    @Test
    void takesNoMoreMessagesInAMinuteThanTheConnectorDoes() throws Exception {
        start(connectors(devices().limits(new InboundLimits(0, 2, 0, 0)), "local.example", "127.0.0.0/8"), "", "");
        for (int i = 0; i < 2; i++) {
            try (SmtpDialogue device = connect()) {
                device.say("MAIL FROM:<bob@local.example>");
                assertThat(device.say(OUTSIDE)).startsWith("250 ");
                assertThat(device.say(BOB)).as("the same message").startsWith("250 ");
            }
        }
        rules.set(InboundRules.of(connectors(devices().limits(new InboundLimits(0, 2, 0, 0)), "local.example", "127.0.0.0/8")));
        try (SmtpDialogue device = connect()) {
            device.say("MAIL FROM:<bob@local.example>");
            assertThat(device.say(OUTSIDE)).as("after a reload too").isEqualTo("452 4.3.2 Too many messages, try again later");
        }
    }

    @Test
    void takesNoMoreRecipientsThanTheConnectorDoes() throws Exception {
        start(connectors(devices().limits(new InboundLimits(0, 0, 2, 0)), "local.example", "127.0.0.0/8"), "", "");
        try (SmtpDialogue device = connect()) {
            device.say("MAIL FROM:<bob@local.example>");
            device.say(OUTSIDE);
            device.say(BOB);
            assertThat(device.say("RCPT TO:<third@outside.example>")).isEqualTo("452 4.5.3 Too many recipients");
            assertThat(device.message("Subject: a", "", "b")).startsWith("250 ");
        }
    }

    @Test
    void relaysByCertificateAndSaysSo() throws Exception {
        JamesSmtp server = start(connectors(branch(), "mail.contoso.com", ""), TlsSides.pem("startTLS", ""), "");
        try (SmtpDialogue client = connect(); LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
            client.say("MAIL FROM:<>");
            assertThat(client.say(OUTSIDE)).isEqualTo(DENIED);
            client.startTls(TlsSides.client(CA, CA.client("mail.contoso.com", "other.example")), "TLSv1.3");
            client.say("EHLO client.example");
            client.say("MAIL FROM:<>");
            assertThat(client.say(OUTSIDE)).startsWith("250 ");
            assertThat(client.message("Subject: a", "", "b")).startsWith("250 ");
            assertThat(log.lines()).last().asString().contains(" verdict=grant-relay ", " certificate=mail.contoso.com trust=certificate-trusted ");
            assertThat(server.accepted()).singleElement().satisfies(mail -> assertThat(mail)
                .containsEntry("io.jamesconnectors.inbound.certificateNames", "mail.contoso.com,other.example"));
        }
    }

    @Test
    void asksAgainAtTheNextMailWhileAnAnswerIsPending() throws Exception {
        start(connectors(branch(), "contoso.com", ""), TlsSides.pem("startTLS", ""), "");
        trust.set(Trust.PENDING);
        try (SmtpDialogue client = connect()) {
            client.startTls(TlsSides.client(CA, CA.client("mail.contoso.com")), "TLSv1.2");
            client.say("EHLO client.example");
            client.say("MAIL FROM:<a@contoso.com>");
            assertThat(client.say(OUTSIDE)).startsWith("451 4.7.5 ");
            client.say("RSET");
            trust.set(Trust.TRUSTED);
            client.say("MAIL FROM:<a@contoso.com>");
            assertThat(client.say(OUTSIDE)).startsWith("250 ");
        }
    }

    @Test
    void judgesTheCertificateAnewAfterAReload() throws Exception {
        start(connectors(branch(), "contoso.com", ""), TlsSides.pem("startTLS", ""), "");
        try (SmtpDialogue client = connect()) {
            client.startTls(TlsSides.client(CA, CA.client("mail.contoso.com")), "TLSv1.3");
            client.say("EHLO client.example");
            client.say("MAIL FROM:<a@contoso.com>");
            assertThat(client.say(OUTSIDE)).startsWith("250 ");
            client.say("RSET");
            trust.set(Trust.REVOKED);
            rules.set(InboundRules.of(connectors(branch(), "contoso.com", "")));
            client.say("MAIL FROM:<a@contoso.com>");
            assertThat(client.say(OUTSIDE)).isEqualTo(DENIED);
        }
    }

    private JamesSmtp start(Connectors connectors, String elements, String handlers) throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
        rules.set(InboundRules.of(connectors));
        james = JamesSmtp.start(directory, rules::get, (session, sources) -> PresentedCertificate.of(session).map(this::judged), elements, handlers);
        return james;
    }

    private JamesSmtp server() {
        return requireNonNull(james);
    }

    /** Worth to every source what the test says. */
    private CertificateFacts judged(PresentedCertificate presented) {
        return new CertificateFacts(presented.names(), presented.issuer(), presented.fingerprints(), presented.forClients(), presented.forServers(),
            Map.of(TrustSource.JAVA, trust.get()));
    }

    private SmtpDialogue connect() throws Exception {
        return SmtpDialogue.connect(server().address(), "");
    }

    private static InboundConnectorBuilder devices() {
        return InboundConnector.of(DEVICES, ConnectorType.ORGANIZATION);
    }

    private static InboundConnectorBuilder branch() {
        return InboundConnector.of(ConnectorName.parse("Branch"), ConnectorType.ORGANIZATION).certificate(named("mail.contoso.com"));
    }

    private static InboundConnectorBuilder tenant() {
        return InboundConnector.of(ConnectorName.parse("Tenant"), ConnectorType.OFFICE365).certificate(named("mail.protection.outlook.com"));
    }

    private static Optional<SenderCertificate> named(String name) {
        return Optional.of(SenderCertificate.named(List.of(new DomainPattern.Exactly(DomainName.parse(name)))));
    }

    private static Connectors connectors(InboundConnectorBuilder connector, String accepted, String block) {
        InboundConnector built = (block.isEmpty() ? connector : connector.senderIPAddresses(List.of(Cidr.parse(block)))).listeners(Set.of("mx")).build();
        return new Connectors(
            List.of(new AcceptedDomain(DomainName.parse(accepted), AcceptedDomain.Type.AUTHORITATIVE, false)), List.of(built), List.of(), List.of());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
