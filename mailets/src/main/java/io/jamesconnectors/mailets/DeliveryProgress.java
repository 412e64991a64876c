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

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

/**
 * How far the delivery of a mail has come; kept in the attributes of the mail, so that it survives restarts and moves between nodes.
 *
 * @param acceptedAt when the mail was first stored for a connector
 * @param failedAttempts how many attempts have failed
 * @param nextAttempt not to be tried before
 */
record DeliveryProgress(Instant acceptedAt, int failedAttempts, Optional<Instant> nextAttempt) {

    static DeliveryProgress startingAt(Instant now) {
        return new DeliveryProgress(now, 0, Optional.empty());
    }

    /** What {@code mail} says of itself; a mail that says nothing starts now. */
    static DeliveryProgress of(Mail mail, Instant now) {
        return new DeliveryProgress(
            instant(mail, MailAttributes.ACCEPTED_AT).orElse(now),
            AttributeUtils.getValueAndCastFromMail(mail, MailAttributes.FAILED_ATTEMPTS, Integer.class).orElse(0),
            instant(mail, MailAttributes.NEXT_ATTEMPT));
    }

    static boolean isNotedOn(Mail mail) {
        return mail.getAttribute(MailAttributes.ACCEPTED_AT).isPresent();
    }

    /** Forgets all: what is returned to its sender starts anew on its way back. */
    static void clear(Mail mail) {
        mail.removeAttribute(MailAttributes.ACCEPTED_AT);
        mail.removeAttribute(MailAttributes.FAILED_ATTEMPTS);
        mail.removeAttribute(MailAttributes.NEXT_ATTEMPT);
        mail.removeAttribute(MailAttributes.FAILED_DISPATCHES);
        mail.removeAttribute(MailAttributes.DELAY_TOLD);
        mail.removeAttribute(MailAttributes.REPORT);
        LastFailure.clear(mail);
    }

    DeliveryProgress failed(Instant now, Duration wait) {
        return new DeliveryProgress(acceptedAt, failedAttempts + 1, Optional.of(now.plus(wait)));
    }

    /** To be tried again, though no attempt has failed. */
    DeliveryProgress waiting(Instant now, Duration wait) {
        return new DeliveryProgress(acceptedAt, failedAttempts, Optional.of(now.plus(wait)));
    }

    Duration age(Instant now) {
        return Duration.between(acceptedAt, now);
    }

    /** How long the mail has still to wait; zero when it is due. */
    Duration remainingWait(Instant now) {
        return nextAttempt.filter(next -> next.isAfter(now)).map(next -> Duration.between(now, next)).orElse(Duration.ZERO);
    }

    void noteOn(Mail mail) {
        mail.setAttribute(new Attribute(MailAttributes.ACCEPTED_AT, AttributeValue.of(acceptedAt.toEpochMilli())));
        mail.setAttribute(new Attribute(MailAttributes.FAILED_ATTEMPTS, AttributeValue.of(failedAttempts)));
        nextAttempt.ifPresentOrElse(
            next -> mail.setAttribute(new Attribute(MailAttributes.NEXT_ATTEMPT, AttributeValue.of(next.toEpochMilli()))),
            () -> mail.removeAttribute(MailAttributes.NEXT_ATTEMPT));
    }

    private static Optional<Instant> instant(Mail mail, AttributeName name) {
        return AttributeUtils.getValueAndCastFromMail(mail, name, Long.class).map(Instant::ofEpochMilli);
    }
}
