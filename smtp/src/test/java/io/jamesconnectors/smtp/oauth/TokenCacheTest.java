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
package io.jamesconnectors.smtp.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.smtp.login.LoginFailure;
import io.jamesconnectors.smtp.login.Tokens;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class TokenCacheTest {
    private static final Login.OAuth APP = new Login.OAuth(Cloud.WORLDWIDE, "contoso", "app", new Login.Grant.ClientSecret(new SecretSource.Variable("SECRET")), Optional.empty());
    private static final RandomGenerator NEVER_EARLY = () -> 0;
    private static final Duration HOUR = Duration.ofHours(1);

    private final MutableClock clock = MutableClock.at(Instant.EPOCH);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable TokenFailure trouble;
    private volatile Duration life = HOUR;

    private TokenSource.Issued fetch(Login.OAuth login) throws TokenFailure {
        int number = asked.incrementAndGet();
        TokenFailure failure = trouble;
        if (failure != null) {
            throw failure;
        }
        return new TokenSource.Issued(Secret.of(UsedSecrets.note("access token", "access token " + number).getBytes(UTF_8)), life);
    }

    private TokenCache cache(ExecutorService executor) {
        return new TokenCache(this::fetch, clock, NEVER_EARLY, executor);
    }

    private static String text(Tokens.Token token) {
        try (Secret value = token.value()) {
            return new String(value.reveal(), UTF_8);
        }
    }

    private String token(TokenCache cache) throws LoginFailure, InterruptedException {
        return text(cache.token(APP));
    }

    /** Does at once, in the thread of the caller, what it is given. */
    private static final class AtOnce extends AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {
            // There is nothing to stop.
        }

        @Override
        public List<Runnable> shutdownNow() {
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

    @Test
    void oneTokenServesUntilTenMinutesBeforeItsEnd() throws Exception {
        try (TokenCache cache = cache(new AtOnce())) {
            assertThat(cache.token(APP).isFresh()).isTrue();
            clock.advance(HOUR.minusMinutes(10).minusSeconds(1));
            assertThat(token(cache)).isEqualTo("access token 1");
            assertThat(cache.token(APP).isFresh()).isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(token(cache)).isEqualTo("access token 2");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void saysHowEachIdentityGetsOn() throws Exception {
        try (TokenCache cache = cache(new AtOnce())) {
            assertThat(cache.states()).isEmpty();
            token(cache);
            assertThat(cache.states()).containsExactly(new Tokens.State("app", "contoso", 0, "", Optional.of(Instant.EPOCH.plus(HOUR))));
            trouble = new TokenFailure("no answer");
            clock.advance(HOUR.minusMinutes(5));
            token(cache);
            assertThat(cache.states()).containsExactly(
                new Tokens.State("app", "contoso", 1, "token for client app of contoso: no answer", Optional.of(Instant.EPOCH.plus(HOUR))));
        }
    }

    @Test
    void aShortLivedTokenServesUntilAFifthOfItsLifeIsLeft() throws Exception {
        life = Duration.ofSeconds(100);
        try (TokenCache cache = cache(new AtOnce())) {
            token(cache);
            clock.advance(Duration.ofSeconds(79));
            assertThat(token(cache)).isEqualTo("access token 1");
            clock.advance(Duration.ofSeconds(1));
            assertThat(token(cache)).isEqualTo("access token 2");
        }
    }

    @Test
    void chanceRefreshesAQuarterOfTheMarginEarlierAtMost() throws Exception {
        RandomGenerator alwaysEarly = new RandomGenerator() {
            @Override
            public long nextLong() {
                return -1;
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
        try (TokenCache cache = new TokenCache(this::fetch, clock, alwaysEarly, new AtOnce())) {
            token(cache);
            clock.advance(HOUR.minusSeconds(751));
            assertThat(token(cache)).isEqualTo("access token 1");
            clock.advance(Duration.ofSeconds(151));
            assertThat(token(cache)).isEqualTo("access token 2");
        }
    }

    @Test
    void whileRefreshingFailsTheOldTokenServesToItsEndAndTheEndpointIsLeftAlone() throws Exception {
        try (TokenCache cache = cache(new AtOnce())) {
            token(cache);
            trouble = new TokenFailure("HTTP 503");
            clock.advance(HOUR.minusMinutes(10));
            for (int second = 0; second < 600; second++) {
                assertThat(token(cache)).isEqualTo("access token 1");
                clock.advance(Duration.ofSeconds(1));
            }
            // At 0, 30, 90, 210 and 450 seconds.
            assertThat(asked).hasValue(1 + 5);
            assertThatThrownBy(() -> cache.token(APP)).isInstanceOf(LoginFailure.class)
                .hasMessage("token for client app of contoso: HTTP 503; not asked again for 330 s");
            trouble = null;
            clock.advance(Duration.ofSeconds(330));
            assertThat(token(cache)).isEqualTo("access token 7");
        }
    }

    @Test
    void pausesGrowToAQuarterOfAnHour() throws Exception {
        trouble = new TokenFailure("HTTP 401");
        try (TokenCache cache = cache(new AtOnce())) {
            for (int second = 0; second < 3_600; second++) {
                assertThatThrownBy(() -> cache.token(APP)).hasMessageContaining("HTTP 401");
                clock.advance(Duration.ofSeconds(1));
            }
            // At 0, 30, 90, 210, 450, 930, 1830 and 2730 seconds.
            assertThat(asked).hasValue(8);
        }
    }

    @Test
    void theEndpointSaysHowLongToLeaveItAlone() throws Exception {
        trouble = new TokenFailure("HTTP 429", Optional.of(Duration.ofMinutes(20)));
        try (TokenCache cache = cache(new AtOnce())) {
            assertThatThrownBy(() -> cache.token(APP)).hasMessage("token for client app of contoso: HTTP 429");
            clock.advance(Duration.ofMinutes(20).minusSeconds(1));
            assertThatThrownBy(() -> cache.token(APP)).hasMessageEndingWith("not asked again for 1 s");
            assertThat(asked).hasValue(1);
            trouble = new TokenFailure("HTTP 429", Optional.of(Duration.ofDays(400)));
            clock.advance(Duration.ofSeconds(1));
            assertThatThrownBy(() -> cache.token(APP)).hasMessageEndingWith("HTTP 429");
            trouble = null;
            clock.advance(HOUR);
            assertThat(token(cache)).isEqualTo("access token 3");
        }
    }

    @Test
    void aRefusedTokenIsGivenToNobodyElse() throws Exception {
        try (TokenCache cache = cache(new AtOnce())) {
            long first = cache.token(APP).serial();
            cache.refused(APP, first);
            assertThat(token(cache)).isEqualTo("access token 2");
            cache.refused(APP, first);
            assertThat(token(cache)).isEqualTo("access token 2");
        }
    }

    @Test
    void fiftyWorkersCauseOneQuestion() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        TokenSource slow = login -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return fetch(login);
        };
        ExecutorService workers = Executors.newFixedThreadPool(50);
        try (TokenCache cache = new TokenCache(slow, clock, NEVER_EARLY, Executors.newCachedThreadPool())) {
            AtomicInteger waiting = new AtomicInteger();
            List<Future<String>> tokens = new ArrayList<>();
            Callable<String> worker = () -> {
                waiting.incrementAndGet();
                return token(cache);
            };
            for (int i = 0; i < 50; i++) {
                tokens.add(workers.submit(worker));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> waiting.get() == 50);
            answer.countDown();
            for (Future<String> token : tokens) {
                assertThat(token.get(60, TimeUnit.SECONDS)).isEqualTo("access token 1");
            }
            assertThat(asked).hasValue(1);
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aRefreshInTheBackgroundKeepsNobodyWaiting() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        TokenSource slow = login -> {
            if (asked.get() > 0) {
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return fetch(login);
        };
        try (TokenCache cache = new TokenCache(slow, clock, NEVER_EARLY, Executors.newCachedThreadPool())) {
            token(cache);
            clock.advance(HOUR.minusMinutes(5));
            for (int i = 0; i < 100; i++) {
                assertThat(token(cache)).isEqualTo("access token 1");
            }
            answer.countDown();
            await().atMost(Duration.ofSeconds(60)).until(() -> token(cache).equals("access token 2"));
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void eachIdentityHasATokenOfItsOwn() throws Exception {
        Login.OAuth other = new Login.OAuth(Cloud.CHINA, "contoso", "app", APP.grant(), Optional.empty());
        try (TokenCache cache = cache(new AtOnce())) {
            assertThat(token(cache)).isEqualTo("access token 1");
            assertThat(text(cache.token(other))).isEqualTo("access token 2");
            assertThat(token(cache)).isEqualTo("access token 1");
        }
    }

    @Test
    void aSourceThatBreaksIsATroubleLikeAnother() throws Exception {
        TokenSource broken = login -> {
            throw new IllegalStateException("token-secret in a message");
        };
        try (TokenCache cache = new TokenCache(broken, clock, NEVER_EARLY, new AtOnce())) {
            assertThatThrownBy(() -> cache.token(APP)).hasMessage("token for client app of contoso: IllegalStateException (expected: a token)");
        }
    }

    @Test
    void whoAsksAfterTheEndIsToldSo() throws Exception {
        TokenCache cache = cache(Executors.newCachedThreadPool());
        cache.close();
        assertThatThrownBy(() -> cache.token(APP)).hasMessage("token: this process stops");
    }
}
