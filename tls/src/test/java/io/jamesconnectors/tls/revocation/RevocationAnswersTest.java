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
package io.jamesconnectors.tls.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.tls.ChainVerdict;

class RevocationAnswersTest {
    private static final TestCa ROOT = TestCa.create();
    private static final TestCa INTERMEDIATE = ROOT.intermediate("Test Intermediate");
    private static final X509Certificate CLIENT = ROOT.client("mail.contoso.com").certificate();

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-20T10:00:00Z"));
    private final Map<X509Certificate, RevocationStatus> issuerSays = new HashMap<>();
    private final List<X509Certificate> asked = new ArrayList<>();
    private final Later later = new Later();
    private final RevocationAnswers answers = new RevocationAnswers((certificate, issuer, now) -> {
        asked.add(certificate);
        return Optional.ofNullable(issuerSays.get(certificate)).orElseThrow(() -> new IllegalStateException("no answer"));
    }, later, clock);

    @Test
    void knowsNothingUntilTheIssuerHasAnswered() {
        issuerSays.put(CLIENT, RevocationStatus.GOOD);

        assertThat(status()).isEmpty();
        assertThat(asked).isEmpty();
        later.run();
        assertThat(status()).hasValue(RevocationStatus.GOOD);
    }

    @Test
    void asksOnceHoweverOftenItIsAsked() {
        issuerSays.put(CLIENT, RevocationStatus.GOOD);
        for (int i = 0; i < 10; i++) {
            assertThat(status()).isEmpty();
        }
        later.run();
        clock.advance(RevocationAnswers.AGAIN.minusSeconds(1));
        assertThat(status()).hasValue(RevocationStatus.GOOD);
        later.run();

        assertThat(asked).hasSize(1);
    }

    @Test
    void asksAgainBeforeAnAnswerEndsAndKeepsItUntilThen() {
        learn(RevocationStatus.GOOD);
        clock.advance(RevocationAnswers.AGAIN);
        issuerSays.put(CLIENT, RevocationStatus.REVOKED);

        assertThat(status()).hasValue(RevocationStatus.GOOD);
        later.run();
        assertThat(status()).hasValue(RevocationStatus.REVOKED);
    }

