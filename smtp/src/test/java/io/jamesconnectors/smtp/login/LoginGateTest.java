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
package io.jamesconnectors.smtp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.testing.MutableClock;

class LoginGateTest {
    private static final Account SCANNER = account("scanner@contoso.test");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MutableClock clock = MutableClock.at(Instant.EPOCH);
    private final LoginGate gate = new LoginGate(clock);

    private static Account account(String user) {
        return new Account(user, new Login.Password(new SecretSource.Variable("PASSWORD")));
    }

    private void refuse() throws Exception {
        gate.enter(SCANNER, PATIENCE).refused("535 no");
    }

    private void isShutFor(Duration time) throws Exception {
        clock.advance(time.minusSeconds(1));
        assertThatThrownBy(() -> gate.enter(SCANNER, PATIENCE)).hasMessage("login as scanner@contoso.test: not tried for another 1 s, after: 535 no");
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void pausesDoubleFromAMinuteToAQuarterOfAnHour() throws Exception {
        for (int minutes : new int[] {1, 2, 4, 8, 15, 15, 15}) {
            refuse();
            isShutFor(Duration.ofMinutes(minutes));
        }
    }

    @Test
    void aLoginThatSucceedsEndsTheSeries() throws Exception {
        refuse();
        isShutFor(Duration.ofMinutes(1));
        gate.enter(SCANNER, PATIENCE).succeeded();
        refuse();
        isShutFor(Duration.ofMinutes(1));
    }

    @Test
    void refusalsThatWereUnderWayAtOnceCountAsOne() throws Exception {
        gate.enter(SCANNER, PATIENCE).succeeded();
        LoginGate.Pass first = gate.enter(SCANNER, PATIENCE);
        LoginGate.Pass second = gate.enter(SCANNER, PATIENCE);
        first.refused("535 no");
        second.refused("535 no");
        isShutFor(Duration.ofMinutes(1));
        gate.enter(SCANNER, PATIENCE).succeeded();
    }

    @Test
    void oneAccountKnowsNothingOfAnother() throws Exception {
        refuse();
        gate.enter(account("printer@contoso.test"), PATIENCE).succeeded();
    }

    @Test
    void anAccountThatHasNotProvedItselfIsTriedByOneAtATime() throws Exception {
        LoginGate.Pass probe = gate.enter(SCANNER, PATIENCE);
        assertThatThrownBy(() -> gate.enter(SCANNER, Duration.ZERO)).hasMessageContaining("another is under way");
        probe.unused();
        LoginGate.Pass next = gate.enter(SCANNER, Duration.ZERO);
        next.succeeded();
        gate.enter(SCANNER, Duration.ZERO);
        gate.enter(SCANNER, Duration.ZERO);
    }

    @Test
    void whoWaitsHearsWhatCameOfTheOther() throws Exception {
        LoginGate.Pass probe = gate.enter(SCANNER, PATIENCE);
        CompletableFuture<String> second = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                gate.enter(SCANNER, PATIENCE).succeeded();
                second.complete("let in");
            } catch (LoginFailure | InterruptedException e) {
                second.complete(String.valueOf(e.getMessage()));
            }
        });
        waiting.start();
        await().atMost(PATIENCE).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        probe.refused("535 no");
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("login as scanner@contoso.test: not tried for another 60 s, after: 535 no");
        waiting.join();
    }
}
