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

/** What is decided here about client submission: published figures, and choices where nothing is published. */
public final class SubmissionSwitches {
    private volatile boolean plainLogin;
    private volatile boolean oauthChallenge;
    private volatile Phase sendAsRefusedAt = Phase.END_OF_DATA;
    private volatile String sendAsReply = "550 5.7.60 SendAsDenied; %s not allowed to send as %s";
    private volatile int connections = 3;
    private volatile Phase connectionLimitAt = Phase.MAIL;
    private volatile int messagesPerMinute = 30;
    private volatile OverRate overRate = OverRate.REFUSED;
    private volatile int recipientsPerDay = 10_000;

    SubmissionSwitches() {
    }

    /**
     * Whether AUTH PLAIN works; it is not offered by itself, add it to {@link WireSwitches#keywordsAfterTls}.
     * Default: no, only LOGIN and XOAUTH2 are published.
     */
    public SubmissionSwitches plainLogin(boolean works) {
        this.plainLogin = works;
        return this;
    }

    /**
     * Whether a failed XOAUTH2 is answered {@code 334} with an error in JSON first, as Google publishes for this mechanism ("OAuth 2.0 Mechanism").
     * Default: no, since Microsoft's page shows the {@code 535} at once ("Authenticate an IMAP, POP or SMTP connection using OAuth").
     */
    public SubmissionSwitches oauthChallenge(boolean challenge) {
        this.oauthChallenge = challenge;
        return this;
    }

    /** When a foreign sender is refused: {@link Phase#MAIL} or {@link Phase#END_OF_DATA} (default; the From field is judged only there). */
    public SubmissionSwitches sendAsRefusedAt(Phase phase) {
        if (phase != Phase.MAIL && phase != Phase.END_OF_DATA) {
            throw new IllegalArgumentException("phase: " + phase + " (expected: MAIL or END_OF_DATA)");
        }
        this.sendAsRefusedAt = phase;
        return this;
    }

    /** The refusal of a foreign sender, with {@code %s} for the mailbox and for the sender. Published pages have 550 and 554; default 550. */
    public SubmissionSwitches sendAsReply(String format) {
        this.sendAsReply = format;
        return this;
    }

    /** Connections at the same time for one mailbox. Default: 3. */
    public SubmissionSwitches connections(int most) {
        this.connections = most;
        return this;
    }

    /** When a connection too many is refused: {@link Phase#AUTH}, {@link Phase#MAIL} (default) or {@link Phase#END_OF_DATA}. */
    public SubmissionSwitches connectionLimitAt(Phase phase) {
        if (phase != Phase.AUTH && phase != Phase.MAIL && phase != Phase.END_OF_DATA) {
            throw new IllegalArgumentException("phase: " + phase + " (expected: AUTH, MAIL or END_OF_DATA)");
        }
        this.connectionLimitAt = phase;
        return this;
    }

    /** Messages of one mailbox in any 60 seconds. Default: 30. */
    public SubmissionSwitches messagesPerMinute(int most) {
        this.messagesPerMinute = most;
        return this;
    }

    /** What becomes of messages above that rate. Default: {@link OverRate#REFUSED}. */
    public SubmissionSwitches overRate(OverRate behaviour) {
        this.overRate = behaviour;
        return this;
    }

    /** Recipients of one mailbox in any 24 hours. Default: 10,000. */
    public SubmissionSwitches recipientsPerDay(int most) {
        this.recipientsPerDay = most;
        return this;
    }

    boolean plainLogin() {
        return plainLogin;
    }

    boolean oauthChallenge() {
        return oauthChallenge;
    }

    Phase sendAsRefusedAt() {
        return sendAsRefusedAt;
    }

    String sendAsReply(String mailbox, String sender) {
        return String.format(sendAsReply, mailbox, sender);
    }

    int connections() {
        return connections;
    }

    Phase connectionLimitAt() {
        return connectionLimitAt;
    }

    int messagesPerMinute() {
        return messagesPerMinute;
    }

    OverRate overRate() {
        return overRate;
    }

    int recipientsPerDay() {
        return recipientsPerDay;
    }
}
