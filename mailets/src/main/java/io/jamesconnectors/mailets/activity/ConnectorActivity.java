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
package io.jamesconnectors.mailets.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What has happened to one connector of late. Safe for use by many threads; each call takes a short lock.
 *
 * <p>A connector <b>fails</b> when something is wrong with it as a whole ({@link #fails}). When the other side only puts off single mails ({@link #defers}), as with greylisting or
 * a full mailbox, it <b>defers</b>; that becomes failing when {@value #MANY} different mails or more were put off over {@value #LONG_MINUTES} minutes or more. Both end with the
 * next recipient who is served ({@link #works}), and deferring with the end of the mails that were put off ({@link #givenUp}).
 */
public final class ConnectorActivity {
    /** From so many mails on that were put off it may be about the connector. */
    static final int MANY = 3;
    /** From so many minutes on, from the first to the last of them. */
    static final int LONG_MINUTES = 15;

    private static final int MOST_REMEMBERED = 100;
    private static final long SECONDS_A_MINUTE = 60;
    private static final long SECONDS_AN_HOUR = 3_600;

    private final MinuteRing ring = new MinuteRing();
    private @Nullable Trouble lastTrouble;
    private @Nullable Trouble failure;
    private @Nullable Instant deferringSince;
    private final Set<String> deferred = new HashSet<>();
    private Instant lastEvent = Instant.MIN;

    /** Counts something that has just happened so many times. */
    public synchronized void count(Event event, int many, Instant now) {
        if (many > 0) {
            lastEvent = now;
            ring.add(event, many, minute(now));
        }
    }

    /** It could not do its work: what is said of it until {@link #works}. */
    public synchronized void fails(Trouble trouble) {
        lastEvent = trouble.at();
        lastTrouble = trouble;
        failure = trouble;
    }

    /**
     * The other side put a mail off; what is said of it until {@link #works}.
     *
     * @param mail its name, by which several attempts count once
     */
    public synchronized void defers(Trouble trouble, String mail) {
        lastEvent = trouble.at();
        lastTrouble = trouble;
        Instant since = deferringSince == null ? trouble.at() : deferringSince;
        deferringSince = since;
        if (deferred.size() < MOST_REMEMBERED) {
            deferred.add(mail);
        }
        if (deferred.size() >= MANY && !trouble.at().isBefore(since.plus(Duration.ofMinutes(LONG_MINUTES)))) {
            failure = trouble;
        }
    }

    /** A mail does not wait any more, though nobody took it. */
    public synchronized void givenUp(String mail) {
        if (deferred.remove(mail) && deferred.isEmpty()) {
            deferringSince = null;
        }
    }

    /** It did its work. */
    public synchronized void works() {
        failure = null;
        deferringSince = null;
        deferred.clear();
    }

    /** What happened in each of the last minutes. */
    public synchronized LastHour lastHour(Instant now) {
        return ring.read(minute(now));
    }

    /** The last failure, however long ago. */
    public synchronized Optional<Trouble> lastTrouble() {
        return Optional.ofNullable(lastTrouble);
    }

    /** What is wrong with it as a whole, if nothing has worked since. */
    public synchronized Optional<Trouble> failsWith() {
        return Optional.ofNullable(failure);
    }

    /** Why mail was last put off, if it does not fail and nothing has worked since. */
    public synchronized Optional<Trouble> defersWith() {
        return failure == null && deferringSince != null ? lastTrouble() : Optional.empty();
    }

    synchronized boolean isQuiet(Instant now) {
        return lastEvent.isBefore(now.minusSeconds(SECONDS_AN_HOUR));
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), SECONDS_A_MINUTE);
    }
}
