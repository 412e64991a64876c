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
package io.jamesconnectors.smtp.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;

class TargetHealthTest {
    private static final ConnectorName RELAY = ConnectorName.parse("relay");
    private static final TargetName A = new TargetName("a.test", 25);
    private static final TargetName B = new TargetName("b.test", 25);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final TargetHealth health = new TargetHealth(now::get);

    private Admission enter(TargetName... candidates) throws InterruptedException {
        return health.enter(RELAY, List.of(candidates), 20, Duration.ZERO);
    }

    private Visit visit(TargetName... candidates) throws InterruptedException {
        Admission admission = enter(candidates);
        assertThat(admission).isInstanceOf(Admission.Entered.class);
        return ((Admission.Entered) admission).visit();
    }

    private void kill(TargetName target) throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            try (Visit visit = visit(target)) {
                visit.failed("refused", true);
            }
        }
    }

    @Test
    void theFirstThatLivesIsTaken() throws InterruptedException {
        assertThat(visit(A, B).target()).isEqualTo(A);
        kill(A);
        assertThat(visit(A, B).target()).isEqualTo(B);
    }

    @Test
    void oneThatHasEnoughToDoIsPassedOver() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            assertThat(visit(A, B).target()).isEqualTo(A);
        }
        assertThat(visit(A, B).target()).isEqualTo(B);
    }

    @Test
    void whenAllAreDeadNobodyIsLetInUntilAProbeIsDue() throws InterruptedException {
        kill(A);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        kill(B);
        assertThat(enter(B, A)).isEqualTo(new Admission.AllDead(A, "refused", Duration.ofSeconds(20)));
        assertThat(health.counters()).isEqualTo(new HealthCounters(2, 0, 1));
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        try (Visit probe = visit(B, A)) {
            assertThat(probe.target()).isEqualTo(A);
            assertThat(probe.isProbe()).isTrue();
            assertThat(enter(B, A)).isInstanceOf(Admission.AllDead.class);
            probe.reached();
        }
        assertThat(visit(B, A).isProbe()).isFalse();
        assertThat(health.counters()).isEqualTo(new HealthCounters(2, 1, 2));
    }

    @Test
    void whatOneConnectorMeetsSaysNothingAboutAnother() throws InterruptedException {
        kill(A);
        assertThat(health.enter(ConnectorName.parse("other"), List.of(A), 20, Duration.ZERO)).isInstanceOf(Admission.Entered.class);
        assertThat(health.counters(RELAY)).isEqualTo(new HealthCounters(1, 0, 0));
        assertThat(health.counters(ConnectorName.parse("other"))).isEqualTo(HealthCounters.NONE);
        assertThat(health.states()).contains(new HostState(RELAY, A, 0, 0, true, "refused"), new HostState(ConnectorName.parse("other"), A, 5, 1, false, ""));
    }

    @Test
    void whoWaitsIsLetInWhenSomebodyLeaves() throws Exception {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            visits.add(visit(A));
        }
        assertThat(enter(A)).isEqualTo(new Admission.AllFull());
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Admission> waiting = other.submit(() -> health.enter(RELAY, List.of(A), 20, LONG));
            visits.get(0).close();
            assertThat(waiting.get()).isInstanceOf(Admission.Entered.class);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void whoWaitsIsTurnedAwayWhenTheHostDies() throws Exception {
        List<Visit> visits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            visits.add(visit(A));
        }
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Admission> waiting = other.submit(() -> health.enter(RELAY, List.of(A), 20, LONG));
            visits.subList(0, 4).forEach(visit -> visit.failed("timeout", true));
            assertThat(waiting.get()).isInstanceOf(Admission.AllDead.class);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void anInterruptedWaitIsNoVisit() throws Exception {
        for (int i = 0; i < 5; i++) {
            visit(A);
        }
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<Admission> waiting = other.submit(() -> health.enter(RELAY, List.of(A), 20, LONG));
        other.shutdownNow();
        await().until(waiting::isDone);
        assertThat(health.states()).containsExactly(new HostState(RELAY, A, 5, 5, false, ""));
    }

    @Test
    void hostsThatAreNoLongerOfUseAreForgotten() throws InterruptedException {
        for (int i = 0; i < 10_000; i++) {
            visit(new TargetName("h" + i + ".test", 25)).close();
        }
        assertThat(health.states()).hasSizeLessThanOrEqualTo(2_000);
    }
}
