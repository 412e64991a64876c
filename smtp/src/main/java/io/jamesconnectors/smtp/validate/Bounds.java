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
package io.jamesconnectors.smtp.validate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How much one validation does at most. What is left out then, a step says. Used by one thread. */
final class Bounds {
    static final int MOST_ADDRESSES = 30;
    static final int MOST_LOGINS = 60;
    /** Less than a server gives a validation, whose result would be lost. */
    static final Duration MOST_TIME = Duration.ofMinutes(8);

    private final LongSupplier nanoTime;
    private final long start;
    private int addresses;
    private int logins;

    /** The time begins now. */
    Bounds(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Counts one more address, unless there may be none: then why. */
    Optional<String> anotherAddress() {
        Optional<String> over = over();
        if (over.isEmpty()) {
            addresses++;
        }
        return over;
    }

    /** Counts one more login, unless there may be none: then why. */
    Optional<String> anotherLogin() {
        Optional<String> over = late().or(() -> logins >= MOST_LOGINS ? Optional.of(MOST_LOGINS + " logins are enough for one validation") : Optional.empty());
        if (over.isEmpty()) {
            logins++;
        }
        return over;
    }

    /** Why no further address is tried; empty while one may be. */
    Optional<String> over() {
        return late().or(() -> addresses >= MOST_ADDRESSES ? Optional.of(MOST_ADDRESSES + " addresses are enough for one validation") : Optional.empty());
    }

    private Optional<String> late() {
        return nanoTime.getAsLong() - start > MOST_TIME.toNanos() ? Optional.of("more than " + MOST_TIME.toMinutes() + " minutes are over") : Optional.empty();
    }
}
