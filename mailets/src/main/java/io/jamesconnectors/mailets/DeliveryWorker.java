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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.metrics.api.TimeMetric;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * Works off one item of a connector's queue: one attempt, and then every recipient is looked after before the item is acknowledged.
 *
 * <ol>
 *   <li>Recipients that belong to another connector by the configuration of this moment move to its queue, and leave the mail.</li>
 *   <li>Who is refused, as by the sending option of the connector, is given back; nothing is connected for that.</li>
 *   <li>What has to wait, for its time or for the pace of the connector, is stored again as it is.</li>
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
    private static final Duration PARKING = Duration.ofSeconds(1);

    private final Function<MailQueueName, Optional<OutboundConnector>> connectors;
    private final Dispatch dispatch;
    private final Ways ways;
    private final Attempt attempt;
    private final Settlement settlement;
    private final Supplier<ThrottlingReplies> throttling;
    private final Insistence insistence;
    private final Pause pause;
    private final PaceGate gate;
    private final Clock clock;

    /**
     * @param connectors the connector of a queue by the configuration in force; empty when there is none any more
     * @param dispatch moves recipients that belong to another connector
     * @param ways where each recipient goes, by the configuration in force
     * @param throttling the replies that mean that we are too fast, by the configuration in force
     */
    DeliveryWorker(Function<MailQueueName, Optional<OutboundConnector>> connectors, Dispatch dispatch, Ways ways, Attempt attempt,
            Settlement settlement, Supplier<ThrottlingReplies> throttling, Insistence insistence, Pause pause, Clock clock) {
        this.connectors = connectors;
        this.dispatch = dispatch;
        this.ways = ways;
        this.attempt = attempt;
        this.settlement = settlement;
        this.throttling = throttling;
        this.insistence = insistence;
        this.pause = pause;
        this.gate = new PaceGate(connectors, settlement, pause, clock);
        this.clock = clock;
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
        acknowledge(queue, item, status);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the queue that the item is done. */
    void acknowledge(ConnectorQueue queue, MailQueueItem item, CompletionStatus status) {
        Mail mail = item.getMail();
        try {
            item.done(status);
        } catch (MailQueueException | RuntimeException e) {
            LOGGER.error("queue={} mail={} acknowledgement=failed: it may be delivered again", queue.name().asString(), mail.getName(), e);
        } finally {
            LifecycleUtil.dispose(mail);
        }
    }

    private void workOff(ConnectorQueue queue, Mail mail) throws InterruptedException {
        try {
            Optional<OutboundConnector> connector = connectors.apply(queue.name());
            if (connector.isPresent() && !connector.get().enabled()) {
                settlement.storeAgain(queue, mail, remainingWait(mail));
                return;
            }
            Map<MailAddress, Way> found = ways.of(mail);
            moveWhatBelongsElsewhere(queue, mail, found);
            found.keySet().retainAll(mail.getRecipients());
            refuseWhatIsForbidden(queue, mail, found);
            if (mail.getRecipients().isEmpty()) {
                return;
            }
            if (isEarly(queue, mail)) {
                park(queue, mail);
            } else {
                deliver(queue, connector, mail, found);
            }
        } catch (InterruptedException | VirtualMachineError e) {
            // Neither says anything about this mail.
            throw e;
        } catch (Throwable e) {
            LOGGER.error("queue={} mail={} recipients={} processing=failed: it is put aside", queue.name().asString(), mail.getName(), mail.getRecipients(), e);
            settlement.putAside(mail, e);
        }
    }

    /**
     * Gives the mail back for those recipients who are refused, and takes them out of it.
     *
     * @param queue whose metrics count it
     */
    void refuse(ConnectorQueue queue, OutboundConnector connector, Mail mail, Map<MailAddress, Failure> refused) throws InterruptedException {
        settlement.conclude(queue, ways.holder(connector, mail), mail, Outcomes.refused(refused));
    }

    private void refuseWhatIsForbidden(ConnectorQueue queue, Mail mail, Map<MailAddress, Way> found) throws InterruptedException {
        Map<OutboundConnector, Map<MailAddress, Failure>> refused = new LinkedHashMap<>();
        found.forEach((recipient, way) -> {
            if (way instanceof Way.Refused no) {
                refused.computeIfAbsent(no.connector(), key -> new LinkedHashMap<>()).put(recipient, no.why());
            }
        });
        for (Map.Entry<OutboundConnector, Map<MailAddress, Failure>> entry : refused.entrySet()) {
            refuse(queue, entry.getKey(), mail, entry.getValue());
        }
    }

    private void deliver(ConnectorQueue queue, Optional<OutboundConnector> connector, Mail mail, Map<MailAddress, Way> found) throws Exception {
        Map<MailAddress, Way.Sent> sent = new LinkedHashMap<>();
        Map<MailAddress, Failure> held = new LinkedHashMap<>();
        boolean unclear = false;
        for (MailAddress recipient : mail.getRecipients()) {
            Way way = found.get(recipient);
            if (way instanceof Way.Sent known && connector.filter(known.connector()::equals).isPresent()) {
                sent.put(recipient, known);
            } else if (way instanceof Way.Held waiting && waiting.why().isPresent()) {
                held.put(recipient, waiting.why().get());
            } else {
                unclear = true;
            }
        }
        if (unclear) {
            // A reload is under way: the routes and the queues see different configurations.
            settlement.storeAgain(queue, mail, PARKING);
        } else if (sent.isEmpty()) {
            Holder holder = connector.map(known -> ways.holder(known, mail)).orElseGet(() -> Holder.ofRule(mail));
            settlement.postpone(queue, holder, mail, Outcomes.deferred(held));
        } else {
            send(queue, connector.orElseThrow(), mail, sent, Outcomes.deferred(held));
        }
    }

    private void send(ConnectorQueue queue, OutboundConnector connector, Mail mail, Map<MailAddress, Way.Sent> recipients, Outcomes left) throws Exception {
        Optional<PaceGate.Passage> passage = gate.letOut(queue, connector, mail);
        if (passage.isEmpty()) {
            return;
        }
        Attempt.Message message;
        try {
            message = attempt.prepare(connector, recipients.values(), mail);
        } catch (Throwable e) {
            passage.get().takeBack();
            throw e;
        }
        queue.metrics().attempts().increment();
        Holder holder = ways.holder(connector, mail);
        ThrottlingReplies tooFast = throttling.get();
        for (Transaction transaction : Transaction.of(recipients)) {
            TimeMetric latency = queue.metrics().latency();
            Outcomes outcomes = Outcomes.of(message.send(transaction), failure -> tooFast.contain(failure.asReply()),
                failure -> OwnFault.is(connector, failure));
            latency.stopAndPublish();
            left.deferToo(outcomes);
            settlement.conclude(queue, holder, mail, outcomes);
            if (outcomes.throttled() > 0) {
                queue.tempo().tooFast(clock.instant());
                queue.refit().run();
            } else if (!outcomes.delivered.isEmpty() && queue.tempo().delivered(clock.instant())) {
                queue.refit().run();
            }
        }
        if (left.isKnownToServer()) {
            passage.get().arrived();
        } else {
            passage.get().takeBack();
        }
        if (!left.deferred.isEmpty()) {
            settlement.postpone(queue, holder, mail, left);
        }
    }

    private void moveWhatBelongsElsewhere(ConnectorQueue queue, Mail mail, Map<MailAddress, Way> found) throws InterruptedException {
        List<MailAddress> moved = new ArrayList<>(mail.getRecipients());
        insistence.store(mail, "routing", () -> dispatch.moveFrom(queue.name(), mail, found), () -> dispatch.moveFrom(queue.name(), mail, found));
        moved.removeAll(mail.getRecipients());
        if (!moved.isEmpty()) {
            Settlement.DELIVERY.info("mail={} queue={} moved={}: they belong to another connector now", mail.getName(), queue.name().asString(), moved);
        }
    }

    /** On a queue that honours delays an early mail was let out by an administrator, and is tried. */
    private boolean isEarly(ConnectorQueue queue, Mail mail) {
        return !queue.traits().honoursDelays() && !remainingWait(mail).isZero();
    }

    /** Behind the others again, after a short while so that a queue of nothing but waiting mail is not a busy loop. */
    private void park(ConnectorQueue queue, Mail mail) throws InterruptedException {
        Duration wait = remainingWait(mail);
        pause.pause(wait.compareTo(PARKING) < 0 ? wait : PARKING);
        settlement.storeAgain(queue, mail, Duration.ZERO);
    }

    private Duration remainingWait(Mail mail) {
        Instant now = clock.instant();
        return DeliveryProgress.of(mail, now).remainingWait(now);
    }
}
