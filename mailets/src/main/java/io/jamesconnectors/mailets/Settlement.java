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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.notice.Advice;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * Looks after every recipient of a mail when an attempt is over: delivered and refused ones leave the mail, the others are stored again or, when the mail
 * has become too old, given back.
 *
 * <ul>
 *   <li>Where the connection was lost after the final dot the mail may have arrived. It is tried again, since a second copy is better than none, but not before
 *       five minutes: many a server finishes what it had begun, and then knows the message by its {@code Message-ID}.</li>
 *   <li>A reply that says that we are too fast is no failure of the message: it does not count as an attempt, and the connector slows down.</li>
 *   <li>What the catalogue of replies knows about a reply stands behind it in the log.</li>
 *   <li>The sender hears once that the mail is late, after an attempt, where {@code NOTIFY} allows it (RFC 3461 §5.2.5), and of failures
 *       where it wants to.</li>
 * </ul>
 */
final class Settlement {
    static final Logger DELIVERY = LoggerFactory.getLogger("io.jamesconnectors.delivery");
    private static final Duration WAIT_AFTER_UNKNOWN = Duration.ofMinutes(5);
    private static final Duration SHORTEST_THROTTLED_WAIT = Duration.ofSeconds(30);
    private static final double JITTER = 0.1;

    private final Undeliverable undeliverable;
    private final Notices notices;
    private final Insistence insistence;
    private final ActivityLog activity;
    private final MailTrace trace;
    private final Clock clock;
    private final RandomGenerator random;

    Settlement(Undeliverable undeliverable, Notices notices, Insistence insistence, ActivityLog activity, MailTrace trace, Clock clock, RandomGenerator random) {
        this.undeliverable = undeliverable;
        this.notices = notices;
        this.insistence = insistence;
        this.activity = activity;
        this.trace = trace;
        this.clock = clock;
        this.random = random;
    }

    /** Takes those out of the mail who were delivered or refused. */
    void conclude(ConnectorQueue queue, Holder holder, Mail mail, Outcomes outcomes) throws InterruptedException {
        remove(mail, outcomes.delivered.keySet());
        queue.metrics().delivered().add(outcomes.delivered.size());
        Health.delivered(activity.outbound(holder.connector()), outcomes, clock.instant());
        notices.tellOfRelay(mail, outcomes.delivered, holder);
        queue.metrics().refused().add(outcomes.refused.size());
        giveBack(queue, holder, mail, outcomes.refused, false);
    }

    /** Stores the mail again for those who were not served, or gives it back. */
    void postpone(ConnectorQueue queue, Holder holder, Mail mail, Outcomes outcomes) throws InterruptedException {
        Instant now = clock.instant();
        DeliveryProgress progress = DeliveryProgress.of(mail, now);
        queue.metrics().unknown().add(outcomes.unknown());
        queue.metrics().throttled().add(outcomes.throttled());
        if (holder.retry().isExpired(progress.age(now))) {
            giveBack(queue, holder, mail, outcomes.deferred, true);
            return;
        }
        boolean throttled = outcomes.throttled() > 0;
        Duration wait = throttled ? longer(SHORTEST_THROTTLED_WAIT, queue.tempo().pause(now)) : jittered(holder.retry().waitAfter(progress.failedAttempts() + 1));
        if (outcomes.unknown() > 0) {
            wait = longer(wait, WAIT_AFTER_UNKNOWN);
        }
        DeliveryProgress next = throttled ? progress.waiting(now, wait) : progress.failed(now, wait);
        next.noteOn(mail);
        queue.metrics().deferred().add(outcomes.deferred.size());
        String outcome = outcomes.unknown() > 0 ? "unknown" : throttled ? "throttled" : "deferred";
        trace.deferred(mail, holder, outcomes.deferred, outcome, wait.toSeconds());
        Failure first = outcomes.deferred.values().iterator().next();
        LastFailure.of(first).noteOn(mail);
        Health.deferred(activity.outbound(holder.connector()), holder, mail.getName(), outcomes, first, now);
        DELIVERY.info("mail={} connector=\"{}\" outcome={} deferred={} failed_attempts={} next_in={}s host={} reply=\"{}\" reason=\"{}\"{}",
            mail.getName(), unquoted(holder.connector().asString()), outcome,
            mail.getRecipients(), next.failedAttempts(), wait.toSeconds(), first.host(), unquoted(first.asReply()), unquoted(first.reason()), advice(first));
        notices.tellOfDelay(mail, progress.age(now), outcomes.deferred, holder);
        storeAgain(queue, mail, wait);
    }

