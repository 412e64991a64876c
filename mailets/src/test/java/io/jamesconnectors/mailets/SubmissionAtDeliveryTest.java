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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.WarmUp;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.connectors.replies.TroubleClass;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;

class SubmissionAtDeliveryTest {
    private static final OutboundConnector BANK = OutboundSamples.smartHost("Bank", "*");
    private static final FromRewrite REWRITE = new FromRewrite("scanner@ours.test", FromRewrite.Original.REPLY_TO);
    private static final OutboundConnector DIRECT = option(SendingOption.DIRECT_SEND);
    private static final OutboundConnector REWRITING = submission(new Submission(Optional.of(SendingOption.DIRECT_SEND), List.of(), Optional.of(REWRITE), Optional.empty()));

    private final WorkerBench bench;

    SubmissionAtDeliveryTest(@TempDir Path folder) throws Exception {
        bench = new WorkerBench(folder, List.of(new AcceptedDomain(DomainName.parse("ours.test"), AcceptedDomain.Type.INTERNAL_RELAY, false)), DIRECT);
    }

    @Test
    void refusesAtTheAttemptWhatTheOptionForbidsByTheConfigurationOfTheMoment() {
        bench.process(Mails.mail("a@ours.test", "b@else.test"));

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("a@ours.test"));
        assertThat(bench.context.getSentMails()).singleElement().satisfies(returned -> {
            assertThat(error(returned)).startsWith("550 5.7.1 directSend: the recipient is in none of our accepted domains");
            assertThat(returned.getRecipients()).extracting(MailAddress::asString).containsExactly("b@else.test");
        });
        assertThat(bench.queue.stored).isEmpty();
        assertThat(bench.metrics.countFor("connector-bank.refused")).isEqualTo(1);
    }

    @Test
    void connectsNothingAndUsesUpNoPaceForWhatIsRefused() {
        bench.process(Mails.mail("b@else.test"));

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.metrics.countFor("connector-bank.attempts")).isZero();
        assertThat(bench.pauses).isEmpty();
    }

    @Test
    void replacesASenderThatNoServerWouldTake() throws Exception {
        bench.table.swap(REWRITING);
        bench.process(from("root@localhost", "From: root@localhost\r\nSubject: full\r\n\r\nDisk\rfull\n.\r\n", "a@ours.test"));

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> {
            assertThat(sent.envelope().sender()).isEqualTo("scanner@ours.test");
            assertThat(new String(sent.bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("From: scanner@ours.test\r\nX-Original-From: root@localhost\r\nSubject: full\r\n\r\nDisk\rfull\n.\r\n");
        });
    }

    @Test
    void leavesAValidSenderAsItIs() throws Exception {
        bench.table.swap(REWRITING);
        String message = "From:  root@localhost\r\nSubject: full\r\n\r\nDisk full\r\n";
        bench.process(from("alice@ours.test", message, "a@ours.test"));

        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> {
            assertThat(sent.envelope().sender()).isEqualTo("alice@ours.test");
            assertThat(new String(sent.bytes(), StandardCharsets.US_ASCII)).isEqualTo(message);
        });
    }

    @Test
    void givesAMissingSenderToWhatIsNoReportOnly() throws Exception {
        bench.table.swap(REWRITING);
        bench.process(from("", "From: printer@ours.test\r\n\r\nOut of paper\r\n", "a@ours.test"));
        bench.process(from("", "From: postmaster@ours.test\r\nAuto-Submitted: auto-replied\r\n\r\nGone\r\n", "b@ours.test"));

        assertThat(bench.delivery.sent).extracting(sent -> sent.envelope().sender()).containsExactly("scanner@ours.test", "");
    }

    @Test
    void tellsTheConfiguredSenderWhereNoNoticeWouldReachTheOriginalOne() throws Exception {
        bench.table.swap(REWRITING);
        bench.delivery.answer("gone@ours.test", ScriptedDelivery.REFUSED);
        bench.process(from("root@localhost", Mails.MESSAGE, "gone@ours.test"));
        bench.process(from("root@localhost", Mails.MESSAGE, "outside@else.test"));

        assertThat(bench.context.getSentMails()).hasSize(2).allSatisfy(returned -> assertThat(returned.getSender()).isEqualTo(new MailAddress("scanner@ours.test")));
    }

    /** A notice has no sender itself, so what can't be delivered of it ends in the repository: nothing goes round in circles. */
    @Test
    void keepsWhatHasNoSenderEvenWhereOneIsGivenToIt() throws Exception {
        bench.table.swap(REWRITING);
        bench.delivery.answer("gone@ours.test", ScriptedDelivery.REFUSED);
        bench.process(from("", "From: printer@ours.test\r\n\r\nOut of paper\r\n", "gone@ours.test"));

        assertThat(bench.delivery.sent).hasSize(1);
        assertThat(bench.context.getSentMails()).isEmpty();
        assertThat(bench.repository.list()).toIterable().hasSize(1);
    }

    @Test
    void returnsAMessageWhoseHeaderIsTooLargeToBeRewritten() throws Exception {
        bench.table.swap(REWRITING);
        bench.process(from("root@localhost", "X: " + "y".repeat(300_000) + "\r\nFrom: root@localhost\r\n\r\nHello\r\n", "a@ours.test"));

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.context.getSentMails()).singleElement()
            .satisfies(returned -> assertThat(error(returned)).isEqualTo("550 5.6.0 The header of the message is too large for its sender to be replaced"));
    }

    @Test
    void holdsANewAddressToItsSchedule() {
        OutboundConnector warming = submission(new Submission(Optional.empty(), List.of(), Optional.empty(),
            Optional.of(new WarmUp(LocalDate.parse("2026-11-21"), List.of(2L, 3L)))));
        bench.table.swap(warming);
        for (int i = 0; i < 3; i++) {
            bench.process(Mails.mail("a@else.test"));
        }

        assertThat(bench.delivery.sent).hasSize(2);
        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.delay()).isEqualTo(Duration.ofHours(14)));
        bench.clock.advance(Duration.ofHours(14));
        for (int i = 0; i < 4; i++) {
            bench.process(Mails.mail("a@else.test"));
        }
        assertThat(bench.delivery.sent).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"530, 5.7.57, Client not authenticated to send anonymous mail during MAIL FROM", "550, 5.7.64, TenantAttribution; Relay Access Denied",
        "550, 5.7.606, Access denied banned sending IP", "550, 5.7.68, TenantInboundAttribution; Direct Send not allowed", "530, 5.7.0, Must issue a STARTTLS command first",
        "550, 5.7.711, Access denied bad inbound connector AS(2204)"})
    void letsMailWaitWhereOurOwnSetUpIsRefusedRatherThanTheMail(int code, String enhanced, String text) {
        bench.delivery.answer("a@ours.test", new RecipientOutcome.Refused(ScriptedDelivery.failure(Failure.Kind.PERMANENT, code, enhanced, text)));
        bench.process(Mails.mail("a@ours.test"));

        assertThat(bench.context.getSentMails()).isEmpty();
        assertThat(bench.queue.stored).hasSize(1);
        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW).failedAttempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"550, 5.7.60, SendAsDenied; not allowed to send as", "550, 5.1.8, Access denied bad outbound sender", "550, 5.7.509, does not pass DMARC", "550, 5.1.10, RecipientNotFound",
        "550, 5.4.14, Hop count exceeded"})
    void returnsWhatIsAboutTheMail(int code, String enhanced, String text) {
        bench.delivery.answer("a@ours.test", new RecipientOutcome.Refused(ScriptedDelivery.failure(Failure.Kind.PERMANENT, code, enhanced, text)));
        bench.process(Mails.mail("a@ours.test"));

        assertThat(bench.context.getSentMails()).hasSize(1);
        assertThat(bench.queue.stored).isEmpty();
    }

    @Test
    void returnsAtOnceWhatStrangersSayAboutOurSetUp() {
        bench.table.swap(BANK);
        bench.delivery.answer("a@else.test", new RecipientOutcome.Refused(ScriptedDelivery.failure(Failure.Kind.PERMANENT, 530, "5.7.57", "Client not authenticated")));
        bench.process(Mails.mail("a@else.test"));

        assertThat(bench.context.getSentMails()).hasSize(1);
    }

    @Test
    void returnsWithTheLastReplyWhatHasWaitedTooLong() {
        bench.delivery.answer("a@ours.test", new RecipientOutcome.Refused(ScriptedDelivery.failure(Failure.Kind.PERMANENT, 530, "5.7.57", "Client not authenticated")));
        MailImpl mail = Mails.mail("a@ours.test");
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(Duration.ofHours(24))).noteOn(mail);
        bench.process(mail);

        assertThat(bench.context.getSentMails()).singleElement()
            .satisfies(returned -> assertThat(error(returned)).isEqualTo("550 5.4.300 Message expired: 530 5.7.57 Client not authenticated"));
    }

    @Test
    void knowsEachRowOfTheCatalogueThatItWaitsFor() {
        assertThat(OwnFault.ROWS).allSatisfy(row -> assertThat(ReplyCatalogue.all())
            .anySatisfy(entry -> {
                assertThat(entry.enhanced()).isEqualTo(row);
                assertThat(entry.kind()).isEqualTo(TroubleClass.CONFIGURATION);
            }));
    }

    private static String error(SentMail mail) {
        return String.valueOf(WorkerBench.attribute(mail, MailAttributes.DELIVERY_ERROR));
    }

    private static MailImpl from(String sender, String message, String... recipients) throws Exception {
        MailImpl mail = Mails.of(message.getBytes(StandardCharsets.US_ASCII), recipients);
        mail.setSender(sender.isEmpty() ? null : new MailAddress(sender));
        return mail;
    }

    private static OutboundConnector option(SendingOption option) {
        return submission(new Submission(Optional.of(option), List.of(), Optional.empty(), Optional.empty()));
    }

    private static OutboundConnector submission(Submission submission) {
        return OutboundSamples.submitting(BANK, ConnectorType.OFFICE365, submission);
    }
}
