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

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.smtp.wire.Reply;

class NoticesTest {
    private static final RecipientOutcome DELIVERED_WITH_DSN = new RecipientOutcome.Delivered(Reply.of(250, List.of("2.0.0 Ok")), "mx.test", true);

    private final WorkerBench bench;

    NoticesTest(@TempDir Path folder) throws Exception {
        bench = new WorkerBench(folder, OutboundSamples.smartHost("Bank", "bank.test"));
        bench.delivery.answer("a@bank.test", ScriptedDelivery.DEFERRED);
    }

    @Test
    void tellTheSenderAfterFourHoursThatTheMailIsLate() {
        bench.process(aged(Duration.ofHours(4), Mails.mail("a@bank.test")));

        SentMail notice = onlyNotice();
        assertThat(notice.getState()).isEqualTo("delays");
        assertThat(notice.getRecipients()).extracting(MailAddress::asString).containsExactly("a@bank.test");
        assertThat(WorkerBench.attribute(notice, MailAttributes.DELIVERY_ERROR_CODE)).isEqualTo(450);
        assertThat(notice.getAttributes()).doesNotContainKey(MailAttributes.DELIVERY_ERROR);
        assertThat(WorkerBench.attribute(notice, MailAttributes.IS_DELIVERY_PERMANENT_ERROR)).isEqualTo(false);
        assertThat(notice.getAttributes()).doesNotContainKeys(MailAttributes.ACCEPTED_AT, MailAttributes.FAILED_ATTEMPTS);
        assertThat(bench.queue.stored).hasSize(1);
    }

    @Test
    void tellItOnce() {
        bench.process(aged(Duration.ofHours(4), Mails.mail("a@bank.test")));
        bench.process(bench.storedLast());

        assertThat(bench.context.getSentMails()).hasSize(1);
        assertThat(bench.queue.stored).hasSize(2);
    }

    @Test
    void sayNothingOfMailThatIsNotLate() {
        bench.process(aged(Duration.ofHours(4).minusSeconds(1), Mails.mail("a@bank.test")));

        assertThat(bench.context.getSentMails()).isEmpty();
    }

    @Test
    void tellNobodyOfLateMailWithoutSender() {
        bench.process(aged(Duration.ofHours(5), Mails.withoutSender("a@bank.test")));

        assertThat(bench.context.getSentMails()).isEmpty();
    }

    @Test
    void speakOfDelaysOnlyWhereTheSenderAllowsIt() throws Exception {
        bench.delivery.answer("b@bank.test", ScriptedDelivery.DEFERRED).answer("c@bank.test", ScriptedDelivery.DEFERRED);
        MailImpl mail = aged(Duration.ofHours(4), Mails.mail("a@bank.test", "b@bank.test", "c@bank.test"));
        wishes(mail, "a@bank.test", EnumSet.of(Notify.FAILURE));
        wishes(mail, "b@bank.test", EnumSet.of(Notify.DELAY));
        bench.process(mail);

        assertThat(onlyNotice().getRecipients()).extracting(MailAddress::asString).containsExactly("b@bank.test", "c@bank.test");
    }

    @Test
    void tellNothingWhereNoProcessorIsNamed() {
        bench.delayProcessor = Optional.empty();
        bench.process(aged(Duration.ofHours(4), Mails.mail("a@bank.test")));

        assertThat(bench.context.getSentMails()).isEmpty();
        assertThat(bench.queue.stored).hasSize(1);
    }

    @Test
    void keepFailuresFromSendersWhoDoNotWantToHearOfThem() throws Exception {
        bench.delivery.answer("a@bank.test", ScriptedDelivery.REFUSED).answer("b@bank.test", ScriptedDelivery.REFUSED);
        MailImpl mail = Mails.mail("a@bank.test", "b@bank.test");
        wishes(mail, "a@bank.test", EnumSet.of(Notify.NEVER));
        bench.process(mail);

        assertThat(onlyNotice().getState()).isEqualTo("bounces");
        assertThat(onlyNotice().getRecipients()).extracting(MailAddress::asString).containsExactly("b@bank.test");
        assertThat(mail.getRecipients()).isEmpty();
    }

    @Test
    void keepMailWithoutSenderWhateverItsNotify() throws Exception {
        bench.delivery.answer("a@bank.test", ScriptedDelivery.REFUSED);
        MailImpl mail = Mails.withoutSender("a@bank.test");
        wishes(mail, "a@bank.test", EnumSet.of(Notify.NEVER));
        bench.process(mail);

        assertThat(bench.repository.size()).isEqualTo(1);
    }

    @Test
    void tellOfMailThatWentToAServerThatReportsNothing() throws Exception {
        MailImpl mail = Mails.mail("b@bank.test", "c@bank.test");
        wishes(mail, "b@bank.test", EnumSet.of(Notify.SUCCESS, Notify.FAILURE));
        bench.process(mail);

        assertThat(onlyNotice().getState()).isEqualTo("relays");
        assertThat(onlyNotice().getRecipients()).extracting(MailAddress::asString).containsExactly("b@bank.test");
    }

    @Test
    void leaveTheReportToAServerThatMakesOne() throws Exception {
        bench.delivery.answer("b@bank.test", DELIVERED_WITH_DSN);
        MailImpl mail = Mails.mail("b@bank.test");
        wishes(mail, "b@bank.test", EnumSet.of(Notify.SUCCESS));
        bench.process(mail);

        assertThat(bench.context.getSentMails()).isEmpty();
    }

    private SentMail onlyNotice() {
        assertThat(bench.context.getSentMails()).hasSize(1);
        return bench.context.getSentMails().get(0);
    }

    private static MailImpl aged(Duration age, MailImpl mail) {
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(age)).noteOn(mail);
        return mail;
    }

    private static void wishes(MailImpl mail, String recipient, EnumSet<Notify> wishes) throws Exception {
        DsnParameters.Builder all = DsnParameters.builder();
        mail.dsnParameters().ifPresent(there -> there.getRcptParameters().forEach(all::addRcptParameter));
        mail.setDsnParameters(all.addRcptParameter(new MailAddress(recipient), RecipientDsnParameters.of(wishes)).build().orElseThrow());
    }
}
