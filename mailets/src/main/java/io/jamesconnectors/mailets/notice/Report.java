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
package io.jamesconnectors.mailets.notice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.EnhancedCode;

/**
 * What is told of the recipients of one mail, who all share one fate.
 *
 * @param reportedBy what we call ourselves: a domain name or an address literal
 * @param envelopeId by which the sender knows the transaction again, decoded (RFC 3461 §4.4)
 * @param arrivedAt when we took the mail
 * @param lastAttempt when it was tried last
 * @param retryUntil when it is given up, of a mail that is late
 * @param recipients at least one
 */
public record Report(Action action, String reportedBy, Optional<String> envelopeId, Optional<Instant> arrivedAt, Optional<Instant> lastAttempt,
        Optional<Instant> retryUntil, List<Recipient> recipients) {

    /**
     * One recipient.
     *
     * @param address as SMTP writes it
     * @param original as the sender wrote it, decoded (RFC 3461 §4.2)
     */
    public record Recipient(String address, Optional<String> original, Answer answer) {
    }

    public Report {
        requireNonNull(action, "action");
        requireNonNull(reportedBy, "reportedBy");
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: at least one)");
        }
    }

    EnhancedCode status(Recipient recipient) {
        return recipient.answer().status(action);
    }
}
