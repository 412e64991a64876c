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

import java.net.InetSocketAddress;
import java.nio.file.Path;

import org.apache.james.core.Domain;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.AllButStartTlsLineChannelHandlerFactory;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.NettyServer;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPProtocol;
import org.apache.james.protocols.smtp.SMTPProtocolHandlerChain;
import org.apache.james.protocols.smtp.core.AbstractAuthRequiredToRelayRcptHook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.testing.TestCa;

/** The hook in James's own SMTP server, with James's own relay check behind it, over sockets. */
class InboundConnectorsOnTheWireTest {
    private static final String DENIED = "550 5.7.64 Relay access denied";
    private static final String FROM_DEVICE = "PROXY TCP4 192.0.2.7 127.0.0.1 40000 25\r\n";
    private static final String FROM_ELSEWHERE = "PROXY TCP4 198.51.100.1 127.0.0.1 40000 25\r\n";
    private static final String FROM_DEVICE_OVER_IPV6 = "PROXY TCP6 2001:db8:5::7 2001:db8::25 40000 25\r\n";

    private final TestCa ca = TestCa.create();
    private final Path directory;
    private @Nullable NettyServer server;

    InboundConnectorsOnTheWireTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void stop() {
        requireNonNull(server).unbind();
    }

    @Test
    void relaysForADeviceAndForNobodyElse() throws Exception {
        start(true, Configured.DEVICES);
        try (SmtpDialogue device = SmtpDialogue.connect(address(), FROM_DEVICE)) {
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
        }
        try (SmtpDialogue stranger = SmtpDialogue.connect(address(), FROM_ELSEWHERE)) {
            stranger.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(stranger.say("RCPT TO:<someone@outside.example>")).isEqualTo(DENIED);
            assertThat(stranger.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
        }
    }

    @Test
    void relaysOverIpv6() throws Exception {
        start(true, Configured.DEVICES.replace("127.0.0.1</sender", "2001:db8:5::/64</sender"));
        try (SmtpDialogue device = SmtpDialogue.connect(address(), FROM_DEVICE_OVER_IPV6)) {
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
        }
    }

    @Test
    void letsNoGrantOutliveItsTransaction() throws Exception {
        start(false, Configured.DEVICES);
        try (SmtpDialogue device = SmtpDialogue.connect(address(), "")) {
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
            device.say("RSET");
            device.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).isEqualTo(DENIED);
            assertThat(device.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
            device.say("RSET");
            device.say("MAIL FROM:<>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).isEqualTo(DENIED);
        }
    }

    @Test
    void keepsNoRecipientForASenderWhomItWasNotDecidedFor() throws Exception {
        start(false, Configured.DEVICES);
        try (SmtpDialogue device = SmtpDialogue.connect(address(), "")) {
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
            assertThat(device.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
            assertThat(device.say("MAIL FROM:<second@contoso.com>")).as("James refuses it, and forgets the first").startsWith("503 ");
            assertThat(device.say("MAIL FROM:<teller@bank.example>")).startsWith("250 ");
            assertThat(device.say("DATA")).startsWith("503 ");
        }
    }

    @Test
    void decidesAnewAfterStartTls() throws Exception {
        start(false, Configured.DEVICES);
        try (SmtpDialogue device = SmtpDialogue.connect(address(), "")) {
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
            device.startTls(ca);
            device.say("EHLO client.example");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("503 ");
            device.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).isEqualTo(DENIED);
        }
    }

    @Test
    void letsAPartnerInOverTlsAlone() throws Exception {
        start(false, Configured.DEVICES);
        try (SmtpDialogue partner = SmtpDialogue.connect(address(), "")) {
            partner.say("MAIL FROM:<teller@bank.example>");
            assertThat(partner.say("RCPT TO:<bob@local.example>")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
            partner.startTls(ca);
            partner.say("EHLO client.example");
            partner.say("MAIL FROM:<teller@bank.example>");
            assertThat(partner.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
        }
    }

    @Test
    void identifiesByTlsWhereTheConnectorRequiresIt() throws Exception {
        start(false, Configured.DEVICES.replace("</senderIPAddresses>\n  </inbound>\n  <inbound name=\"Bank in\"",
            "</senderIPAddresses><requireTls>true</requireTls>\n  </inbound>\n  <inbound name=\"Bank in\""));
        try (SmtpDialogue device = SmtpDialogue.connect(address(), "")) {
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).isEqualTo(DENIED);
            device.startTls(ca);
            device.say("EHLO client.example");
            device.say("MAIL FROM:<scanner@contoso.com>");
            assertThat(device.say("RCPT TO:<someone@outside.example>")).startsWith("250 ");
        }
    }

    private void start(boolean proxy, String xml) throws Exception {
        SMTPProtocolHandlerChain chain = new SMTPProtocolHandlerChain(new RecordingMetricFactory(),
            hook(Configured.in(directory, xml).open()),
            new AbstractAuthRequiredToRelayRcptHook() {
                @Override
                protected boolean isLocalDomain(Domain domain) {
                    return domain.equals(Domain.of("local.example"));
                }
            });
        NettyServer started = new NettyServer.Factory()
            .protocol(new SMTPProtocol(chain, new SMTPConfigurationImpl()))
            .proxyRequired(proxy)
            .secure(Encryption.createStartTls(ca.server("localhost").sslContext(), null, null, ClientAuth.NONE))
            .frameHandlerFactory(new AllButStartTlsLineChannelHandlerFactory("starttls", AbstractChannelPipelineFactory.MAX_LINE_LENGTH))
            .build();
        started.setListenAddresses(new InetSocketAddress("127.0.0.1", 0));
        started.bind();
        server = started;
    }

    private static InboundConnectorsHook hook(LiveConnectors live) {
        return Hooks.of(() -> live.current().inbound());
    }

    private InetSocketAddress address() {
        return requireNonNull(server).getListenAddresses().get(0);
    }
}
