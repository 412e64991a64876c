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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.testing.TestCa;

/** A listener for old devices in James's own server: who is outside of its networks gets no session. */
class LegacyListenerOnTheWireTest {
    private static final TestCa CA = TestCa.create();
    private static final String DENIED = "554 5.7.1 Access denied";
    private static final String FROM_INSIDE = "PROXY TCP4 192.0.2.7 127.0.0.1 40000 25\r\n";
    private static final String FROM_OUTSIDE = "PROXY TCP4 198.51.100.1 127.0.0.1 40000 25\r\n";
    private static final String PROXIED = "<proxyRequired>true</proxyRequired>";

    private final Path directory;
    private final AtomicReference<InboundRules> rules = new AtomicReference<>(InboundRules.of(Connectors.NONE));
    private @Nullable JamesSmtp james;

    LegacyListenerOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void stop() {
        if (james != null) {
            james.close();
        }
    }

    @Test
    void tellsAStrangerNothingButThatItIsNotServed() throws Exception {
        start("", "192.0.2.0/28");

        assertThat(lines("")).containsExactly(DENIED);
    }

    @Test
    void countsWhomItTurnsAway() throws Exception {
        JamesSmtp server = start("", "192.0.2.0/28");
        try (LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
            lines("");

            assertThat(log.lines()).singleElement().asString()
                .contains("inbound listener=mx connector=- verdict=refuse reason=outside-legacy-networks", "address=127.0.0.1", "reply=554/5.7.1");
        }
        assertThat(server.metrics.countFor("connectors.inbound.none.refuse")).isEqualTo(1);
    }

    @Test
    void servesADeviceAndMarksItsMail() throws Exception {
        JamesSmtp server = start("", "127.0.0.1");
        try (SmtpDialogue device = SmtpDialogue.connect(server.address(), "")) {
            send(device);
        }

        assertThat(server.accepted()).singleElement()
            .satisfies(attributes -> assertThat(attributes).containsEntry(InboundAttributes.LEGACY_LISTENER.asString(), "mx"));
    }

    @Test
    void marksNoMailOfOtherListeners() throws Exception {
        JamesSmtp server = start("", "127.0.0.1");
        rules.set(InboundRules.of(connectors("other", "127.0.0.1")));
        try (SmtpDialogue device = SmtpDialogue.connect(server.address(), "")) {
            send(device);
        }

        assertThat(server.accepted()).singleElement()
            .satisfies(attributes -> assertThat(attributes).doesNotContainKey(InboundAttributes.LEGACY_LISTENER.asString()));
    }

    @Test
    void goesByTheAddressThatTheProxyNames() throws Exception {
        JamesSmtp server = start(PROXIED, "192.0.2.0/28");
        assertThat(lines(FROM_OUTSIDE + "EHLO stranger.example\r\n")).hasSize(2).element(1).isEqualTo(DENIED);
        assertThat(lines(FROM_OUTSIDE + "MAIL FROM:<scanner@contoso.com>\r\n")).hasSize(2).element(1).isEqualTo(DENIED);
        try (SmtpDialogue device = SmtpDialogue.connect(server.address(), FROM_INSIDE)) {
            send(device);
        }

        assertThat(server.accepted()).hasSize(1);
        assertThat(server.metrics.countFor("connectors.inbound.none.refuse")).isEqualTo(2);
    }

    @Test
    void letsADeviceBehindAProxyStartTls() throws Exception {
        JamesSmtp server = start(PROXIED + TlsSides.pem("startTLS", ""), "192.0.2.0/28");
        try (SmtpDialogue device = SmtpDialogue.connect(server.address(), FROM_INSIDE)) {
            device.startTls(CA);
            device.say("EHLO scanner.example");
            send(device);
        }

        assertThat(server.accepted()).singleElement().satisfies(attributes -> assertThat(attributes).containsEntry(InboundAttributes.TLS_PROTOCOL.asString(), "TLSv1.3"));
    }

    @Test
    void answersTheFirstCommandWhereTlsComesFirst() throws Exception {
        JamesSmtp server = start(TlsSides.pem("socketTLS", ""), "192.0.2.0/28");
        try (SmtpDialogue stranger = SmtpDialogue.connectByTls(server.address(), "", TlsSides.client(CA, null), TlsSides.TLS_1_3)) {
            assertThat(stranger.next()).as("after the answer to EHLO").isEqualTo("closed");
        }
        assertThat(server.metrics.countFor("connectors.inbound.none.refuse")).isEqualTo(1);

        rules.set(InboundRules.of(connectors("mx", "127.0.0.1")));
        try (SmtpDialogue device = SmtpDialogue.connectByTls(server.address(), "", TlsSides.client(CA, null), TlsSides.TLS_1_3)) {
            send(device);
        }
    }

    @Test
    void readsTheConfigurationOfTheMoment() throws Exception {
        JamesSmtp server = start("", "127.0.0.1");
        try (SmtpDialogue device = SmtpDialogue.connect(server.address(), "")) {
            send(device);
            rules.set(InboundRules.of(connectors("mx", "192.0.2.0/28")));
            assertThat(lines("")).containsExactly(DENIED);

            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).isEqualTo(DENIED);
        }
        rules.set(InboundRules.of(connectors("mx", "127.0.0.0/8")));
        try (SmtpDialogue device = SmtpDialogue.connect(server.address(), "")) {
            send(device);
        }
    }

    @Test
    void servesNobodyWhenItCantTell() throws Exception {
        start(() -> {
            throw new IllegalStateException("broken");
        }, "");

        assertThat(lines("")).containsExactly("421 4.3.0 Temporary server error, try again later");
    }

    private static void send(SmtpDialogue device) throws Exception {
        assertThat(device.say("MAIL FROM:<scanner@contoso.com>")).startsWith("250 ");
        assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
        assertThat(device.message("Subject: a", "", "b")).startsWith("250 ");
    }

    /** All that the server says to a client that has said {@code said}, until it closes the connection. */
    private List<String> lines(String said) throws Exception {
        try (Socket socket = new Socket(requireNonNull(james).address().getAddress(), requireNonNull(james).address().getPort())) {
            socket.setSoTimeout(20_000);
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            if (!said.isEmpty()) {
                socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            }
            return reader.lines().toList();
        }
    }

    private JamesSmtp start(String elements, String network) throws Exception {
        rules.set(InboundRules.of(connectors("mx", network)));
        return start(rules::get, elements);
    }

    private JamesSmtp start(Supplier<InboundRules> current, String elements) throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
        JamesSmtp started = JamesSmtp.start(directory, current, Hooks.NO_CERTIFICATES, elements, "");
        james = started;
        return started;
    }

    /** Devices at the addresses that the tests use, and a listener for the old ones among them. */
    private static Connectors connectors(String listener, String network) {
        InboundConnector devices = InboundConnector.of(ConnectorName.parse("Devices"), ConnectorType.ORGANIZATION)
            .senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"), Cidr.parse("198.51.100.1"), Cidr.parse("127.0.0.1"))).build();
        return new Connectors(List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.AUTHORITATIVE, false)), false, List.of(),
            List.of(devices), List.of(), List.of(), List.of(), List.of(new LegacyListener(listener, List.of(Cidr.parse(network)))));
    }
}
