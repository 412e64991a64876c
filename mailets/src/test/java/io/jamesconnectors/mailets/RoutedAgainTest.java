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

import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.matchers.OutboundAttributes;

class RoutedAgainTest {
    private static final OutboundConnector BANK = OutboundSamples.smartHost("Bank", "bank.test", "bank2.test");

    private final WorkerBench bench;

    RoutedAgainTest(@TempDir Path folder) throws Exception {
        bench = new WorkerBench(folder, BANK);
    }

    @Test
    void movesRecipientsThatBelongToAnotherConnectorNow() {
        bench.table.swap(BANK, OutboundSamples.smartHost("Branch", "branch.bank.test"));
        bench.process(Mails.mail("a@bank.test", "b@branch.bank.test", "c@elsewhere.test"));

        assertThat(bench.moved).containsExactly("connector-branch [b@branch.bank.test]", "connector-mx [c@elsewhere.test]");
        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("a@bank.test"));
        assertThat(bench.queue.events).containsExactly("done SUCCESS");
    }

    @Test
    void keepsTheProgressOfWhatItMoves() {
        bench.table.swap(OutboundSamples.smartHost("Other", "bank.test"));
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(WorkerBench.NOW.minusSeconds(7_200)).failed(WorkerBench.NOW, Duration.ofMinutes(30)).noteOn(mail);
        bench.process(mail);

        DeliveryProgress progress = DeliveryProgress.of(bench.movedMails.get(0), WorkerBench.NOW);
        assertThat(progress.acceptedAt()).isEqualTo(WorkerBench.NOW.minusSeconds(7_200));
        assertThat(progress.failedAttempts()).isEqualTo(1);
        assertThat(progress.nextAttempt()).isEmpty();
    }

    @Test
    void movesEarlyMailTooWhereTheQueueIgnoresDelays() {
        bench.honoursDelays = false;
        bench.table.swap(OutboundSamples.smartHost("Other", "bank.test"));
        MailImpl mail = Mails.mail("a@bank.test");
        DeliveryProgress.startingAt(WorkerBench.NOW).failed(WorkerBench.NOW, Duration.ofMinutes(30)).noteOn(mail);
        bench.process(mail);

        assertThat(bench.moved).containsExactly("connector-other [a@bank.test]");
        assertThat(bench.queue.stored).isEmpty();
    }

    @Test
    void keepsTheNextAttemptOfWhatStays() {
        bench.honoursDelays = false;
        MailImpl mail = Mails.mail("a@bank.test", "b@elsewhere.test");
        DeliveryProgress.startingAt(WorkerBench.NOW).failed(WorkerBench.NOW, Duration.ofMinutes(30)).noteOn(mail);
        bench.process(mail);

        assertThat(bench.moved).containsExactly("connector-mx [b@elsewhere.test]");
        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW).nextAttempt()).contains(WorkerBench.NOW.plus(Duration.ofMinutes(30)));
    }

    @Test
    void leavesTheMailOfASwitchedOffConnectorWhereItIs() {
        bench.table.swap(OutboundSamples.disabled(BANK), OutboundSamples.smartHost("Other", "*"));
        bench.process(Mails.mail("a@bank.test"));

        assertThat(bench.moved).isEmpty();
        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.events).containsExactly("stored", "done SUCCESS");
    }

    @Test
    void movesTheMailOfAConnectorThatIsInTestModeNow() {
        bench.table.swap(OutboundSamples.inTestMode(BANK));
        bench.process(Mails.mail("a@bank.test"));

        assertThat(bench.moved).containsExactly("connector-mx [a@bank.test]");
    }

    @Test
    void sendsMailThatARuleHasNamedTheConnectorFor() {
        bench.table.swap(OutboundSamples.ruleScoped(BANK));
        bench.process(WorkerBench.ruled("bank", "a@elsewhere.test"));

        assertThat(bench.moved).isEmpty();
        assertThat(bench.delivery.sent).singleElement().satisfies(sent -> assertThat(sent.recipients()).containsExactly("a@elsewhere.test"));
    }

    @Test
    void movesMailThatNoRuleHasNamedARuleScopedConnectorFor() {
        bench.table.swap(OutboundSamples.ruleScoped(BANK));
        bench.process(Mails.mail("a@bank.test"));

        assertThat(bench.moved).containsExactly("connector-mx [a@bank.test]");
    }

    @Test
    void letsMailOfARuleWaitWhenItsConnectorIsGone() {
        bench.table.swap(OutboundSamples.smartHost("Other", "*"));
        bench.process(WorkerBench.ruled("Bank", "a@bank.test"));

        assertThat(bench.moved).isEmpty();
        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.stored).singleElement().satisfies(stored -> assertThat(stored.recipients()).containsExactly("a@bank.test"));
        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW).failedAttempts()).isEqualTo(1);
    }

    @Test
    void letsMailOfARuleWaitWhenItsConnectorIsInTestMode() {
        bench.table.swap(OutboundSamples.inTestMode(BANK), OutboundSamples.smartHost("Other", "*"));
        bench.process(WorkerBench.ruled("Bank", "a@bank.test"));

        assertThat(bench.moved).isEmpty();
        assertThat(bench.delivery.sent).isEmpty();
        assertThat(bench.queue.stored).hasSize(1);
    }

    @Test
    void returnsMailOfARuleWhoseConnectorStaysAway() {
        bench.table.swap(OutboundSamples.smartHost("Other", "*"));
        MailImpl mail = WorkerBench.ruled("Bank", "a@bank.test");
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(Duration.ofHours(24))).noteOn(mail);
        bench.process(mail);

        SentMail returned = bench.context.getSentMails().get(0);
        assertThat(WorkerBench.attribute(returned, MailAttributes.DELIVERY_ERROR)).isEqualTo("550 5.4.4 Message expired: 451 4.4.4 Unable to route");
        assertThat(returned.getAttributes()).doesNotContainKey(OutboundAttributes.CONNECTOR);
    }

    @Test
    void movesMailOfARuleToTheConnectorThatItNames() {
        bench.table.swap(BANK, OutboundSamples.ruleScoped(OutboundSamples.smartHost("Archive", "*")));
        bench.process(WorkerBench.ruled("Archive", "a@bank.test"));

        assertThat(bench.moved).containsExactly("connector-archive [a@bank.test]");
    }
}
