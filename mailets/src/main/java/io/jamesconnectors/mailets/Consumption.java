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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.util.concurrent.ThreadFactoryBuilder;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.Usage;
import io.jamesconnectors.mailets.pace.PaceLedger;
import io.jamesconnectors.mailets.pace.Tempo;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * From start to stop: which queues are open, and how much of each is worked on at once. Follows the configuration: {@link #reconcile} after each change.
 * Queues are opened under the lock; storing and reading states takes none.
 */
final class Consumption {
    private static final Logger LOGGER = LoggerFactory.getLogger(Consumption.class);

    private final MailQueueFactory<?> queueFactory;
    private final RouteTable table;
    private final KnownQueues known;
    private final MetricFactory metrics;
    private final StopSignal stop;
    private final Duration firstWait;
    private final PaceLedger ledger;
    private final Consumer<MailQueueName> opening;
    private final Clock clock;
    private final Dispatch dispatch;
    private final Return byRequest;
    private final Claims claims = new Claims();
    private final DeliveryWorker worker;
    private final ScheduledExecutorService timer = timer();
    private final Map<MailQueueName, QueueLine> lines = new ConcurrentHashMap<>();
    private volatile Map<MailQueueName, OutboundConnector> connectors = Map.of();
    private boolean stopped;

    /** Gives a mail back once, for a request; interrupted when that fails. */
    @FunctionalInterface
    interface Return {
        void giveBack(ConnectorQueue queue, OutboundConnector connector, Mail mail, Map<MailAddress, Failure> failures) throws InterruptedException;
    }

    /** @param opening is told the name of each queue that is open now */
    Consumption(MailQueueFactory<?> queueFactory, RouteTable table, Ways ways, Dispatch.Home home, KnownQueues known, MetricFactory metrics, StopSignal stop, Duration firstWait, PaceLedger ledger, Consumer<MailQueueName> opening,
            BiFunction<Function<MailQueueName, Optional<OutboundConnector>>, Dispatch, DeliveryWorker> worker, Return byRequest, MailTrace trace, Clock clock) {
        this.queueFactory = queueFactory;
        this.table = table;
        this.known = known;
        this.metrics = metrics;
        this.stop = stop;
        this.firstWait = firstWait;
        this.ledger = ledger;
        this.opening = opening;
        this.byRequest = byRequest;
        this.clock = clock;
        this.dispatch = new Dispatch(ways, (queue, mail) -> line(queue).queue().queue().enQueue(mail), home, this::refuse, trace, clock);
        this.worker = worker.apply(this::outbound, dispatch);
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /** @throws MailQueueException when a queue can't be opened: better not to start than to strand its mail */
    synchronized void start() throws MailQueueException {
        connectors = byQueue();
        Set<MailQueueName> names = new LinkedHashSet<>(connectors.keySet());
        known.names().forEach(name -> names.add(MailQueueName.of(name)));
        queueFactory.listCreatedMailQueues().stream().filter(QueueNames::isConnectorQueue).forEach(names::add);
        for (MailQueueName name : names) {
            if (connectors.containsKey(name) || !isForgotten(name)) {
                open(name);
            }
        }
    }

    /** Opens the queues of new connectors, and fits all others to the configuration in force. */
    synchronized void reconcile() {
        if (stopped) {
            return;
        }
        connectors = byQueue();
        for (MailQueueName name : connectors.keySet()) {
            try {
                open(name);
            } catch (MailQueueException e) {
                LOGGER.error("queue={} open=failed: it is tried again with the next mail", name.asString(), e);
            }
        }
        lines.values().forEach(QueueLine::release);
    }

    List<QueueState> states() {
        return lines.values().stream().map(QueueLine::state).sorted(Comparator.comparing(QueueState::queue)).toList();
    }

    Optional<MailQueue> queue(MailQueueName name) {
        return Optional.ofNullable(lines.get(name)).map(line -> line.queue().queue());
    }

    /** The connector of a queue by the configuration in force. */
    Optional<ConnectorName> connector(MailQueueName name) {
        return outbound(name).map(OutboundConnector::name);
    }

    /** The open queues of a connector by the configuration in force: its own, and those of its mailboxes. */
    List<QueueLine> linesOf(ConnectorName connector) {
        MailQueueName own = QueueNames.of(connector);
        Stream<MailQueueName> ofMailboxes = outbound(own).stream()
            .flatMap(known -> known.submission().mailboxes().stream().map(mailbox -> QueueNames.of(connector, Optional.of(mailbox))));
        return Stream.concat(Stream.of(own), ofMailboxes).map(lines::get).filter(Objects::nonNull).toList();
    }

    /** All open queues. */
    Set<MailQueueName> open() {
        return Set.copyOf(lines.keySet());
    }

    /** What is used now of the limits of a connector, or of a mailbox of it; empty where it has no queue yet. */
    Optional<Usage> usage(OutboundConnector connector, Optional<Mailbox> mailbox) {
        return Optional.ofNullable(lines.get(QueueNames.of(connector.name(), mailbox))).map(line -> line.usage(connector));
    }

    /** How many mails wait in the queues of a connector; empty when one of them can't tell, or none is open. */
    OptionalLong waiting(ConnectorName connector) throws MailQueueException {
        OptionalLong sum = OptionalLong.empty();
        for (QueueLine line : linesOf(connector)) {
            OptionalLong more = line.waiting();
            if (more.isEmpty()) {
                return more;
            }
            sum = OptionalLong.of(sum.orElse(0) + more.getAsLong());
        }
        return sum;
    }

    void stop(Duration patience) {
        synchronized (this) {
            stopped = true;
        }
        timer.shutdownNow();
        lines.values().forEach(QueueLine::stop);
        stop.stop();
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        for (QueueLine line : lines.values()) {
            try {
                line.end(interrupted ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            ledger.close();
        } catch (IOException e) {
            LOGGER.warn("pace=unwritten: after the next start more counts as sent than was", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives a mail back, for a request. */
    void giveBack(QueueLine line, Mail mail, Map<MailAddress, Failure> failures) throws MailQueueException {
        OutboundConnector connector = outbound(line.queue().name())
            .orElseThrow(() -> new MailQueueException("queue " + line.queue().name().asString() + ": its connector is gone (expected: one in force)"));
        try {
            byRequest.giveBack(line.queue(), connector, mail, failures);
        } catch (InterruptedException e) {
            throw new MailQueueException("mail " + mail.getName() + ": could not be returned; the log says why", e);
        }
    }

    private void work(ConnectorQueue queue, MailQueueItem item) {
        Claims.Key key = new Claims.Key(queue.name(), item.getMail().getName());
        try {
            if (!claims.begin(key)) {
                worker.acknowledge(queue, item, CompletionStatus.SUCCESS);
                return;
            }
        } catch (InterruptedException e) {
            worker.acknowledge(queue, item, CompletionStatus.RETRY);
            Thread.currentThread().interrupt();
            return;
        }
        try {
            worker.process(queue, item);
        } finally {
            claims.end(key);
        }
    }

    private void refuse(OutboundConnector connector, Mail mail, Map<MailAddress, Failure> refused) throws MailQueueException {
        try {
            worker.refuse(line(QueueNames.of(connector.name())).queue(), connector, mail, refused);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailQueueException("mail " + mail.getName() + ": interrupted before it was returned", e);
        }
    }

    private QueueLine line(MailQueueName name) throws MailQueueException {
        QueueLine line = lines.get(name);
        return line == null ? open(name) : line;
    }

    private synchronized QueueLine open(MailQueueName name) throws MailQueueException {
        QueueLine line = lines.get(name);
        if (line != null) {
            return line;
        }
        if (stopped) {
            throw new MailQueueException("queue " + name.asString() + ": stopped (expected: started)");
        }
        if (!connectors.containsKey(name)) {
            connectors = byQueue();
        }
        try {
            known.remember(name.asString());
            MailQueue queue = queueFactory.createQueue(name, MailQueueFactory.prefetchCount(QueueLine.atOnce(outbound(name))));
            QueueTraits traits = QueueTraits.of(queue);
            ConnectorQueue opened = new ConnectorQueue(name, queue, traits, DeliveryMetrics.of(metrics, name.asString()),
                new Tempo(ledger), () -> refit(name));
            int subscriptions = Math.min(traits.subscriptions(), QueueLine.atOnce(outbound(name)));
            QueueConsumer consumer = new QueueConsumer(queue, subscriptions, item -> work(opened, item), timer, firstWait);
            QueueLine added = new QueueLine(opened, claims, consumer, () -> outbound(name), timer, clock);
            lines.put(name, added);
            added.start();
            opening.accept(name);
            return added;
        } catch (IOException e) {
            throw new MailQueueException("queue " + name.asString() + ": its name can't be kept", e);
        } catch (RuntimeException e) {
            // So do the JMS queues of James tell that their broker is away.
            throw new MailQueueException("queue " + name.asString() + ": can't be opened", e);
        }
    }

    /** A queue without connector and without mail needs no thread. It stays open, since James would hand out a closed one again. */
    private boolean isForgotten(MailQueueName name) throws MailQueueException {
        MailQueue queue = queueFactory.createQueue(name);
        try {
            if (queue instanceof ManageableMailQueue countable && countable.getSize() == 0) {
                known.forget(name.asString());
                return true;
            }
        } catch (IOException e) {
            LOGGER.warn("queue={} forget=failed", name.asString(), e);
        }
        return false;
    }

    /** What is cancelled leaves it at once. */
    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new ThreadFactoryBuilder().setNameFormat("connector-queues-timer").setDaemon(true).build());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private void refit(MailQueueName name) {
        QueueLine line = lines.get(name);
        if (line != null) {
            line.fit();
        }
    }

    private Optional<OutboundConnector> outbound(MailQueueName name) {
        return Optional.ofNullable(connectors.get(name));
    }

    private Map<MailQueueName, OutboundConnector> byQueue() {
        Map<MailQueueName, OutboundConnector> found = new HashMap<>();
        found.put(QueueNames.of(OutboundConnector.DEFAULT_ROUTE.name()), OutboundConnector.DEFAULT_ROUTE);
        for (OutboundConnector connector : table.connectors()) {
            found.put(QueueNames.of(connector.name()), connector);
            connector.submission().mailboxes().forEach(mailbox -> found.put(QueueNames.of(connector.name(), Optional.of(mailbox)), connector));
        }
        return Map.copyOf(found);
    }
}
