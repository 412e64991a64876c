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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;

class WorkerTempoTest {
    private static final OutboundConnector FREE = OutboundSamples.smartHost("Bank", "bank.test");
    private static final OutboundConnector BANK = OutboundSamples.paced(FREE, new Pace(0, 2, 0, 0, 0, 0));
    private static final OutboundConnector DAILY = OutboundSamples.paced(FREE, new Pace(0, 0, 0, 0, 0, 3));
    private static final RecipientOutcome THROTTLED = new RecipientOutcome.Deferred(
        ScriptedDelivery.failure(Failure.Kind.TRANSIENT, 451, "4.7.500", "Server busy. Please try again later"));

    private final Path folder;
    private final WorkerBench bench;

    WorkerTempoTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        bench = new WorkerBench(folder, BANK);
    }

    @Test
    void storesMailAgainThatHasToWaitForItsPaceAndTakesNoMoreMeanwhile() {
        send(3);

        assertThat(bench.delivery.sent).hasSize(2);
        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.delay()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61)));
        assertThat(bench.refits).containsExactly(0);
        assertThat(bench.tempo.pause(bench.clock.instant())).isEqualTo(bench.queue.stored.get(0).delay());
    }

    @Test
    void countsNoAttemptForMailThatWaitsForItsPace() {
        send(2);
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress before = DeliveryProgress.startingAt(WorkerBench.NOW.minusSeconds(60));
        before.noteOn(mail);
        bench.process(mail);

        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW)).isEqualTo(before);
        assertThat(bench.metrics.countFor("connector-bank.attempts")).isEqualTo(2);
        assertThat(bench.metrics.countFor("connector-bank.deferred")).isZero();
    }

    @Test
    void sendsWhatWaitedAsSoonAsThePaceAllowsIt() {
        send(3);
        bench.clock.advance(bench.tempo.pause(bench.clock.instant()));
        bench.process(bench.storedLast());

        assertThat(bench.delivery.sent).hasSize(3);
    }

    @Test
    void holdsAMailInHandForALimitOfAMinuteSinceStoredAgainItWouldStandBehindOthers() {
        bench.table.swap(OutboundSamples.paced(FREE, new Pace(2, 0, 0, 0, 0, 0)));
        send(3);

        assertThat(bench.delivery.sent).hasSize(3);
        assertThat(bench.queue.stored).isEmpty();
        assertThat(bench.pauses).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(5)));
        assertThat(bench.clock.instant()).isBetween(WorkerBench.NOW.plusSeconds(59), WorkerBench.NOW.plusSeconds(61));
    }

    @Test
    void looksAtOnceAgainAtMailInHandWhenTheConfigurationChanges() {
        bench.table.swap(OutboundSamples.paced(FREE, new Pace(2, 0, 0, 0, 0, 0)));
        send(2);
        bench.whenPausing = () -> bench.table.swap(FREE);
        send(1);

        assertThat(bench.delivery.sent).hasSize(2);
        assertThat(bench.pauses).hasSize(1);
        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.delay()).isZero());
    }

    @Test
    void countsEachRecipient() {
        bench.table.swap(DAILY);
        bench.process(Mails.mail("a@bank.test", "b@bank.test"));
        bench.process(Mails.mail("a@bank.test", "b@bank.test"));

        assertThat(bench.delivery.sent).hasSize(1);
        assertThat(bench.queue.stored).hasSize(1);
    }

    @Test
    void takesBackWhatNoServerHasHeardOf() {
        bench.delivery.answer("down@bank.test", ScriptedDelivery.DEFERRED);
        bench.process(Mails.mail("down@bank.test"));
        bench.process(Mails.mail("down@bank.test"));
        send(2);

        assertThat(bench.delivery.sent).hasSize(4);
    }

    @Test
    void takesBackWhatCanNotBeRead() {
        bench.process(Mails.of(new byte[0], "a@bank.test"));
        bench.process(Mails.of(new byte[0], "a@bank.test"));
        send(2);

        assertThat(bench.repository.list()).toIterable().hasSize(2);
        assertThat(bench.delivery.sent).hasSize(2);
    }

    @Test
    void readsNoMailThatHasToWaitForItsPace() {
        send(2);
        bench.process(Mails.of(new byte[0], "a@bank.test"));

        assertThat(bench.queue.stored).hasSize(1);
        assertThat(bench.repository.list()).toIterable().isEmpty();
    }

    @Test
    void sendsNothingThatItCanNotWriteDown() throws Exception {
        bench.table.swap(DAILY);
        Files.createDirectories(folder.resolve(".connector-pace.txt.new/in the way"));
        send(1);

        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.delay()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void countsNoFailedAttemptWhenTheOtherSideIsTooBusy() {
        bench.table.swap(FREE);
        bench.delivery.answer("a@bank.test", THROTTLED);
        bench.process(Mails.mail("a@bank.test", "b@bank.test"));

        assertThat(Mails.recipients(bench.storedLast())).containsExactly("a@bank.test");
        DeliveryProgress progress = DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW);
        assertThat(progress.failedAttempts()).isZero();
        assertThat(progress.nextAttempt()).contains(WorkerBench.NOW.plusSeconds(30));
        assertThat(bench.metrics.countFor("connector-bank.throttled")).isEqualTo(1);
    }

    @Test
    void slowsTheConnectorDownWhenTheOtherSideIsTooBusyAndUpAgain() {
        bench.table.swap(FREE);
        bench.delivery.answer("busy@bank.test", THROTTLED);
        bench.process(Mails.mail("busy@bank.test"));
        bench.clock.advance(Duration.ofSeconds(30));
        int afterThePause = bench.tempo.atOnce(4, bench.clock.instant());
        bench.clock.advance(Duration.ofSeconds(61));
        send(1);

        assertThat(afterThePause).isEqualTo(2);
        assertThat(bench.refits).containsExactly(0, 4);
    }

    @Test
    void letsNothingOutWhileTheOtherSideIsTooBusy() {
        bench.table.swap(FREE);
        bench.delivery.answer("busy@bank.test", THROTTLED);
        bench.process(Mails.mail("busy@bank.test"));
        send(1);

        assertThat(bench.delivery.sent).hasSize(1);
        assertThat(bench.queue.stored).hasSize(2);
    }

    @Test
    void returnsMailThatHasExpiredWhileTheOtherSideWasBusy() {
        bench.table.swap(FREE);
        bench.delivery.answer("a@bank.test", THROTTLED);
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(Duration.ofHours(24))).noteOn(mail);
        bench.process(mail);

        assertThat(bench.queue.stored).isEmpty();
        assertThat(bench.context.getSentMails()).hasSize(1);
    }

    @Test
    void triesNotBeforeFiveMinutesWhatMayHaveArrived() {
        bench.table.swap(FREE);
        bench.delivery.answer("a@bank.test", ScriptedDelivery.UNKNOWN);
        bench.process(Mails.mail("a@bank.test"));

        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.delay()).isEqualTo(Duration.ofMinutes(5)));
        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW).failedAttempts()).isEqualTo(1);
        assertThat(bench.metrics.countFor("connector-bank.unknown")).isEqualTo(1);
    }

    private void send(int mails) {
        for (int i = 0; i < mails; i++) {
            bench.process(Mails.mail("r" + i + "@bank.test"));
        }
    }
}
