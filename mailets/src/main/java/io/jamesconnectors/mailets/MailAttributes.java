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
package io.jamesconnectors.mailets;

import org.apache.mailet.AttributeName;

/**
 * The attributes that a mail carries while it waits for a connector. All values are longs, integers, booleans, strings or maps of strings, which every queue
 * keeps.
 */
public final class MailAttributes {
    /** When the mail was first stored for a connector: milliseconds since 1970, UTC (long). Its age decides when it is returned. */
    public static final AttributeName ACCEPTED_AT = AttributeName.of("io.jamesconnectors.delivery.acceptedAt");
    /** How many attempts have failed (integer). */
    public static final AttributeName FAILED_ATTEMPTS = AttributeName.of("io.jamesconnectors.delivery.failedAttempts");
    /** Not to be tried before: milliseconds since 1970, UTC (long). Holds even where the queue ignores delays. */
    public static final AttributeName NEXT_ATTEMPT = AttributeName.of("io.jamesconnectors.delivery.nextAttempt");
    /** Why the last attempt failed (string); see {@link LastFailure}. */
    public static final AttributeName LAST_REASON = AttributeName.of("io.jamesconnectors.delivery.lastReason");
    /** The server that was tried last, empty for none (string). */
    public static final AttributeName LAST_HOST = AttributeName.of("io.jamesconnectors.delivery.lastHost");
    /** The reply to the last attempt, {@code 450 4.4.316 text} (string). */
    public static final AttributeName LAST_REPLY = AttributeName.of("io.jamesconnectors.delivery.lastReply");
    /** How often storing the mail for its connectors has failed (integer). */
    public static final AttributeName FAILED_DISPATCHES = AttributeName.of("io.jamesconnectors.delivery.failedDispatches");
    /** Whether a mail without a sender is a report or another automatic answer (boolean); absent until somebody has looked. */
    public static final AttributeName REPORT = AttributeName.of("io.jamesconnectors.delivery.report");
    /** How often the mail has been handed to the processor for the server's own users (integer). */
    public static final AttributeName TIMES_HOME = AttributeName.of("io.jamesconnectors.delivery.timesHome");
    /** Whether the sender has been told that the mail is late (boolean); absent means not yet. */
    public static final AttributeName DELAY_TOLD = AttributeName.of("io.jamesconnectors.delivery.delayTold");
    /** The connector that gave up on the mail (string); for whoever handles the returned mail. */
    public static final AttributeName CONNECTOR = AttributeName.of("io.jamesconnectors.delivery.connector");

    /**
     * What the sender is told (string): {@code failed}, {@code delayed} or {@code relayed}. This and what follows is for {@link DeliveryStatusNotification}.
     */
    public static final AttributeName NOTICE_ACTION = AttributeName.of("io.jamesconnectors.notice.action");
    /** What we call ourselves (string). */
    public static final AttributeName NOTICE_REPORTED_BY = AttributeName.of("io.jamesconnectors.notice.reportedBy");
    /** When we took the mail: milliseconds since 1970, UTC (long). */
    public static final AttributeName NOTICE_ARRIVED_AT = AttributeName.of("io.jamesconnectors.notice.arrivedAt");
    /** When it was tried last: milliseconds since 1970, UTC (long). */
    public static final AttributeName NOTICE_LAST_ATTEMPT = AttributeName.of("io.jamesconnectors.notice.lastAttempt");
    /** When it is given up: milliseconds since 1970, UTC (long). */
    public static final AttributeName NOTICE_RETRY_UNTIL = AttributeName.of("io.jamesconnectors.notice.retryUntil");
    /** The last reply for each recipient (map of strings). */
    public static final AttributeName NOTICE_REPLIES = AttributeName.of("io.jamesconnectors.notice.replies");
    /** The server that was asked last for each recipient, empty for none (map of strings). */
    public static final AttributeName NOTICE_HOSTS = AttributeName.of("io.jamesconnectors.notice.hosts");

    /** Whether the notice must hold no more of the message than its header (boolean): it may leave by a way that the message must not take. */
    public static final AttributeName NOTICE_HEADER_ONLY = AttributeName.of("io.jamesconnectors.notice.headerOnly");

    /** The last error as one line, {@code 550 5.1.1 text} (string); James's own name, which {@code DSNBounce} reads. */
    public static final AttributeName DELIVERY_ERROR = AttributeName.of("delivery-error");
    /** The three-digit code of the last error (integer); James's own name, which {@code RemoteDeliveryFailedWithSMTPCode} reads. */
    public static final AttributeName DELIVERY_ERROR_CODE = AttributeName.of("delivery-error-code");
    /** Whether the other side refused for good (boolean); James's own name, which {@code IsRemoteDeliveryPermanentError} reads. */
    public static final AttributeName IS_DELIVERY_PERMANENT_ERROR = AttributeName.of("is-delivery-permanent-error");

    private MailAttributes() {
    }
}
