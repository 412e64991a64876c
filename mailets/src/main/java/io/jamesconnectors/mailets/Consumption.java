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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
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

/** From start to stop: how much of each open queue is worked on at once, and by whom. Follows the configuration: {@link #reconcile} after each change. */
final class Consumption {
    private static final Logger LOGGER = LoggerFactory.getLogger(Consumption.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
    private static final Duration TIME_TO_LOOK_AWAY = Duration.ofSeconds(5);

    private final RouteTable table;
    private final MetricFactory metrics;
    private final StopSignal stop;
    private final Duration firstWait;
    private final PaceLedger ledger;
    private final Shown shown;
    private final Clock clock;
    private final Dispatch dispatch;
    private final Return byRequest;
    private final Claims claims = new Claims();
    private final DeliveryWorker worker;
    private final ScheduledExecutorService timer = timer("connector-queues-timer");
    private final ScheduledExecutorService looks = timer("connector-queues-looks");
    private final OpenQueues queues;
    private final Map<MailQueueName, DeliveryMetrics> counted = new ConcurrentHashMap<>();
    private volatile Map<MailQueueName, OutboundConnector> connectors = Map.of();

    /** Who shows the queues. */
    interface Shown {
        /** It is open now. */
        void opened(MailQueueName queue);

        /** They are closed, and belong to no connector any more. */
        void gone(Set<MailQueueName> queues);
    }

    /** Gives a mail back once, for a request; interrupted when that fails. */
    @FunctionalInterface
    interface Return {
        void giveBack(ConnectorQueue queue, OutboundConnector connector, Mail mail, Map<MailAddress, Failure> failures) throws InterruptedException;
    }

    Consumption(MailQueueFactory<?> queueFactory, RouteTable table, Ways ways, Dispatch.Home home, KnownQueues known, MetricFactory metrics, StopSignal stop, Duration firstWait, PaceLedger ledger, Shown shown,
            BiFunction<Function<MailQueueName, Optional<OutboundConnector>>, Dispatch, DeliveryWorker> worker, Return byRequest, MailTrace trace, Clock clock) {
        this.table = table;
        this.metrics = metrics;
        this.stop = stop;
        this.firstWait = firstWait;
        this.ledger = ledger;
        this.shown = shown;
        this.byRequest = byRequest;
        this.clock = clock;
        this.dispatch = new Dispatch(ways, this::store, home, this::refuse, trace, clock);
        this.worker = worker.apply(this::outbound, dispatch);
        this.queues = new OpenQueues(queueFactory, known, new Lines());
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /** @throws MailQueueException when a queue can't be opened: better not to start than to strand its mail */
    void start() throws MailQueueException {
        readConnectors();
        queues.start();
        looks.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Fits all open queues to the configuration in force. */
    void reconcile() {
        readConnectors();
        queues.lines().forEach(QueueLine::release);
    }

    /** Closes what nobody uses; see {@link OpenQueues#look}. */
    void look() {
        try {
            queues.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOGGER.error("queues=unwatched: they are looked at again", e);
        }
    }

    List<QueueState> states() {
        return queues.lines().stream().map(QueueLine::state).sorted(Comparator.comparing(QueueState::queue)).toList();
    }

    Optional<MailQueue> queue(MailQueueName name) {
        return queues.find(name).map(line -> line.queue().queue());
    }

    /** The connector of a queue by the configuration in force. */
    Optional<ConnectorName> connector(MailQueueName name) {
        return outbound(name).map(OutboundConnector::name);
    }

    /** The open queues of a connector by the configuration in force: its own, and those of its mailboxes. */
    List<QueueLine> linesOf(ConnectorName connector) {
        return names(connector).flatMap(name -> queues.find(name).stream()).toList();
    }

    /** All open queues. */
    Set<MailQueueName> open() {
        return queues.lines().stream().map(line -> line.queue().name()).collect(Collectors.toSet());
    }

    /** What is used now of the limits of a connector, or of a mailbox of it. */
    Usage usage(OutboundConnector connector, Optional<Mailbox> mailbox) {
        MailQueueName name = QueueNames.of(connector.name(), mailbox);
        return queues.find(name).map(line -> line.usage(connector)).orElseGet(() -> new Usage(0, QueueLine.atOnce(Optional.of(connector)),
            ledger.used(PaceGate.allowances(name, connector), clock.instant()), 0, Duration.ZERO, OptionalLong.of(0)));
    }

    /** What was counted for a connector in all its queues since the start, by name. */
    Map<String, Long> sums(ConnectorName connector) {
        Map<String, Long> sums = new TreeMap<>(DeliveryMetrics.NOTHING);
        names(connector).map(counted::get).filter(Objects::nonNull).forEach(metrics -> metrics.sums().forEach((name, sum) -> sums.merge(name, sum, Long::sum)));
        return sums;
    }

    /** How many mails wait in the queues of a connector; empty when one of them can't tell. */
    OptionalLong waiting(ConnectorName connector) throws MailQueueException {
        long sum = 0;
        for (QueueLine line : linesOf(connector)) {
            OptionalLong more = line.waiting();
            if (more.isEmpty()) {
                return more;
            }
            sum += more.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    void stop(Duration patience) {
        queues.stop();
        looks.shutdownNow();
        timer.shutdownNow();
        queues.lines().forEach(QueueLine::stop);
        stop.stop();
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        for (QueueLine line : queues.lines()) {
            try {
                line.end(interrupted ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        try {
            looks.awaitTermination(interrupted ? 0 : TIME_TO_LOOK_AWAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        queues.kept().forEach(QueueLine::close);
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
            worker.refuse(queues.line(QueueNames.of(connector.name())).queue(), connector, mail, refused);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailQueueException("mail " + mail.getName() + ": interrupted before it was returned", e);
        }
    }

    private void store(MailQueueName queue, Mail mail) throws MailQueueException {
        boolean stored = false;
        while (!stored) {
            stored = queues.line(queue).enQueue(mail);
        }
    }

    private final class Lines implements OpenQueues.Lines {
        @Override
        public boolean isInForce(MailQueueName name) {
            return connectors.containsKey(name);
        }

        @Override
        public int atOnce(MailQueueName name) {
            if (!isInForce(name)) {
                // Mail goes by a new configuration from its first moment on, and that moment may be now.
                readConnectors();
            }
            return QueueLine.atOnce(outbound(name));
        }

        @Override
        public QueueLine of(MailQueueName name, MailQueue queue) {
            QueueTraits traits = QueueTraits.of(queue);
            ConnectorQueue opened = new ConnectorQueue(name, queue, traits, count(name),
                new Tempo(ledger), () -> queues.find(name).ifPresent(QueueLine::fit));
            QueueConsumer consumer = new QueueConsumer(queue, Math.min(traits.subscriptions(), atOnce(name)), item -> work(opened, item), timer, firstWait);
            return new QueueLine(opened, claims, consumer, () -> outbound(name), timer, clock);
        }

        /** Where all mail goes by mailboxes, the queue of the connector itself is shown too, since its connections are. */
        @Override
        public void opened(MailQueueName name) {
            shown.opened(name);
            outbound(name).map(connector -> QueueNames.of(connector.name())).filter(own -> !own.equals(name)).ifPresent(own -> {
                count(own);
                shown.opened(own);
            });
        }

        @Override
        public void stillOpen(Set<MailQueueName> names) {
            Set<MailQueueName> gone = counted.keySet().stream().filter(name -> !names.contains(name) && !isInForce(name)).collect(Collectors.toSet());
            if (!gone.isEmpty()) {
                counted.keySet().removeAll(gone);
                shown.gone(gone);
            }
        }
    }

    private DeliveryMetrics count(MailQueueName name) {
        return counted.computeIfAbsent(name, key -> DeliveryMetrics.of(metrics, key.asString()));
    }

    /** What is cancelled leaves it at once. */
    private static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private Optional<OutboundConnector> outbound(MailQueueName name) {
        return Optional.ofNullable(connectors.get(name));
    }

    private Stream<MailQueueName> names(ConnectorName connector) {
        MailQueueName own = QueueNames.of(connector);
        return Stream.concat(Stream.of(own), outbound(own).stream()
            .flatMap(known -> known.submission().mailboxes().stream().map(mailbox -> QueueNames.of(connector, Optional.of(mailbox)))));
    }

    /** One after the other, so that the last one sees the last configuration. */
    private synchronized void readConnectors() {
        Map<MailQueueName, OutboundConnector> found = new HashMap<>();
        found.put(QueueNames.of(OutboundConnector.DEFAULT_ROUTE.name()), OutboundConnector.DEFAULT_ROUTE);
        for (OutboundConnector connector : table.connectors()) {
            found.put(QueueNames.of(connector.name()), connector);
            connector.submission().mailboxes().forEach(mailbox -> found.put(QueueNames.of(connector.name(), Optional.of(mailbox)), connector));
        }
        connectors = found;
    }
}
