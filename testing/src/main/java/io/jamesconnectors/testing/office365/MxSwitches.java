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
package io.jamesconnectors.testing.office365;

/** Choices about the MX endpoint where nothing, or more than one thing, is published. */
public final class MxSwitches {
    private volatile Phase relayRefusedAt = Phase.END_OF_DATA;
    private volatile Phase partnerRefusedAt = Phase.RCPT;
    private volatile Phase directSendRefusedAt = Phase.RCPT;
    private volatile int messagesPerMinute = Integer.MAX_VALUE;

    MxSwitches() {
    }

    /**
     * When {@code 5.7.64} is said: {@link Phase#RCPT} or {@link Phase#END_OF_DATA}.
     * Default: the latter, as in Microsoft, "Exchange Online incorrectly flagged as possible open relay".
     */
    public MxSwitches relayRefusedAt(Phase phase) {
        this.relayRefusedAt = rcptOrData(phase);
        return this;
    }

    /** When {@code 5.7.51} is said: {@link Phase#RCPT} (default; not published) or {@link Phase#END_OF_DATA}. */
    public MxSwitches partnerRefusedAt(Phase phase) {
        this.partnerRefusedAt = rcptOrData(phase);
        return this;
    }

    /** When {@code 5.7.68} is said: {@link Phase#RCPT} (default; not published) or {@link Phase#END_OF_DATA}. */
    public MxSwitches directSendRefusedAt(Phase phase) {
        this.directSendRefusedAt = rcptOrData(phase);
        return this;
    }

    /** Messages of one client address in any 60 seconds; MAIL for one more is answered {@code 451 4.7.500}. Default: no limit, since none is published. */
    public MxSwitches messagesPerMinute(int most) {
        this.messagesPerMinute = most;
        return this;
    }

    int messagesPerMinute() {
        return messagesPerMinute;
    }

    /** When this verdict is told. */
    Phase phaseOf(Attribution.Verdict verdict) {
        return switch (verdict) {
            case NO_RELAY -> relayRefusedAt;
            case NOT_THE_PARTNER -> partnerRefusedAt;
            case DIRECT_SEND -> directSendRefusedAt;
            case TAKEN, NEEDS_TLS, STRANGER, UNKNOWN_RECIPIENT -> Phase.RCPT;
        };
    }

    private static Phase rcptOrData(Phase phase) {
        if (phase != Phase.RCPT && phase != Phase.END_OF_DATA) {
            throw new IllegalArgumentException("phase: " + phase + " (expected: RCPT or END_OF_DATA)");
        }
        return phase;
    }
}
