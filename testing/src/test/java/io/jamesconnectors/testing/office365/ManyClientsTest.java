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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.SmtpDialogue;

@Timeout(300)
class ManyClientsTest {
    private static final int CLIENTS = 8;
    private static final int MESSAGES = 10;

    @Test
    void countsEveryMessageOfClientsThatSendAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (Office office = new Office()) {
            office.simulator.submissionSwitches().messagesPerMinute(CLIENTS * MESSAGES - 5).connections(CLIENTS);
            List<Future<List<String>>> sending = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                sending.add(threads.submit(() -> send(office)));
            }
            List<String> replies = new ArrayList<>();
            for (Future<List<String>> one : sending) {
                replies.addAll(one.get(240, TimeUnit.SECONDS));
            }

            assertThat(replies).filteredOn(reply -> reply.startsWith("250 ")).hasSize(CLIENTS * MESSAGES - 5);
            assertThat(replies).filteredOn(reply -> reply.startsWith("432 4.3.2 STOREDRV")).hasSize(5);
            assertThat(office.simulator.record().messages()).hasSize(CLIENTS * MESSAGES - 5);
            assertThat(office.simulator.record().overLimit()).isEqualTo(5);
            assertThat(office.printer.mostConnections()).isBetween(1, CLIENTS);
            assertThat(office.simulator.record().transcripts()).hasSize(CLIENTS);
            assertThat(office.simulator.record().awaitMessages(CLIENTS * MESSAGES, Duration.ofMillis(1))).isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leavesNoThreadAndNoConnection() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Office office = new Office();
        try (SmtpDialogue client = office.loggedIn(office.printer); SmtpDialogue other = office.plain(office.simulator.mx())) {
            other.say("NOOP");
            office.close();

            assertThat(office.simulator.submission().openConnections()).isZero();
            assertThat(office.simulator.mx().openConnections()).isZero();
            assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith(Office365Simulator.SUBMISSION_HOST)
                    || thread.getName().startsWith(Office365Simulator.MX_HOST))
                .isSubsetOf(before);
            assertThat(client).isNotNull();
        }
    }

    private static List<String> send(Office office) throws Exception {
        List<String> replies = new ArrayList<>();
        try (SmtpDialogue client = office.loggedIn(office.printer)) {
            for (int i = 0; i < MESSAGES; i++) {
                replies.add(Office.send(client, "printer@contoso.com", "From: printer@contoso.com", "a@fabrikam.com"));
            }
            client.say("QUIT");
        }
        return replies;
    }
}