    @Test
    void forgetsAnAnswerAfterAnHour() {
        learn(RevocationStatus.GOOD);
        clock.advance(RevocationAnswers.COUNTS);

        assertThat(status()).isEmpty();
        later.run();
        assertThat(status()).hasValue(RevocationStatus.GOOD);
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAgainAfterFiveMinutesWhenNothingWasLearned() {
        learn(RevocationStatus.UNKNOWN);
        clock.advance(RevocationAnswers.AGAIN_AFTER_NOTHING.minusSeconds(1));
        assertThat(status()).hasValue(RevocationStatus.UNKNOWN);
        later.run();
        assertThat(asked).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        issuerSays.put(CLIENT, RevocationStatus.GOOD);
        assertThat(status()).as("no gap while it is asked").hasValue(RevocationStatus.UNKNOWN);
        later.run();
        assertThat(status()).hasValue(RevocationStatus.GOOD);
    }

    @Test
    void keepsWhatItLearnedWhenALaterQuestionFails() {
        learn(RevocationStatus.GOOD);
        clock.advance(RevocationAnswers.AGAIN);
        issuerSays.put(CLIENT, RevocationStatus.UNKNOWN);
        status();
        later.run();
        assertThat(status()).hasValue(RevocationStatus.GOOD);

        clock.advance(RevocationAnswers.AGAIN_AFTER_NOTHING);
        status();
        later.run();
        assertThat(asked).as("asked again soon").hasSize(3);

        clock.advance(RevocationAnswers.COUNTS);
        status();
        later.run();
        assertThat(status()).as("after the hour").hasValue(RevocationStatus.UNKNOWN);
    }

    @Test
    void neverForgetsARevocationForSilence() {
        learn(RevocationStatus.REVOKED);
        issuerSays.put(CLIENT, RevocationStatus.UNKNOWN);
        for (int hours = 0; hours < 48; hours++) {
            clock.advance(Duration.ofHours(1));
            assertThat(status()).hasValue(RevocationStatus.REVOKED);
            later.run();
        }

        issuerSays.put(CLIENT, RevocationStatus.GOOD);
        clock.advance(Duration.ofHours(1));
        status();
        later.run();
        assertThat(status()).as("taken back").hasValue(RevocationStatus.GOOD);
    }

    @Test
    void takesAnErrorForNoAnswer() {
        status();
        later.run();

        assertThat(status()).hasValue(RevocationStatus.UNKNOWN);
    }

    @Test
    void stillKnowsNothingWhenItCannotAsk() {
        issuerSays.put(CLIENT, RevocationStatus.GOOD);
        later.full = true;
        assertThat(status()).isEmpty();
        assertThat(status()).isEmpty();

        later.full = false;
        assertThat(status()).isEmpty();
        later.run();
        assertThat(status()).hasValue(RevocationStatus.GOOD);
    }

    @Test
    void judgesAllCertificatesBelowTheRoot() {
        TestCertificate client = INTERMEDIATE.client("mail.contoso.com");
        ChainVerdict.Sound chain = new ChainVerdict.Sound(client.chain(), ROOT.root());
        issuerSays.put(client.certificate(), RevocationStatus.GOOD);
        issuerSays.put(INTERMEDIATE.certificate(), RevocationStatus.UNKNOWN);
        assertThat(answers.of(chain, clock.instant())).isEmpty();
        later.run();
        assertThat(asked).containsExactly(client.certificate(), INTERMEDIATE.certificate());
        assertThat(answers.of(chain, clock.instant())).hasValue(RevocationStatus.UNKNOWN);

        issuerSays.put(INTERMEDIATE.certificate(), RevocationStatus.REVOKED);
        clock.advance(RevocationAnswers.AGAIN_AFTER_NOTHING);
        answers.of(chain, clock.instant());
        later.run();
        assertThat(answers.of(chain, clock.instant())).hasValue(RevocationStatus.REVOKED);
    }

    @Test
    void callsAChainRevokedThoughAnotherAnswerIsOutstanding() {
        TestCertificate client = INTERMEDIATE.client("mail.contoso.com");
        ChainVerdict.Sound alone = new ChainVerdict.Sound(List.of(INTERMEDIATE.certificate()), ROOT.root());
        issuerSays.put(INTERMEDIATE.certificate(), RevocationStatus.REVOKED);
        answers.of(alone, clock.instant());
        later.run();

        assertThat(answers.of(new ChainVerdict.Sound(client.chain(), ROOT.root()), clock.instant())).hasValue(RevocationStatus.REVOKED);
    }

    @Test
    void learnsNothingOfACertificateThatIsTrustedByItself() {
        assertThat(answers.of(new ChainVerdict.Sound(List.of(), CLIENT), clock.instant())).hasValue(RevocationStatus.UNKNOWN);
        assertThat(later.tasks).isEmpty();
    }

    @Test
    void keepsABoundedNumberOfAnswers() {
        learn(RevocationStatus.GOOD);
        List<X509Certificate> others = Stream.generate(() -> ROOT.issue().done().certificate()).limit((long) Math.sqrt(RevocationAnswers.MAX_ANSWERS) + 1).toList();
        for (X509Certificate certificate : others) {
            others.forEach(issuer -> answers.of(new ChainVerdict.Sound(List.of(certificate), issuer), clock.instant()));
            later.tasks.clear();
        }

        assertThat(status()).as("pushed out").isEmpty();
    }

    private void learn(RevocationStatus status) {
        issuerSays.put(CLIENT, status);
        status();
        later.run();
        assertThat(status()).hasValue(status);
    }

    private Optional<RevocationStatus> status() {
        return answers.of(new ChainVerdict.Sound(List.of(CLIENT), ROOT.root()), clock.instant());
    }

    /** Runs what it is given when told to. */
    private static final class Later extends AbstractExecutorService {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean full;

        void run() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void execute(Runnable task) {
            if (full) {
                throw new RejectedExecutionException("full");
            }
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            tasks.clear();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
