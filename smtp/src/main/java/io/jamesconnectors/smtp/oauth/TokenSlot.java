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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.login.LoginFailure;
import io.jamesconnectors.smtp.login.Tokens.State;
import io.jamesconnectors.smtp.login.Tokens.Token;
import io.jamesconnectors.smtp.oauth.TokenSource.Issued;

/**
 * The token of one identity. At most one question to the endpoint is under way, whoever needs its answer. A token is asked for anew ten minutes before its end, or
 * when a fifth of its life is left, whichever comes later, and somewhat earlier by chance, so that many servers do not ask in the same second. While that fails the
 * old one is used to its end. After a failure nobody asks for half a minute, then for twice as long each time, up to a quarter of an hour, and never before the
 * endpoint wants to be asked. Safe for use by many threads.
 */
final class TokenSlot {
    private static final Logger LOGGER = LoggerFactory.getLogger(TokenSlot.class);
    private static final Duration LARGEST_MARGIN = Duration.ofMinutes(10);
    private static final int MARGIN_SHARE = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    /** An answer is there, or has failed, long before; only those of a process that stops never come. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final Login.OAuth login;
    private final TokenSource source;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Executor executor;
    private @Nullable Held held;
    private @Nullable CompletableFuture<@Nullable TokenFailure> underway;
    private long serial;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private String lastFailure = "";

    private record Held(Issued issued, Instant refreshAt, Instant endsAt) {
    }

    TokenSlot(Login.OAuth login, TokenSource source, InstantSource clock, RandomGenerator random, Executor executor) {
        this.login = login;
        this.source = source;
        this.clock = clock;
        this.random = random;
        this.executor = executor;
    }

    /** The token, as {@link io.jamesconnectors.smtp.login.Tokens#token} promises. */
    Token token() throws LoginFailure, InterruptedException {
        boolean isFresh = false;
        while (true) {
            CompletableFuture<@Nullable TokenFailure> answer;
            synchronized (this) {
                Instant now = clock.instant();
                forgetWhenOver(now);
                if (held != null && (isFresh || now.isBefore(held.refreshAt()) || underway != null || now.isBefore(notBefore))) {
                    return new Token(held.issued().value().copy(), serial, isFresh);
                }
                if (underway == null && now.isBefore(notBefore)) {
                    throw new LoginFailure(lastFailure + "; not asked again for " + Math.max(1, Duration.between(now, notBefore).toSeconds()) + " s");
                }
                boolean isGood = held != null;
                answer = underway == null ? ask(now) : underway;
                if (isGood && held != null) {
                    return new Token(held.issued().value().copy(), serial, false);
                }
            }
            TokenFailure failure = await(answer);
            if (failure != null) {
                throw new LoginFailure("token for client " + login.clientId() + " of " + login.tenant() + ": " + failure.getMessage());
            }
            isFresh = true;
        }
    }

    /** Nobody gets the token with this number any longer. */
    synchronized void refused(long refused) {
        if (refused == serial) {
            forget();
        }
    }

    synchronized State state() {
        forgetWhenOver(clock.instant());
        return new State(login.clientId(), login.tenant(), failures, failures == 0 ? "" : lastFailure, Optional.ofNullable(held).map(Held::endsAt));
    }

    /** Whether it holds nothing that anybody may miss. */
    synchronized boolean isIdle() {
        Instant now = clock.instant();
        forgetWhenOver(now);
        return held == null && underway == null && !now.isBefore(notBefore);
    }

    synchronized void forget() {
        if (held != null) {
            held.issued().value().close();
            held = null;
        }
    }

    private void forgetWhenOver(Instant now) {
        if (held != null && !now.isBefore(held.endsAt())) {
            forget();
        }
    }

    private CompletableFuture<@Nullable TokenFailure> ask(Instant now) throws LoginFailure {
        CompletableFuture<@Nullable TokenFailure> answer = new CompletableFuture<>();
        underway = answer;
        try {
            executor.execute(() -> answer.complete(fetch(now)));
        } catch (RejectedExecutionException e) {
            underway = null;
            answer.complete(new TokenFailure("token: this process stops"));
            throw new LoginFailure("token: this process stops");
        }
        return answer;
    }

    private @Nullable TokenFailure fetch(Instant asked) {
        try {
            Issued issued = source.fetch(login);
            fetched(issued, asked);
            return null;
        } catch (TokenFailure e) {
            return failed(e);
        } catch (Error e) {
            // Those who wait must hear of it, and somebody must be able to ask again.
            return failed(new TokenFailure(e.getClass().getSimpleName() + " (expected: a token)"));
        } catch (RuntimeException e) {
            return failed(new TokenFailure(e.getClass().getSimpleName() + " (expected: a token)", e));
        }
    }

    private synchronized void fetched(Issued issued, Instant asked) {
        forget();
        Duration fifth = issued.life().dividedBy(MARGIN_SHARE);
        Duration margin = fifth.compareTo(LARGEST_MARGIN) < 0 ? fifth : LARGEST_MARGIN;
        held = new Held(issued, asked.plus(issued.life()).minus(margin).minusMillis(random.nextLong(margin.toMillis() / 4 + 1)), asked.plus(issued.life()));
        serial++;
        failures = 0;
        notBefore = Instant.MIN;
        underway = null;
        LOGGER.info("token client={} tenant={} fetched lasts={}s", login.clientId(), login.tenant(), issued.life().toSeconds());
    }

    private synchronized TokenFailure failed(TokenFailure failure) {
        failures++;
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        Duration wanted = failure.retryAfter().orElse(Duration.ZERO);
        Duration bounded = wanted.compareTo(LONGEST_RETRY_AFTER) < 0 ? wanted : LONGEST_RETRY_AFTER;
        Duration longer = bounded.compareTo(pause) > 0 ? bounded : pause;
        notBefore = clock.instant().plus(longer).plusMillis(random.nextLong(longer.toMillis() / 4 + 1));
        lastFailure = "token for client " + login.clientId() + " of " + login.tenant() + ": " + failure.getMessage();
        underway = null;
        LOGGER.warn("failed={} pause={}s reason=\"{}\"", failures, longer.toSeconds(), lastFailure);
        return failure;
    }

    private static @Nullable TokenFailure await(CompletableFuture<@Nullable TokenFailure> answer) throws LoginFailure, InterruptedException {
        try {
            return answer.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LoginFailure("token: " + e.getCause() + " (expected: a token)");
        } catch (TimeoutException e) {
            throw new LoginFailure("token: no answer within " + LONGEST_WAIT.toSeconds() + " s");
        }
    }
}
