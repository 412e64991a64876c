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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;

/**
 * Works off one item of a connector's queue: one attempt, and then every recipient is looked after before the item is acknowledged.
 *
 * <ol>
 *   <li>Delivered recipients leave the mail at once, so whatever happens next, they are not tried again.</li>
 *   <li>Refused recipients are given back to the sender, and leave the mail.</li>
 *   <li>The others are stored again for later, or given back when the mail has become too old.</li>
 *   <li>Only then is the item done, once, with success. When the server stops before, or is out of memory, it goes back to its queue.</li>
 * </ol>
 * A crash between two steps repeats what came before it: the mail may arrive twice, and is never lost. What can't be processed at all is put aside
 * in the repository for undeliverable mail.
 */
final class DeliveryWorker {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryWorker.class);
    private static final Logger DELIVERY = LoggerFactory.getLogger("io.jamesconnectors.delivery");
    private static final Duration PARKING = Duration.ofSeconds(1);
    private static final double JITTER = 0.1;

    private final Function<MailQueueName, Optional<OutboundConnector>> connectors;
    private final Dispatch dispatch;
    private final Attempt attempt;
    private final Undeliverable undeliverable;
    private final Insistence insistence;
    private final Pause pause;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param connectors the connector of a queue by the configuration in force; empty when there is none any more
     * @param dispatch routes mail of connectors that are gone
     */
    DeliveryWorker(Function<MailQueueName, Optional<OutboundConnector>> connectors, Dispatch dispatch, Attempt attempt, Undeliverable undeliverable,
            Insistence insistence, Pause pause, Clock clock, RandomGenerator random) {
        this.connectors = connectors;
        this.dispatch = dispatch;
        this.attempt = attempt;
        this.undeliverable = undeliverable;
        this.insistence = insistence;
        this.pause = pause;
        this.clock = clock;
        this.random = random;
    }

    /** Never throws; the item is done when this returns. */
    void process(ConnectorQueue queue, MailQueueItem item) {
        Mail mail = item.getMail();
        boolean interrupted = false;
        CompletionStatus status = CompletionStatus.SUCCESS;
        try {
            workOff(queue, mail);
        } catch (InterruptedException e) {
            interrupted = true;
            status = CompletionStatus.RETRY;
        } catch (Throwable e) {
            LOGGER.error("queue={} mail={} processing=failed: it goes back to its queue", queue.name().asString(), mail.getName(), e);
            status = CompletionStatus.RETRY;
        }
        try {
            item.done(status);
        } catch (MailQueueException | RuntimeException e) {
            LOGGER.error("queue={} mail={} acknowledgement=failed: it may be delivered again", queue.name().asString(), mail.getName(), e);
        } finally {
            LifecycleUtil.dispose(mail);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void workOff(ConnectorQueue queue, Mail mail) throws InterruptedException {
        try {
            Optional<OutboundConnector> connector = connectors.apply(queue.name());
            if (connector.isEmpty()) {
                routeAnew(queue, mail);
            } else if (!connector.get().enabled()) {
                storeAgain(queue, mail, remainingWait(mail));
            } else if (isEarly(queue, mail)) {
                park(queue, mail);
            } else {
                deliver(queue, connector.get(), mail);
            }
        } catch (InterruptedException | VirtualMachineError e) {
            // Neither says anything about this mail.
            throw e;
        } catch (Throwable e) {
            LOGGER.error("queue={} mail={} recipients={} processing=failed: it is put aside", queue.name().asString(), mail.getName(), mail.getRecipients(), e);
            putAside(mail, e);
        }
    }

    private void deliver(ConnectorQueue queue, OutboundConnector connector, Mail mail) throws Exception {
        Attempt.Message message = attempt.prepare(connector, mail);
        Map<MailAddress, Failure> deferred = new LinkedHashMap<>();
        for (Transaction transaction : Transaction.of(connector, mail.getRecipients())) {
            Map<MailAddress, RecipientOutcome> outcomes = message.send(transaction);
            List<MailAddress> delivered = new ArrayList<>();
            Map<MailAddress, Failure> refused = new LinkedHashMap<>();
            outcomes.forEach((recipient, outcome) -> {
                if (outcome instanceof RecipientOutcome.Delivered) {
                    delivered.add(recipient);
                } else if (outcome instanceof RecipientOutcome.Refused no) {
                    refused.put(recipient, no.failure());
                } else if (outcome instanceof RecipientOutcome.Deferred later) {
                    deferred.put(recipient, later.failure());
                } else if (outcome instanceof RecipientOutcome.Unknown unknown) {
                    deferred.put(recipient, unknown.failure());
                }
            });
            remove(mail, delivered);
            queue.metrics().delivered().add(delivered.size());
            giveBack(queue, connector, mail, refused, false);
        }
        if (deferred.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        DeliveryProgress progress = DeliveryProgress.of(mail, now);
        if (connector.retry().isExpired(progress.age(now))) {
            giveBack(queue, connector, mail, deferred, true);
            return;
        }
        Duration wait = jittered(connector.retry().waitAfter(progress.failedAttempts() + 1));
        DeliveryProgress next = progress.failed(now, wait);
        next.noteOn(mail);
        queue.metrics().deferred().add(deferred.size());
        Failure first = deferred.values().iterator().next();
        DELIVERY.info("mail={} connector=\"{}\" deferred={} failed_attempts={} next_in={}s host={} floor={} reply=\"{}\" reason=\"{}\"", mail.getName(), connector.name(),
            mail.getRecipients(), next.failedAttempts(), wait.toSeconds(), first.host(), connector.tlsSettings().word(), unquoted(first.asReply()), unquoted(first.reason()));
        storeAgain(queue, mail, wait);
    }

    /** One notice for all recipients that failed for the same reason. */
    private void giveBack(ConnectorQueue queue, OutboundConnector connector, Mail mail, Map<MailAddress, Failure> failures, boolean expired) throws InterruptedException {
        Map<GivenUp, List<MailAddress>> byReason = new LinkedHashMap<>();
        failures.forEach((recipient, failure) -> byReason.computeIfAbsent(new GivenUp(failure, expired), key -> new ArrayList<>()).add(recipient));
        for (Map.Entry<GivenUp, List<MailAddress>> entry : byReason.entrySet()) {
            GivenUp why = entry.getKey();
            List<MailAddress> recipients = entry.getValue();
            insistence.store(mail, "return",
                () -> undeliverable.giveBack(mail, recipients, connector, why),
                () -> undeliverable.keep(mail, recipients, why.error()));
            remove(mail, recipients);
            queue.metrics().returned().add(recipients.size());
            DELIVERY.info("mail={} connector=\"{}\" returned={} expired={} reason=\"{}\"", mail.getName(), connector.name(), recipients, expired, unquoted(why.last().asReply()));
        }
    }

    private void routeAnew(ConnectorQueue queue, Mail mail) throws InterruptedException {
        DELIVERY.info("mail={} queue={} recipients={} routed=anew: its connector is gone", mail.getName(), queue.name().asString(), mail.getRecipients());
        insistence.store(mail, "routing", () -> dispatch.enqueue(mail), () -> dispatch.enqueue(mail));
    }

    private void storeAgain(ConnectorQueue queue, Mail mail, Duration wait) throws InterruptedException {
        insistence.store(mail, "storing",
            () -> queue.queue().enQueue(mail, wait),
            () -> undeliverable.keep(mail, mail.getRecipients(), "the queue did not take it again"));
    }

    private void putAside(Mail mail, Throwable cause) throws InterruptedException {
        if (mail.getRecipients().isEmpty()) {
            return;
        }
        String error = "processing failed: " + cause;
        insistence.store(mail, "putting aside", () -> undeliverable.keep(mail, mail.getRecipients(), error), () -> undeliverable.keep(mail, mail.getRecipients(), error));
    }

    /** On a queue that honours delays an early mail was let out by an administrator, and is tried. */
    private boolean isEarly(ConnectorQueue queue, Mail mail) {
        return !queue.traits().honoursDelays() && !remainingWait(mail).isZero();
    }

    /** Behind the others again, after a short while so that a queue of nothing but waiting mail is not a busy loop. */
    private void park(ConnectorQueue queue, Mail mail) throws InterruptedException {
        Duration wait = remainingWait(mail);
        pause.pause(wait.compareTo(PARKING) < 0 ? wait : PARKING);
        storeAgain(queue, mail, Duration.ZERO);
    }

    private Duration remainingWait(Mail mail) {
        Instant now = clock.instant();
        return DeliveryProgress.of(mail, now).remainingWait(now);
    }

    private Duration jittered(Duration wait) {
        return wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble()));
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
