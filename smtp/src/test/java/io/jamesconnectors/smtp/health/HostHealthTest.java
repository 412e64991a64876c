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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.smtp.health.HostHealth.Answer;

/** The feedback: time is a number. */
class HostHealthTest {
    private static final int MOST = 20;

    private final HostHealth host = new HostHealth();

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    private void succeed(int times) {
        for (int i = 0; i < times; i++) {
            host.reached(MOST);
        }
    }

    private void fail(int times, long now) {
        for (int i = 0; i < times; i++) {
            host.failed(false, true, "refused", now);
        }
    }

    private boolean probe(long now) {
        return host.enter(MOST, now) == Answer.PROBE;
    }

    private void failProbe(long now) {
        host.failed(true, true, "refused", now);
        host.left(true);
    }

    @Test
    void letsFiveInAtFirst() {
        List<Answer> answers = IntStream.range(0, 6).mapToObj(i -> host.enter(MOST, 0)).toList();
        assertThat(answers).containsExactly(Answer.ENTER, Answer.ENTER, Answer.ENTER, Answer.ENTER, Answer.ENTER, Answer.FULL);
    }

    @Test
    void letsNeverMoreInThanTheConnectorMayHaveConnections() {
        assertThat(List.of(host.enter(2, 0), host.enter(2, 0), host.enter(2, 0))).containsExactly(Answer.ENTER, Answer.ENTER, Answer.FULL);
    }

    @Test
    void lettingOneOutMakesRoomForAnother() {
        IntStream.range(0, 5).forEach(i -> host.enter(MOST, 0));
        host.left(false);
        assertThat(host.enter(MOST, 0)).isEqualTo(Answer.ENTER);
        assertThat(host.visits()).isEqualTo(5);
    }

    @Test
    void widensByOneAfterAWindowOfSuccesses() {
        succeed(4);
        assertThat(host.window()).isEqualTo(5);
        succeed(2);
        assertThat(host.window()).isEqualTo(6);
        succeed(7);
        assertThat(host.window()).isEqualTo(7);
    }

    @Test
    void widensUpToTheConnectionsOfTheConnector() {
        succeed(10_000);
        assertThat(host.window()).isEqualTo(MOST);
    }

    @Test
    void narrowsByOneAtEachFailureDownToOne() {
        succeed(6);
        fail(1, 0);
        assertThat(host.window()).isEqualTo(5);
        for (int i = 0; i < 100; i++) {
            host.failed(false, false, "reset", 0);
        }
        assertThat(host.window()).isEqualTo(1);
    }

    @Test
    void diesWhenAWindowOfFailuresHasFollowedOnEachOther() {
        fail(3, 0);
        assertThat(host.isDead()).isFalse();
        assertThat(host.failed(false, true, "refused", 0)).isTrue();
        assertThat(host.isDead()).isTrue();
        assertThat(host.lastFailure()).isEqualTo("refused");
    }

    @Test
    void aSuccessInBetweenKeepsItAlive() {
        for (int i = 0; i < 100; i++) {
            fail(1, 0);
            succeed(1);
        }
        assertThat(host.isDead()).isFalse();
    }

    @Test
    void isNeverCondemnedByFailuresThatDoNotCount() {
        for (int i = 0; i < 1_000; i++) {
            host.failed(false, false, "reset", 0);
        }
        assertThat(host.enter(MOST, 0)).isEqualTo(Answer.ENTER);
    }

    @Test
    void isLeftAloneForHalfAMinuteThenProbedByOne() {
        fail(4, 0);
        assertThat(host.enter(MOST, 0)).isEqualTo(Answer.DEAD);
        assertThat(host.enter(MOST, seconds(30) - 1)).isEqualTo(Answer.DEAD);
        assertThat(host.enter(MOST, seconds(30))).isEqualTo(Answer.PROBE);
        assertThat(host.enter(MOST, seconds(3_000))).isEqualTo(Answer.DEAD);
    }

    @Test
    void isProbedAtDoublingIntervalsUpToFiveMinutes() {
        fail(4, 0);
        long now = 0;
        for (int wait : new int[] {30, 60, 120, 240, 300, 300}) {
            assertThat(probe(now + seconds(wait) - 1)).isFalse();
            now += seconds(wait);
            assertThat(probe(now)).isTrue();
            failProbe(now);
        }
    }

    @Test
    void comesBackWithTheFirstWindowWhenAProbeReachesIt() {
        succeed(1_000);
        fail(40, 0);
        assertThat(probe(seconds(30))).isTrue();
        succeed(1);
        host.left(true);
        assertThat(host.window()).isEqualTo(HostHealth.FIRST_WINDOW);
        fail(4, seconds(31));
        assertThat(probe(seconds(60))).isFalse();
        assertThat(probe(seconds(61))).isTrue();
    }

    @Test
    void aProbeThatLearnsNothingIsFollowedByAnotherAtOnce() {
        fail(4, 0);
        assertThat(probe(seconds(30))).isTrue();
        host.left(true);
        assertThat(probe(seconds(30))).isTrue();
    }

    @Test
    void anAttemptFromBeforeTheDeathNeitherProlongsItNorCountsAsProbe() {
        host.enter(MOST, 0);
        fail(4, 0);
        fail(1, seconds(29));
        host.left(false);
        assertThat(probe(seconds(30))).isTrue();
        assertThat(host.visits()).isEqualTo(1);
    }

    @Test
    void timeMayHaveAnySign() {
        fail(4, Long.MAX_VALUE - 5);
        assertThat(probe(Long.MAX_VALUE)).isFalse();
        assertThat(probe(Long.MAX_VALUE - 5 + seconds(30))).isTrue();
    }
}
