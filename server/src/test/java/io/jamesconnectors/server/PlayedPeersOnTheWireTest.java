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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.Verdict;
import io.jamesconnectors.server.played.PeerTalk;
import io.jamesconnectors.server.played.PlayedPeer;
import io.jamesconnectors.server.played.PlayedPeers;

/** Who has a played address in James's own server, and that nobody else gets it. */
class PlayedPeersOnTheWireTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress DEVICE = InetAddresses.forString("192.0.2.7");
    private static final InetAddress STRANGER = InetAddresses.forString("203.0.113.9");
    private static final String MAIL = "MAIL FROM:<scanner@contoso.com>";
    private static final String OUTSIDE = "RCPT TO:<someone@outside.example>";
    private static final String DENIED = "550 5.7.64 Relay access denied";

    private final Path directory;
    private final AtomicReference<InboundRules> rules = new AtomicReference<>(InboundRules.of(connectors(InboundLimits.NONE)));
    private @Nullable JamesSmtp james;

    PlayedPeersOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void stop() {
        if (james != null) {
            james.close();
        }
    }

    @Test
    void hasTheRightsOfTheAddressThatIsPlayed() throws Exception {
        JamesSmtp server = start("");
        try (PlayedPeer device = server.played.play(DEVICE, server.address(), false)) {
            PeerTalk talk = greeted(device);
            talk.say(MAIL);
            assertThat(talk.say(OUTSIDE).code()).isEqualTo(250);
            PlayedPeer.Decided decided = device.decision().orElseThrow();
            assertThat(decided.decision().verdict()).isEqualTo(Verdict.GRANT_RELAY);
            assertThat(decided.facts().clientAddress()).isEqualTo(DEVICE);
            assertThat(device.decision()).isEmpty();
        }
    }

    @Test
    void hasNoneOfTheRightsOfTheLoopbackAddress() throws Exception {
        JamesSmtp server = start("<authorizedAddresses>127.0.0.0/8</authorizedAddresses>");
        try (PlayedPeer stranger = server.played.play(STRANGER, server.address(), false)) {
            PeerTalk talk = greeted(stranger);
            talk.say(MAIL);
            assertThat(talk.say(OUTSIDE).asString()).isEqualTo(DENIED);
        }
        try (SmtpDialogue local = SmtpDialogue.connect(server.address(), "")) {
            local.say(MAIL);
            assertThat(local.say(OUTSIDE)).as("what James gives that address").startsWith("250 ");
        }
    }

    @Test
    void isNobodyElseWhileAPeerIsPlayed() throws Exception {
        JamesSmtp server = start("");
        try (PlayedPeer device = server.played.play(DEVICE, server.address(), false);
                SmtpDialogue during = SmtpDialogue.connect(server.address(), "")) {
            assertDenied(during);
            PeerTalk talk = greeted(device);
            try (SmtpDialogue after = SmtpDialogue.connect(server.address(), "")) {
                assertDenied(after);
            }
            talk.say(MAIL);
            assertThat(talk.say(OUTSIDE).code()).isEqualTo(250);
            assertDenied(during);
        }
    }

    @Test
    void isTakenOnce() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlayedPeers peers = new PlayedPeers();
            InetSocketAddress listener = (InetSocketAddress) elsewhere.getLocalSocketAddress();
            try (PlayedPeer device = peers.play(DEVICE, listener, false); Socket accepted = elsewhere.accept()) {
                device.awaitConnection(PATIENCE);
                SMTPSession first = session((InetSocketAddress) accepted.getRemoteSocketAddress(), listener);
                peers.meet(first, "mx");
                SMTPSession second = session((InetSocketAddress) accepted.getRemoteSocketAddress(), listener);
                peers.meet(second, "mx");

                assertThat(first.getRemoteAddress().getAddress()).isEqualTo(DEVICE);
                assertThat(PlayedPeers.on(first)).containsSame(device);
                assertThat(second.getRemoteAddress().getAddress()).isEqualTo(accepted.getInetAddress());
                assertThat(PlayedPeers.on(second)).isEmpty();
            }
        }
    }

    @Test
    void isNobodyAnyMoreWhenItIsClosed() throws Exception {
        try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PlayedPeers peers = new PlayedPeers();
            InetSocketAddress listener = (InetSocketAddress) elsewhere.getLocalSocketAddress();
            InetSocketAddress client;
            try (PlayedPeer device = peers.play(DEVICE, listener, false); Socket accepted = elsewhere.accept()) {
                client = (InetSocketAddress) accepted.getRemoteSocketAddress();
                assertThat(device.awaitTaken(Duration.ofMillis(1))).isEmpty();
            }
            SMTPSession late = session(client, listener);
            peers.meet(late, "mx");

            assertThat(late.getRemoteAddress()).isEqualTo(client);
        }
    }

    @Test
    void takesNobodysPlaceAndIsCountedNowhere() throws Exception {
        rules.set(InboundRules.of(connectors(new InboundLimits(1, 1, 0, 0))));
        JamesSmtp server = start("");
        for (int i = 0; i < 3; i++) {
            try (PlayedPeer device = server.played.play(DEVICE, server.address(), false)) {
                PeerTalk talk = greeted(device);
                talk.say(MAIL);
                assertThat(talk.say(OUTSIDE).code()).isEqualTo(250);
                assertThat(server.door.connections(ConnectorName.parse("Devices"))).isZero();
            }
        }
        assertThat(server.metrics.countFor("connectors.inbound.devices.grant-relay")).isZero();
    }

    @Test
    void postsNothingUnlessThatWasAskedFor() throws Exception {
        JamesSmtp server = start("");
        try (PlayedPeer device = server.played.play(DEVICE, server.address(), false)) {
            assertThat(posted(device)).isEqualTo("554 5.7.0 No message was asked for");
        }
        assertThat(server.accepted()).isEmpty();
        try (PlayedPeer device = server.played.play(DEVICE, server.address(), true)) {
            assertThat(posted(device)).startsWith("250 ");
        }
        assertThat(server.accepted()).hasSize(1);
    }

    private static String posted(PlayedPeer device) throws Exception {
        PeerTalk talk = greeted(device);
        for (String line : List.of(MAIL, OUTSIDE, "DATA")) {
            talk.say(line);
        }
        return talk.say("Subject: a\r\n\r\nb\r\n.").asString();
    }

    private static PeerTalk greeted(PlayedPeer peer) throws Exception {
        peer.awaitConnection(PATIENCE);
        assertThat(peer.awaitTaken(PATIENCE)).hasValueSatisfying(taken -> assertThat(taken).isEqualTo(new PlayedPeer.Taken("mx", false, false)));
        PeerTalk talk = peer.talk(PATIENCE);
        assertThat(talk.reply().code()).isEqualTo(220);
        talk.say("EHLO scanner.example");
        return talk;
    }

    private static void assertDenied(SmtpDialogue client) throws Exception {
        client.say("RSET");
        client.say(MAIL);
        assertThat(client.say(OUTSIDE)).isEqualTo(DENIED);
    }

    private static SMTPSession session(InetSocketAddress client, InetSocketAddress listener) {
        return new SMTPSessionImpl(new FakeTransport(client, listener), new SMTPConfigurationImpl());
    }

    private JamesSmtp start(String elements) throws Exception {
        JamesSmtp started = JamesSmtp.start(directory, rules::get, Hooks.NO_CERTIFICATES, elements, "");
        james = started;
        return started;
    }

    private static Connectors connectors(InboundLimits limits) {
        InboundConnector devices = InboundConnector.of(ConnectorName.parse("Devices"), ConnectorType.ORGANIZATION)
            .senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"))).limits(limits).build();
        return new Connectors(List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.AUTHORITATIVE, false)), List.of(devices), List.of(), List.of());
    }
}
