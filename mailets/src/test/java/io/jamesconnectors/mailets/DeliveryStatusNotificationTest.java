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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.apache.mailet.base.test.FakeMailetConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.mailets.notice.Action;
import io.jamesconnectors.mailets.notice.Answer;
import io.jamesconnectors.testing.MutableClock;

class DeliveryStatusNotificationTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Holder BANK = Holder.of(OutboundSamples.smartHost("Bank", "bank.test"), Optional.empty());
    private static final Answer NOBODY = new Answer("550 5.1.1 No such user", "mx.bank.test");

    private final FakeMailContext context = FakeMailContext.builder().postmaster(address("postmaster@ours.test")).build();
    private final DeliveryStatusNotification mailet = new DeliveryStatusNotification(MutableClock.at(NOW));

    @BeforeEach
    void init() throws MessagingException {
        mailet.init(FakeMailetConfig.builder().mailetContext(context).setProperty("heloName", "here.test").build());
    }

    @Test
    void tellsTheSenderOfAFailureInPlainWords() throws Exception {
        Mail mail = found(Action.FAILED, Mails.mail("anna@bank.test"), Map.of("anna@bank.test", NOBODY));
        mailet.service(mail);

        assertThat(part(0)).isEqualTo("""
            Your message could not be delivered to some recipients. It is not tried any
            further.

                anna@bank.test

            The mail system of the recipient does not know the address.

            What you can do: Check the spelling of the address and send the message
            again. If the address is right, ask the recipient in another way.

            Details of the last attempt, at mx.bank.test:
                550 5.1.1 No such user

            This notice was written by the mail system mail.ours.test. The part below it
            is for programs; it is followed by your message, or by its first lines.

            """);
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void tellsProgramsInTheFieldsOfRfc3464() throws Exception {
        MailImpl mail = Mails.mail("anna@bank.test");
        mail.setDsnParameters(DsnParameters.builder().envId(EnvId.of("order+2042")).ret(Ret.FULL)
            .addRcptParameter(address("anna@bank.test"), RecipientDsnParameters.of(address("Anna+2BBank@contoso.test"))).build().orElseThrow());
        mailet.service(found(Action.FAILED, mail, Map.of("anna@bank.test", NOBODY)));

        assertThat(part(1)).isEqualTo("""
            Original-Envelope-Id: order 42
            Reporting-MTA: dns; mail.ours.test
            Arrival-Date: Sat, 21 Nov 2026 05:00:00 +0000

            Original-Recipient: rfc822; Anna+Bank@contoso.test
            Final-Recipient: rfc822; anna@bank.test
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.bank.test
            Diagnostic-Code: smtp; 550 5.1.1 No such user
            Last-Attempt-Date: Sat, 21 Nov 2026 10:00:00 +0000
            """);
        assertThat(report().getBodyPart(1).getContentType()).isEqualTo("message/delivery-status");
    }

    @Test
    void saysUntilWhenALateMailIsTried() throws Exception {
        mailet.service(found(Action.DELAYED, Mails.mail("anna@bank.test"), Map.of("anna@bank.test", new Answer("450 4.4.316 Connection refused", "mx.bank.test"))));

        assertThat(part(0)).startsWith("Your message has not reached some recipients yet. You need not send it\nagain: it is tried further, until Sun, 22 Nov 2026 05:00:00 +0000, and you")
            .doesNotContain("What you can do");
        assertThat(part(1)).contains("Action: delayed\nStatus: 4.4.316\n", "Will-Retry-Until: Sun, 22 Nov 2026 05:00:00 +0000\n");
        assertThat(notice().getSubject()).contains("Delivery delayed: hello");
    }

    @Test
    void tellsOfMailThatWentToAServerThatReportsNothing() throws Exception {
        MailImpl mail = Mails.mail("anna@bank.test");
        wishes(mail, "anna@bank.test", Notify.SUCCESS);
        mailet.service(found(Action.RELAYED, mail, Map.of("anna@bank.test", new Answer("250 2.0.0 Ok", "mx.bank.test"))));

        assertThat(part(0)).startsWith("Your message was handed to the mail system of some recipients.").contains("    250 2.0.0 Ok\n");
        assertThat(part(1)).contains("Action: relayed\nStatus: 2.0.0\n").doesNotContain("Will-Retry-Until");
        assertThat(report().getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
    }

    @Test
    void tellsOfAllRecipientsInOneNoticeEachWithItsOwnFields() throws Exception {
        Map<String, Answer> answers = new LinkedHashMap<>();
        answers.put("a@bank.test", NOBODY);
        answers.put("b@bank.test", new Answer("550 Mailbox b unavailable", "192.0.2.25"));
        answers.put("c@bank.test", new Answer("554 5.3.4 Too large", ""));
        mailet.service(found(Action.FAILED, Mails.mail("a@bank.test", "b@bank.test", "c@bank.test"), answers));

        assertThat(part(1).split("\n\n")).hasSize(4).satisfies(groups -> {
            assertThat(groups[1]).contains("rfc822; a@bank.test", "Status: 5.1.1\n", "dns; mx.bank.test");
            assertThat(groups[2]).contains("rfc822; b@bank.test", "Status: 5.0.0\n", "dns; [192.0.2.25]", "smtp; 550 Mailbox b unavailable");
            assertThat(groups[3]).contains("rfc822; c@bank.test", "Status: 5.3.4\n").doesNotContain("Remote-MTA");
        });
        assertThat(part(0)).contains("    a@bank.test\n", "    b@bank.test\n", "    c@bank.test\n", "The message is too large.");
    }

    @Test
    void isAReportFromNobodyThatNobodyAnswers() throws Exception {
        mailet.service(found(Action.FAILED, Mails.of("Subject: hello\r\nMessage-ID: <one@ours.test>\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "anna@bank.test"),
            Map.of("anna@bank.test", NOBODY)));

        assertThat(notice().getSender()).isNull();
        assertThat(notice().getRecipients()).containsExactly(address("alice@ours.test"));
        assertThat(notice().getState()).isEqualTo(Mail.DEFAULT);
        MimeMessage message = notice().getMsg();
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(message.getHeader("From")).containsExactly("Mail Delivery System <postmaster@ours.test>");
        assertThat(message.getHeader("To")).containsExactly("<alice@ours.test>");
        assertThat(message.getHeader("Date")).containsExactly("Sat, 21 Nov 2026 10:00:00 +0000");
        assertThat(message.getHeader("In-Reply-To")).containsExactly("<one@ours.test>");
        assertThat(message.getHeader("Message-ID")).singleElement().asString().endsWith("@mail.ours.test>");
        assertThat(message.getContentType()).startsWith("multipart/report; report-type=delivery-status;");
        assertThat(message.getSubject()).isEqualTo("Undeliverable: hello");
    }

    @Test
    void takesNothingOfTheMailAlongThatWouldSendItsOwnWay() throws Exception {
        MailImpl mail = Mails.mail("anna@bank.test");
        mail.setAttribute(new Attribute(MailAttributes.CONNECTOR, AttributeValue.of("Bank")));
        mailet.service(found(Action.FAILED, mail, Map.of("anna@bank.test", NOBODY)));

        assertThat(notice().getAttributes().keySet()).containsExactly(Mail.SENT_BY_MAILET_ATTRIBUTE.getName());
    }

    @Test
    void returnsTheWholeMessageAsItCame() throws Exception {
        byte[] message = "Subject: 8 bit\r\n\r\n--=_x\r\n\u00e4\u00f6\u00fc\r\n.\r\nend without line end".getBytes(StandardCharsets.ISO_8859_1);
        mailet.service(found(Action.FAILED, Mails.of(message, "anna@bank.test"), Map.of("anna@bank.test", NOBODY)));

        assertThat(report().getBodyPart(2).getContentType()).isEqualTo("message/rfc822");
        assertThat(raw(2)).isEqualTo(message);
        assertThat(notice().getMsg().getHeader("Content-Transfer-Encoding")).containsExactly("8bit");
    }

    @Test
    void returnsTheHeaderAloneWhereTheSenderWantsNoMore() throws Exception {
        MailImpl mail = Mails.mail("anna@bank.test");
        mail.setDsnParameters(DsnParameters.builder().ret(Ret.HDRS).build().orElseThrow());
        mailet.service(found(Action.FAILED, mail, Map.of("anna@bank.test", NOBODY)));

        assertThat(report().getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
        assertThat(part(2)).isEqualTo("Subject: hello\nFrom: alice@ours.test\n");
    }

    @Test
    void returnsTheHeaderAloneOfALargeMessage() throws Exception {
        mailet.init(FakeMailetConfig.builder().mailetContext(context).setProperty("largestReturned", "40").build());
        mailet.service(found(Action.FAILED, Mails.mail("anna@bank.test"), Map.of("anna@bank.test", NOBODY)));

        assertThat(report().getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
    }

    @Test
    void returnsTheHeaderOfALateMessageWhateverItsSenderWants() throws Exception {
        MailImpl mail = Mails.mail("anna@bank.test");
        mail.setDsnParameters(DsnParameters.builder().ret(Ret.FULL).build().orElseThrow());
        mailet.service(found(Action.DELAYED, mail, Map.of("anna@bank.test", new Answer("450 4.2.0 Later", "mx.bank.test"))));

        assertThat(report().getBodyPart(2).getContentType()).startsWith("text/rfc822-headers");
    }

    @Test
    void tellsNobodyOfMailWithoutSender() throws Exception {
        Mail mail = found(Action.FAILED, Mails.withoutSender("anna@bank.test"), Map.of("anna@bank.test", NOBODY));
        mailet.service(mail);

        assertThat(context.getSentMails()).isEmpty();
        assertThat(mail.getState()).as("what follows in the processor keeps it").isEqualTo(Mail.TRANSPORT);
    }

    @Test
    void tellsNobodyOfANotice() throws Exception {
        byte[] report = "Content-Type: Multipart/Report; boundary=x;\r\n report-type=delivery-status\r\n\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        Mail mail = found(Action.FAILED, Mails.of(report, "anna@bank.test"), Map.of("anna@bank.test", NOBODY));
        mailet.service(mail);

        assertThat(context.getSentMails()).isEmpty();
        assertThat(mail.getState()).isEqualTo(Mail.TRANSPORT);
    }

    @Test
    void tellsNothingThatTheSenderDoesNotWantToHear() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test", "b@bank.test");
        wishes(mail, "a@bank.test", Notify.NEVER);
        mailet.service(found(Action.FAILED, mail, Map.of("a@bank.test", NOBODY, "b@bank.test", NOBODY)));

        assertThat(part(1)).contains("b@bank.test").doesNotContain("a@bank.test");
    }

    @Test
    void endsMailOfWhichTheSenderWantsToHearNothing() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test");
        wishes(mail, "a@bank.test", Notify.NEVER);
        mailet.service(found(Action.FAILED, mail, Map.of("a@bank.test", NOBODY)));

        assertThat(context.getSentMails()).isEmpty();
        assertThat(mail.getState()).isEqualTo(Mail.GHOST);
    }

    @Test
    void writesOfFailuresOfRemoteDeliveryToo() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test");
        mail.setAttribute(new Attribute(MailAttributes.DELIVERY_ERROR, AttributeValue.of("550 5.7.1 Relaying denied\n")));
        mailet.service(mail);

        assertThat(part(1)).isEqualTo("""
            Reporting-MTA: dns; here.test

            Final-Recipient: rfc822; a@bank.test
            Action: failed
            Status: 5.7.1
            Diagnostic-Code: smtp; 550 5.7.1 Relaying denied
            """);
    }

    @Test
    void findsAnErrorThatIsNoReply() throws Exception {
        MailImpl mail = Mails.mail("a@bank.test");
        mail.setErrorMessage("java.net.ConnectException: Connection refused");
        mailet.service(mail);

        assertThat(part(0)).contains("Details of the last attempt:\n    java.net.ConnectException: Connection refused\n");
        assertThat(part(1)).contains("Status: 5.0.0\n").doesNotContain("Diagnostic-Code");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder().mailetContext(context).setProperty("largestReturned", "1 MB").build()))
            .hasMessage("DeliveryStatusNotification: largestReturned: 1 MB (expected: a number of octets)");
        assertThatThrownBy(() -> mailet.init(FakeMailetConfig.builder().mailetContext(context).setProperty("passThrough", "true").build()))
            .isInstanceOf(MessagingException.class);
    }

    private static Mail found(Action action, MailImpl mail, Map<String, Answer> answers) {
        DeliveryProgress.startingAt(NOW.minus(Duration.ofHours(5))).noteOn(mail);
        Map<MailAddress, Answer> byAddress = new LinkedHashMap<>();
        answers.forEach((recipient, answer) -> byAddress.put(address(recipient), answer));
        NoticeFacts.found(action, "mail.ours.test", mail, BANK, byAddress, NOW).noteOn(mail);
        return mail;
    }

    private static void wishes(MailImpl mail, String recipient, Notify wish) {
        mail.setDsnParameters(DsnParameters.builder().addRcptParameter(address(recipient), RecipientDsnParameters.of(EnumSet.of(wish))).build().orElseThrow());
    }

    private SentMail notice() {
        assertThat(context.getSentMails()).hasSize(1);
        return List.copyOf(context.getSentMails()).get(0);
    }

    private MimeMultipart report() throws Exception {
        return (MimeMultipart) notice().getMsg().getContent();
    }

    /** The decoded text of a part, with line feeds for line ends. */
    private String part(int index) throws Exception {
        return new String(raw(index), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private byte[] raw(int index) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var in = report().getBodyPart(index).getInputStream()) {
            in.transferTo(out);
        }
        return out.toByteArray();
    }

    private static MailAddress address(String text) {
        try {
            return new MailAddress(text);
        } catch (MessagingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