    void storeAgain(ConnectorQueue queue, Mail mail, Duration wait) throws InterruptedException {
        insistence.store(mail, "storing",
            () -> queue.queue().enQueue(mail, wait),
            () -> undeliverable.keep(mail, mail.getRecipients(), "the queue did not take it again"));
    }

    /** Puts the mail aside for a person to look at. */
    void putAside(Mail mail, Throwable cause) throws InterruptedException {
        if (mail.getRecipients().isEmpty()) {
            return;
        }
        String error = "processing failed: " + cause;
        trace.putAside(mail, error);
        insistence.store(mail, "putting aside", () -> undeliverable.keep(mail, mail.getRecipients(), error), () -> undeliverable.keep(mail, mail.getRecipients(), error));
    }

    /** One notice for all recipients that failed with the same codes; none for those of whom the sender does not want to hear. */
    private void giveBack(ConnectorQueue queue, Holder holder, Mail mail, Map<MailAddress, Failure> failures, boolean expired) throws InterruptedException {
        Map<Alike, Map<MailAddress, Failure>> alike = new LinkedHashMap<>();
        DsnWishes wishes = DsnWishes.of(mail);
        failures.forEach((recipient, failure) -> alike.computeIfAbsent(
            new Alike(failure.code(), failure.enhanced(), !mail.hasSender() || wishes.of(recipient).wantsFailure()), key -> new LinkedHashMap<>()).put(recipient, failure));
        for (Map.Entry<Alike, Map<MailAddress, Failure>> entry : alike.entrySet()) {
            Set<MailAddress> recipients = entry.getValue().keySet();
            GivenUp why = new GivenUp(entry.getValue(), expired);
            if (entry.getKey().told()) {
                insistence.store(mail, "return",
                    () -> undeliverable.giveBack(mail, holder, why),
                    () -> undeliverable.keep(mail, recipients, why.error()));
            }
            trace.givenUp(mail, holder, entry.getValue(), expired);
            remove(mail, recipients);
            queue.metrics().returned().add(recipients.size());
            Health.failed(activity.outbound(holder.connector()), mail.getName(), entry.getValue().values(), clock.instant());
            why.byFailure().forEach((failure, returned) -> DELIVERY.info("mail={} connector=\"{}\" outcome={} returned={} told={} reply=\"{}\" reason=\"{}\"{}", mail.getName(),
                unquoted(holder.connector().asString()), expired ? "expired" : "refused", returned, entry.getKey().told(), unquoted(failure.asReply()), unquoted(failure.reason()), advice(failure)));
        }
    }

    /** What failures have in common that one notice can tell, and one set of attributes. */
    private record Alike(int code, EnhancedCode status, boolean told) {
    }

    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static String advice(Failure failure) {
        return Advice.on(failure.asReply(), failure.host())
            .map(entry -> " class=" + entry.kind().word() + " meaning=\"" + unquoted(entry.meaning()) + "\" remedy=\"" + unquoted(entry.remedy()) + "\"").orElse("");
    }

    private static String unquoted(String text) {
        return text.replace('"', '\'');
    }

    private static void remove(Mail mail, Collection<MailAddress> recipients) {
        if (!recipients.isEmpty()) {
            LinkedHashSet<MailAddress> left = new LinkedHashSet<>(mail.getRecipients());
            recipients.forEach(left::remove);
            mail.setRecipients(left);
        }
    }
}
