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

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLContext;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.login.LoginFailure;
import io.jamesconnectors.smtp.login.Tokens;
import io.jamesconnectors.smtp.secret.Secrets;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Keeps the token of each identity, which several mailboxes may share, while it is good. Safe for use by many threads. */
public final class TokenCache implements Tokens {
    private static final int THREADS = 8;
    private static final int FORGET_ABOVE = 1_000;

    private final TokenSource source;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ExecutorService executor;
    private final ConcurrentMap<Login.OAuth, TokenSlot> slots = new ConcurrentHashMap<>();

    /** @param executor asks the source; is stopped with this */
    TokenCache(TokenSource source, InstantSource clock, RandomGenerator random, ExecutorService executor) {
        this.source = source;
        this.clock = clock;
        this.random = random;
        this.executor = executor;
    }

    /** A cache that asks the endpoints of identity platforms, which prove themselves by the trust store of this Java. */
    public static TokenCache open(InstantSource clock, Secrets secrets, RandomGenerator random) {
        return open(clock, secrets, random, new HttpTransport());
    }

    /** As {@link #open(InstantSource, Secrets, RandomGenerator)}, where {@code trust} says which endpoints have proved themselves. */
    public static TokenCache open(InstantSource clock, Secrets secrets, RandomGenerator random, SSLContext trust) {
        return open(clock, secrets, random, new HttpTransport(trust));
    }

    private static TokenCache open(InstantSource clock, Secrets secrets, RandomGenerator random, TokenTransport transport) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), new DefaultThreadFactory("oauth-tokens", true));
        executor.allowCoreThreadTimeOut(true);
        return new TokenCache(new TokenEndpoint(transport, secrets, clock), clock, random, executor);
    }

    @Override
    public Token token(Login.OAuth login) throws LoginFailure, InterruptedException {
        TokenSlot slot = slots.get(login);
        if (slot == null) {
            if (slots.size() >= FORGET_ABOVE) {
                slots.values().removeIf(TokenSlot::isIdle);
            }
            slot = slots.computeIfAbsent(login, identity -> new TokenSlot(identity, source, clock, random, executor));
        }
        return slot.token();
    }

    @Override
    public List<State> states() {
        return slots.values().stream().map(TokenSlot::state).toList();
    }

    @Override
    public void refused(Login.OAuth login, long serial) {
        TokenSlot slot = slots.get(login);
        if (slot != null) {
            slot.refused(serial);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        slots.values().forEach(TokenSlot::forget);
    }
}
