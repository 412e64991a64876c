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

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.core.Username;
import org.apache.james.core.builder.MimeMessageBuilder;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.ProxyInformation;
import org.apache.james.protocols.smtp.SMTPConfigurationImpl;
import org.apache.james.protocols.smtp.SMTPSessionImpl;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.matchers.InboundAttributes;

/** The hook on James's own session: what it answers, which rights it leaves behind, what the mail and the log carry. */
class InboundConnectorsHookTest {
    private final AtomicReference<InboundRules> rules = new AtomicReference<>(InboundRules.of(Connectors.NONE));
    private final InboundConnectorsHook hook = Hooks.of(rules::get);
    private final List<MailAddress> taken = new ArrayList<>();
    private FakeTransport transport = new FakeTransport("192.0.2.7");
    private SMTPSessionImpl session = session(transport);

    @BeforeEach
    void configure(@TempDir Path directory) throws Exception {
        rules.set(Configured.in(directory, Configured.DEVICES).rules());
    }

    @Test
    void grantsRelayingToOwnMailAndLeavesTheRestToJames() throws Exception {
        mail("scanner@contoso.com");
        assertThat(rcpt("someone@outside.example")).isEqualTo(HookResult.DECLINED);
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void refusesToRelayForAnotherSender() throws Exception {
        mail("someone@fabrikam.com");
        assertReply(rcpt("someone@outside.example"), "550", "5.7.64 Relay access denied");
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void refusesToRelayForTheNullSender() throws Exception {
        mail("<>");
        assertReply(rcpt("someone@outside.example"), "550", "5.7.64 Relay access denied");
    }

    @Test
    void refusesToRelayFromElsewhere() throws Exception {
        connect("198.51.100.1");
        mail("scanner@contoso.com");
        assertReply(rcpt("someone@outside.example"), "550", "5.7.64 Relay access denied");
    }

    @Test
    void leavesMailForLocalAndAcceptedDomainsToJames() throws Exception {
        connect("198.51.100.1");
        mail("someone@fabrikam.com");
        assertThat(rcpt("bob@local.example")).isEqualTo(HookResult.DECLINED);
        assertThat(rcpt("bob@contoso.com")).isEqualTo(HookResult.DECLINED);
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void refusesAnAddressLiteralAsAnOutsideRecipient() throws Exception {
        connect("198.51.100.1");
        mail("someone@fabrikam.com");
        assertReply(rcpt("bob@[203.0.113.9]"), "550", "5.7.64 Relay access denied");
    }

    @Test
    void demandsTlsOfAPartner() throws Exception {
        connect("198.51.100.1");
        mail("someone@bank.example");
        assertReply(rcpt("bob@local.example"), "530", "5.7.0 Must issue a STARTTLS command first");
        transport.startTls("TLSv1.3", "TLS_AES_128_GCM_SHA256");
        session.resetState();
        mail("someone@bank.example");
        assertThat(rcpt("bob@local.example")).isEqualTo(HookResult.DECLINED);
    }

    @Test
    void takesAnUnfinishedHandshakeForNoTls() throws Exception {
        connect("198.51.100.1");
        transport.startTls("NONE", "SSL_NULL_WITH_NULL_NULL");
        mail("someone@bank.example");
        assertThat(rcpt("bob@local.example").getSmtpRetCode()).isEqualTo("530");
    }

    @Test
    void refusesAPartnersDomainFromElsewhere() throws Exception {
        connect("198.51.100.1");
        mail("someone@supplier.example");
        assertReply(rcpt("bob@local.example"), "550", "5.7.51 Mail of this sender domain is accepted only from its registered sources");
    }

    @Test
    void takesTheGrantBackWithTheTransaction() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.resetState();
        hook.onResponse(session, null, 0, hook);
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void takesTheGrantBackAtTheNextMail() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.resetState();
        mail("someone@fabrikam.com");
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void takesTheGrantBackAtARecipientThatHasNoRightToIt() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.resetState();
        rcptFrom("someone@fabrikam.com", "bob@local.example");
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void takesTheGrantBackWhenTheConnectorIsGone() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.resetState();
        rules.set(InboundRules.of(Connectors.NONE));
        mail("scanner@contoso.com");
        assertReply(rcpt("someone@outside.example"), "550", "5.7.64 Relay access denied");
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void decidesATransactionByTheConfigurationOfItsMail() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        rules.set(InboundRules.of(Connectors.NONE));
        assertThat(rcpt("another@outside.example")).isEqualTo(HookResult.DECLINED);
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void keepsTheRightOfAuthorizedAddresses() throws Exception {
        connect("10.9.9.9");
        assertThat(session.isRelayingAllowed()).isTrue();
        mail("someone@fabrikam.com");
        assertThat(rcpt("someone@outside.example")).isEqualTo(HookResult.DECLINED);
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void keepsTheRightOfALogin() throws Exception {
        connect("198.51.100.1");
        session.setUsername(Username.of("bob"));
        session.setRelayingAllowed(true);
        mail("bob@fabrikam.com");
        assertThat(rcpt("someone@outside.example")).isEqualTo(HookResult.DECLINED);
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void keepsTheRightOfALoginThatFollowsAGrant() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.setUsername(Username.of("bob"));
        session.setRelayingAllowed(true);
        session.resetState();
        mail("bob@fabrikam.com");
        assertThat(rcpt("someone@outside.example")).isEqualTo(HookResult.DECLINED);
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void decidesByTheAddressThatTheProxyGave() throws Exception {
        connect("192.0.2.7");
        session.setProxyInformation(new ProxyInformation(new InetSocketAddress("198.51.100.1", 1), new InetSocketAddress("127.0.0.1", 25)));
        mail("scanner@contoso.com");
        assertThat(rcpt("someone@outside.example").getSmtpRetCode()).isEqualTo("550");
    }

    @Test
    void asksToTryLaterWhenJamesCantSayWhatIsLocal() throws Exception {
        mail("someone@fabrikam.com");
        assertReply(rcpt("bob@broken.example"), "451", "4.3.0 Temporary server error, try again later");
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void grantsNothingWhenItFailsAfterAGrant() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        assertThat(rcpt("bob@broken.example").getSmtpRetCode()).isEqualTo("451");
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void asksToTryLaterWhenThereIsNoConfiguration() throws Exception {
        InboundConnectorsHook broken = Hooks.of(() -> {
            throw new IllegalStateException("no configuration");
        });
        assertThat(broken.doMail(session, MaybeSender.nullSender()).getSmtpRetCode()).isEqualTo("451");
        assertThat(broken.doRcpt(session, MaybeSender.nullSender(), new MailAddress("bob@local.example")).getResult()).isEqualTo(HookReturnCode.denySoft());
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void marksOwnMail() throws Exception {
        transport.startTls("TLSv1.3", "TLS_AES_128_GCM_SHA256");
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        MailImpl mail = message();
        assertThat(attribute(mail, InboundAttributes.CONNECTOR)).isEqualTo("Devices");
        assertThat(attribute(mail, InboundAttributes.IDENTIFIED_BY)).isEqualTo("address:192.0.2.0/24");
        assertThat(attribute(mail, InboundAttributes.TLS_PROTOCOL)).isEqualTo("TLSv1.3");
        assertThat(attribute(mail, InboundAttributes.TLS_CIPHER)).isEqualTo("TLS_AES_128_GCM_SHA256");
        assertThat(attribute(mail, InboundAttributes.CLIENT_ADDRESS)).isEqualTo("192.0.2.7");
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void marksMailBehindAGatewayWithItsTrueSource(@TempDir Path directory) throws Exception {
        rules.set(Configured.in(directory, Configured.DEVICES.replace("</senderIPAddresses>\n  </inbound>",
            "</senderIPAddresses><efSkipLastIP>true</efSkipLastIP>\n  </inbound>")).rules());
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        MailImpl mail = MailImpl.builder().name("mail").mimeMessage(MimeMessageBuilder.mimeMessageBuilder()
            .addHeader("Received", "from sender.test (sender.test [198.51.100.7]) by gateway.test (Postfix) with ESMTP id 4XYZ; 22 Nov 2026 10:00:00 +0000")
            .setText("a message")).addRecipient("someone@outside.example").build();
        assertThat(hook.onMessage(session, mail)).isEqualTo(HookResult.DECLINED);
        assertThat(attribute(mail, InboundAttributes.TRUE_SOURCE)).isEqualTo("198.51.100.7");
    }

    @Test
    void marksMailOfStrangersWithTheirAddressAlone() throws Exception {
        connect("198.51.100.1");
        mail("someone@fabrikam.com");
        rcpt("bob@local.example");
        MailImpl mail = message();
        assertThat(mail.attributesMap()).containsOnlyKeys(InboundAttributes.CLIENT_ADDRESS, InboundAttributes.TRACE);
        assertThat(attribute(mail, InboundAttributes.CLIENT_ADDRESS)).isEqualTo("198.51.100.1");
    }

    @Test
    void whomAnotherHookHasRefusedHasNoPartInTheMessage() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        taken.clear();
        assertThat(message().attributesMap()).as("no recipient is left that belongs to the connector").doesNotContainKey(InboundAttributes.CONNECTOR);
    }

    @Test
    void whomAnotherHookHasReplacedKeepsHisPart() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        taken.set(0, new MailAddress("instead@outside.example"));
        assertThat(message().attributesMap()).containsKey(InboundAttributes.CONNECTOR);
    }

    @Test
    void forgetsTheMarksOfTheTransactionBefore() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.resetState();
        mail("someone@fabrikam.com");
        rcpt("bob@local.example");
        assertThat(message().attributesMap()).doesNotContainKeys(InboundAttributes.CONNECTOR, InboundAttributes.IDENTIFIED_BY);
    }

    @Test
    void carriesTheGrantOfTheAcceptedRecipientsToTheMessage() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        rcpt("bob@broken.example");
        message();
        assertThat(session.isRelayingAllowed()).isTrue();
    }

    @Test
    void carriesNoGrantToAMessageWithoutOne() throws Exception {
        mail("scanner@contoso.com");
        rcpt("someone@outside.example");
        session.resetState();
        message();
        assertThat(session.isRelayingAllowed()).isFalse();
    }

    @Test
    void writesOneLineForEachDecision() throws Exception {
        try (LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
            mail("scanner@contoso.com");
            rcpt("someone@outside.example");
            assertThat(log.lines()).containsExactly("inbound listener=127.0.0.1:2525 connector=\"Devices\" verdict=grant-relay reason=own-mail "
                + "identified=address:192.0.2.0/24 address=192.0.2.7 tls=- certificate=- trust=- login=no sender=contoso.com recipient=outside.example");
        }
    }

    @Test
    void namesTheConnectorOfARefusalInTheLogAndNotToThePeer() throws Exception {
        connect("198.51.100.1");
        try (LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
            mail("someone@supplier.example");
            HookResult refused = rcpt("bob@local.example");
            assertThat(refused.getSmtpDescription()).doesNotContain("Supplier");
            assertThat(log.lines()).singleElement().asString().contains("connector=\"Supplier in\" verdict=refuse reason=partner-address", "reply=550/5.7.51");
        }
    }

    @Test
    void callsTheListenerByItsConfiguredName() throws Exception {
        BaseHierarchicalConfiguration configuration = new BaseHierarchicalConfiguration();
        configuration.addProperty("listener", "mx outside\n");
        hook.init(configuration);
        try (LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
            mail("scanner@contoso.com");
            rcpt("someone@outside.example");
            assertThat(log.lines()).singleElement().asString().startsWith("inbound listener=mx?outside? connector=").doesNotContain("\n");
        }
    }

    private void connect(String address) {
        transport = new FakeTransport(address);
        session = session(transport);
    }

    private void mail(String sender) throws Exception {
        sender = sender.equals("<>") ? "" : sender;
        MaybeSender from = sender.isEmpty() ? MaybeSender.nullSender() : MaybeSender.of(new MailAddress(sender));
        session.setAttachment(SMTPSessionImpl.SENDER, from, State.Transaction);
        taken.clear();
        assertThat(hook.doMail(session, from)).isEqualTo(HookResult.DECLINED);
    }

    private HookResult rcpt(String recipient) throws Exception {
        HookResult result = hook.doRcpt(session, session.getAttachment(SMTPSessionImpl.SENDER, State.Transaction).orElseThrow(), new MailAddress(recipient));
        if (result.equals(HookResult.DECLINED)) {
            taken.add(new MailAddress(recipient));
        }
        return result;
    }

    private void rcptFrom(String sender, String recipient) throws Exception {
        hook.doRcpt(session, MaybeSender.of(new MailAddress(sender)), new MailAddress(recipient));
    }

    private MailImpl message() {
        MailImpl mail = MailImpl.builder().name("mail").addRecipients(taken).build();
        assertThat(hook.onMessage(session, mail)).isEqualTo(HookResult.DECLINED);
        return mail;
    }

    private static void assertReply(HookResult result, String code, String description) {
        assertThat(result.getSmtpRetCode()).isEqualTo(code);
        assertThat(result.getSmtpDescription()).isEqualTo(description);
        assertThat(result.getResult()).isEqualTo(code.startsWith("4") ? HookReturnCode.denySoft() : HookReturnCode.deny());
    }

    private static String attribute(MailImpl mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, String.class).orElseThrow();
    }

    /** James relays by itself for 10.9.9.9. */
    private static SMTPSessionImpl session(FakeTransport transport) {
        return new SMTPSessionImpl(transport, new SMTPConfigurationImpl() {
            @Override
            public boolean isRelayingAllowed(String remoteIP) {
                return remoteIP.equals("10.9.9.9");
            }
        });
    }
}
