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
package io.jamesconnectors.mailets.pace;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How fast one queue is worked off: by the limits of its connector, for each mailbox its own, and by what the other side has said of our speed.
 * Safe for use by several threads.
 */
public final class Tempo {
    private final PaceLedger ledger;
    private final Throttle throttle = new Throttle();
    private Instant heldUntil = Instant.MIN;

    /** @param ledger counts what is let out */
    public Tempo(PaceLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Lets one message to so many recipients out now, or says how long it has to wait; zero means that it is out, and counted.
     *
     * @throws IOException when that can't be written down; nothing is let out then
     */
    public Duration letOut(List<Allowance> allowances, int recipients, Instant now) throws IOException {
        Duration pause = throttle.pause(now);
        return pause.isZero() ? ledger.letOut(allowances, recipients, now) : pause;
    }

    /** How much of the limits of these is used now, by what {@code connectors.xml} calls the limit. */
    public Map<String, Long> used(List<Allowance> allowances, Instant now) {
        return ledger.used(allowances, now);
    }

    /** The message that was let out at that moment did not reach any server. */
    public void takeBack(List<Allowance> allowances, int recipients, Instant when) {
        ledger.takeBack(allowances, recipients, when);
    }

    /** The message that was let out at one moment has arrived now, which is what the other side counts by. */
    public void arrived(List<Allowance> allowances, int recipients, Instant when, Instant now) {
        ledger.arrived(allowances, recipients, when, now);
    }

    /** The other side said that we are too fast. */
    public void tooFast(Instant now) {
        throttle.tooFast(now);
    }

    /** The other side took a message. Returns whether more may be under way at once than before. */
    public boolean delivered(Instant now) {
        int before = throttle.level();
        throttle.delivered(now);
        return throttle.level() < before;
    }

    /** Nothing more is to be taken from the queue for so long: it would have to wait anyway. */
    public synchronized void hold(Duration wait, Instant now) {
        Instant until = now.plus(wait);
        heldUntil = until.isAfter(heldUntil) ? until : heldUntil;
    }

    /** Ends {@link #hold}: the limits may have changed. */
    public synchronized void release() {
        heldUntil = Instant.MIN;
    }

    /** How long nothing is to be taken from the queue; zero when something is. */
    public synchronized Duration pause(Instant now) {
        Duration throttled = throttle.pause(now);
        Duration held = heldUntil.isAfter(now) ? Duration.between(now, heldUntil) : Duration.ZERO;
        return held.compareTo(throttled) > 0 ? held : throttled;
    }

    /** How many mails may be under way at once where the connector allows {@code most}; zero during a pause. */
    public int atOnce(int most, Instant now) {
        return pause(now).isZero() ? throttle.concurrency(most) : 0;
    }

    /** How many steps it holds back because the other side said so, 0 for not at all. */
    public int level() {
        return throttle.level();
    }
}
