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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may log in when. After a refused login nobody logs in as the same account for a minute, and for twice as long after each further one, up to a quarter of an
 * hour: servers lock mailboxes that are tried too often. An account that has not logged in yet, or was refused last, is tried by one at a time; the others wait
 * for what comes of it. Safe for use by many threads.
 */
final class LoginGate {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int FORGET_ABOVE = 1_000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Account, State> states = new HashMap<>();

    private static final class State {
        private boolean proven;
        private boolean probing;
        private int failures;
        private Instant notBefore = Instant.MIN;
        private String lastFailure = "";
    }

    LoginGate(InstantSource clock) {
        this.clock = clock;
    }

    /** Leave to log in once. Whoever has it says what came of it, exactly once. */
    final class Pass {
        private final State state;
        private final boolean probe;
        private final int failuresBefore;

        private Pass(State state, boolean probe) {
            this.state = state;
            this.probe = probe;
            this.failuresBefore = state.failures;
        }

        /** The account is logged in. */
        void succeeded() {
            settle(() -> {
                state.proven = true;
                state.failures = 0;
                state.notBefore = Instant.MIN;
            });
        }

        /** The server has refused the login. Several that were under way at once count as one. */
        void refused(String reason) {
            settle(() -> {
                if (state.failures == failuresBefore) {
                    state.failures++;
                    state.notBefore = clock.instant().plus(pause(state.failures));
                    state.lastFailure = reason;
                }
                state.proven = false;
            });
        }

        /** It did not come to a login. */
        void unused() {
            settle(() -> {
            });
        }

        private void settle(Runnable change) {
            lock.lock();
            try {
                change.run();
                state.probing &= !probe;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Asks for leave to log in.
     *
     * @param patience how long to wait for another who tries the same account
     * @throws LoginFailure when it is too early, or the other takes too long
     */
    Pass enter(Account account, Duration patience) throws LoginFailure, InterruptedException {
        lock.lockInterruptibly();
        try {
            State state = states.get(account);
            if (state == null) {
                forgetWhenMany();
                state = new State();
                states.put(account, state);
            }
            long nanos = patience.toNanos();
            while (true) {
                Instant now = clock.instant();
                if (now.isBefore(state.notBefore)) {
                    throw new LoginFailure("login as " + account.user() + ": not tried for another " + seconds(now, state.notBefore) + " s, after: " + state.lastFailure);
                }
                if (state.proven || !state.probing) {
                    state.probing |= !state.proven;
                    return new Pass(state, !state.proven);
                }
                if (nanos <= 0) {
                    throw new LoginFailure("login as " + account.user() + ": another is under way for more than " + patience.toSeconds() + " s");
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Accounts that no configuration knows any longer must not stay for ever. */
    private void forgetWhenMany() {
        if (states.size() >= FORGET_ABOVE) {
            Instant now = clock.instant();
            states.values().removeIf(state -> !state.probing && !now.isBefore(state.notBefore));
        }
    }

    private static Duration pause(int failures) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    private static long seconds(Instant now, Instant then) {
        return Math.max(1, Duration.between(now, then).toSeconds());
    }
}
