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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import javax.mail.MessagingException;

import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.mailrepository.api.MailRepository;
import org.apache.james.mailrepository.api.MailRepositoryPath;
import org.apache.james.mailrepository.api.MailRepositoryStore;
import org.apache.james.mailrepository.api.MailRepositoryStore.MailRepositoryStoreException;
import org.apache.james.mailrepository.api.MailRepositoryUrl;
import org.apache.james.mailrepository.api.Protocol;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.MailetContext;
import org.jspecify.annotations.Nullable;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.Usage;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.pace.PaceLedger;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.smtp.health.HostState;
import io.jamesconnectors.trace.TraceSink;

/**
 * The queues of all outbound connectors, and what keeps them consumed. Started by the first {@link ConnectorDelivery}, stopped by the last.
 *
 * <ul>
 *   <li>Each connector has a queue, {@code connector-…}, with threads of its own: at most its {@code maxConnections} mails at once. Of a connector with mailboxes each
 *       mailbox has one, {@code connector-…_as_…}, so that none waits for the pace of another. A queue is open while it is used; see {@link OpenQueues}.</li>
 *   <li>A connector that is switched off keeps its waiting mail: the queue is not consumed until it is switched on or removed.</li>
 *   <li>A connector that has used up its pace, or that the other side finds too fast, leaves its mail in its queue until it may send again. What has been
 *       sent in hours and days is remembered in {@code var/connector-pace.txt}.</li>
 *   <li>Routes are read again at each attempt: recipients that belong to another connector meanwhile move to its queue.</li>
 *   <li>A connector or mailbox that is removed or renamed leaves its mail to the routes in force: the rest of its queue is routed anew, after a restart too.</li>
 *   <li>Stopping ends consumption first, lets attempts come to their end for 30 seconds, and leaves the rest in the queues. The {@link Delivery} and the {@link TraceSink} are
 *       closed then, and by nobody before: James destroys its singletons while mailets still work.</li>
 * </ul>
 *
 * Needs bindings for its constructor parameters; James has all but {@link Delivery}, {@link TraceSink} and {@link LiveConnectors}.
 */
@Singleton
public final class ConnectorQueues implements ConnectorDesk {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(30);
    private static final Duration A_WHILE_AGO = Duration.ofMinutes(1);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final String KNOWN_QUEUES = FileSystem.FILE_PROTOCOL_AND_VAR + "connector-queues.txt";
    private static final String PACE = FileSystem.FILE_PROTOCOL_AND_VAR + "connector-pace.txt";
    private static final MailRepositoryPath UNDELIVERABLE = MailRepositoryPath.from("var/mail/undeliverable");

    private final MailQueueFactory<?> queueFactory;
    private final RouteTable table;
    private final Function<Boolean, Placing> placing;
    private final Delivery delivery;
    private final MailRepositoryStore repositories;
    private final FileSystem fileSystem;
    private final MetricFactory metrics;
    private final ActivityLog activity;
    private final QueueGauges gauges;
    private final HostGauges hosts;
    private final MetricRemoval removal;
    private final TraceSink trace;
    private final Clock clock;
    private volatile @Nullable Consumption consumption;
    private volatile @Nullable DeliveryTerms terms;
    private int users;

    @Inject
    public ConnectorQueues(MailQueueFactory<?> queueFactory, LiveConnectors live, Delivery delivery, MailRepositoryStore repositories, FileSystem fileSystem,
            MetricFactory metrics, GaugeRegistry gauges, MetricRemoval removal, ActivityLog activity, TraceSink trace, Clock clock, Places places, LoopAlarm alarm) {
        this(queueFactory, RouteTable.of(live), keepsMailboxes -> new LivePlacing(places, RouteTable.of(live), alarm, keepsMailboxes, clock), delivery, repositories, fileSystem, metrics, gauges, removal, activity, trace, clock);
    }

    /** @param placing where recipients live, for a server that keeps mailboxes or one that keeps none */
    ConnectorQueues(MailQueueFactory<?> queueFactory, RouteTable table, Function<Boolean, Placing> placing, Delivery delivery, MailRepositoryStore repositories, FileSystem fileSystem,
            MetricFactory metrics, GaugeRegistry gauges, MetricRemoval removal, ActivityLog activity, TraceSink trace, Clock clock) {
        this.queueFactory = queueFactory;
        this.table = table;
        this.placing = placing;
        this.delivery = delivery;
        this.repositories = repositories;
        this.fileSystem = fileSystem;
        this.metrics = metrics;
        this.activity = activity;
        this.gauges = new QueueGauges(gauges, name -> Optional.ofNullable(consumption).flatMap(current -> current.queue(name)), () -> consumption != null, clock);
        this.removal = removal;
        this.hosts = new HostGauges(gauges, delivery, name -> Optional.ofNullable(consumption).flatMap(current -> current.connector(name)));
        this.trace = trace;
        this.clock = clock;
        table.onSwap(this::reconcile);
    }

    /** Whether mail of this connector is taken from all its open queues, or waits because the connector is switched off; false before the start. */
    public boolean isConsuming(ConnectorName connector) {
        Consumption current = consumption;
        return current != null && current.linesOf(connector).stream().map(QueueLine::state).allMatch(QueueState::consuming);
    }

    @Override
    public boolean isSlowedDown(ConnectorName connector) {
        return linesOf(connector).stream().anyMatch(QueueLine::isSlowedDown);
    }

    @Override
    public Backlog backlog(ConnectorName connector, Duration fresh) {
        Consumption current = consumption;
        if (current == null) {
            return Backlog.UNKNOWN;
        }
        List<QueueLine> open = current.linesOf(connector);
        return open.isEmpty() ? Backlog.NONE : open.stream().map(line -> gauges.backlog(line.queue().name(), fresh)).reduce(Backlog.UNKNOWN, Backlog::and);
    }

    @Override
    public Map<String, Long> sums(ConnectorName connector) {
        Consumption current = consumption;
        return current == null ? Map.of() : current.sums(connector);
    }

    @Override
    public Backlog backlog() {
        Consumption current = consumption;
        return current == null ? Backlog.UNKNOWN : current.open().stream().map(queue -> gauges.backlog(queue, A_WHILE_AGO)).reduce(Backlog.UNKNOWN, Backlog::and);
    }

    @Override
    public List<HostState> hosts(ConnectorName connector) {
        return delivery.hosts(connector);
    }

    @Override
    public ConnectorCounters counters(ConnectorName connector) {
        return delivery.counters(connector);
    }

    /**
     * How many mails wait for this connector or are being worked on, delayed ones too; empty when nobody can tell.
     * Asks the queue, which may take a while.
     *
     * @throws MailQueueException when the queue fails to answer
     */
    public OptionalLong waiting(ConnectorName connector) throws MailQueueException {
        Consumption current = consumption;
        return current == null ? OptionalLong.empty() : current.waiting(connector);
    }

    /** What is used now of the limits of a connector, or of a mailbox of it; empty before the start. Asks the queue, which may take a while. */
    public Optional<Usage> usage(OutboundConnector connector, Optional<Mailbox> mailbox) {
        return Optional.ofNullable(consumption).map(current -> current.usage(connector, mailbox));
    }

    /** What we call ourselves in EHLO; empty before the start. */
    public Optional<String> heloName() {
        return Optional.ofNullable(terms).map(DeliveryTerms::heloName);
    }

    /** All queues that are open; none before the start. */
    public List<QueueState> states() {
        Consumption current = consumption;
        return current == null ? List.of() : current.states();
    }

    /** @throws MessagingException when something that the terms or the queues need is missing, or an earlier start had other terms */
    synchronized void start(DeliveryTerms wanted, MailetContext context) throws MessagingException {
        if (users > 0 && !wanted.equals(terms)) {
            throw new MessagingException("ConnectorDelivery: " + wanted + " (expected: the parameters of the first such mailet: " + terms + ")");
        }
        if (users == 0) {
            StopSignal stop = new StopSignal();
            Insistence insistence = new Insistence(stop, FIRST_WAIT);
            Undeliverable undeliverable = new Undeliverable(context, wanted.heloName(), wanted.bounceProcessor(), repository(wanted.undeliverable()), clock);
            MailTrace noting = new MailTrace(trace, clock);
            Notices notices = new Notices(context, wanted, clock);
            Settlement settlement = new Settlement(undeliverable, notices, insistence, activity, noting, clock, new Random());
            Placing placed = placing.apply(wanted.localProcessor().isPresent());
            Ways ways = new Ways(table, placed);
            Settlement byRequest = new Settlement(undeliverable, notices, Insistence.once(), activity, noting, clock, new Random());
            Consumption next = new Consumption(queueFactory, table, ways, new LocalProcessor(context, wanted.localProcessor()), knownQueues(), metrics, stop, FIRST_WAIT, ledger(), new Shown(), (queues, dispatch) -> new DeliveryWorker(
                queues, dispatch, ways, new Attempt(delivery, placed, wanted.heloName(), noting), settlement, table::throttling, insistence, stop, clock),
                (queue, connector, mail, failures) -> byRequest.conclude(queue, ways.holder(connector, mail), mail, Outcomes.refused(failures)), noting, clock);
            begin(next);
            consumption = next;
            // The configuration may have changed after its queues were opened, and before anyone could have told it.
            next.reconcile();
            terms = wanted;
        }
        users++;
    }

    void stop() {
        Consumption last;
        synchronized (this) {
            if (users == 0 || --users > 0) {
                return;
            }
            last = consumption;
            consumption = null;
        }
        if (last != null) {
            last.stop(TIME_TO_STOP);
            delivery.close();
            trace.close();
        }
    }

    /** @throws MailQueueException when there is no started {@link ConnectorDelivery} */
    Dispatch dispatch() throws MailQueueException {
        Consumption current = consumption;
        if (current == null) {
            throw new MailQueueException("connector queues: stopped (expected: started)");
        }
        return current.dispatch();
    }

    MailRepositoryUrl defaultRepository() {
        return MailRepositoryUrl.fromPathAndProtocol(repositories.defaultProtocol().orElseGet(() -> new Protocol("file")), UNDELIVERABLE);
    }

    private static void begin(Consumption next) throws MailQueueException {
        try {
            next.start();
        } catch (MailQueueException | RuntimeException e) {
            next.stop(Duration.ZERO);
            throw e;
        }
    }

    private final class Shown implements Consumption.Shown {
        @Override
        public void opened(MailQueueName queue) {
            gauges.show(queue);
            // Connections are counted for the connector: under the names of its mailboxes too they would count several times.
            if (!QueueNames.isOfMailbox(queue)) {
                hosts.show(queue);
            }
        }

        @Override
        public void gone(Set<MailQueueName> queues) {
            Set<String> names = queues.stream().map(MailQueueName::asString).collect(Collectors.toSet());
            if (removal.removeAll(metric -> names.contains(metric.substring(0, Math.max(0, metric.indexOf('.')))))) {
                gauges.forget(queues);
                hosts.forget(queues);
            }
        }
    }

    /** Closes queues that nobody uses; see {@link OpenQueues#look}. It is done twice a minute anyway. */
    void look() {
        Consumption current = consumption;
        if (current != null) {
            current.look();
        }
    }

    private void reconcile() {
        Consumption current = consumption;
        if (current != null) {
            current.reconcile();
        }
        activity.forgetQuiet();
    }

    @Override
    public List<WaitingMail> waiting(ConnectorName connector, int offset, int limit) throws MailQueueException {
        List<WaitingMail> found = new ArrayList<>();
        int passed = offset;
        for (QueueLine line : linesOf(connector)) {
            int wanted = limit - found.size();
            if (wanted > 0) {
                // Asked for from the start, since nobody knows how many of the queue can be seen.
                List<WaitingMail> mails = line.desk().waiting(0, passed + wanted);
                found.addAll(mails.subList(Math.min(passed, mails.size()), mails.size()));
                passed = Math.max(0, passed - mails.size());
            }
        }
        return found;
    }

    @Override
    public Handled retry(ConnectorName connector, String id) throws MailQueueException {
        return handle(connector, line -> line.desk().retry(id));
    }

    @Override
    public Handled giveBack(ConnectorName connector, String id) throws MailQueueException {
        Consumption current = consumption;
        return current == null ? Handled.MISSING : handle(connector, line -> line.desk().giveBack(id, (mail, failures) -> current.giveBack(line, mail, failures)));
    }

    @Override
    public long retryAll(ConnectorName connector) throws MailQueueException {
        long done = 0;
        for (QueueLine line : linesOf(connector)) {
            done += line.desk().retryAll();
        }
        return done;
    }

    private interface Handling {
        Handled on(QueueLine line) throws MailQueueException;
    }

    private Handled handle(ConnectorName connector, Handling handling) throws MailQueueException {
        for (QueueLine line : linesOf(connector)) {
            Handled handled = handling.on(line);
            if (handled != Handled.MISSING) {
                return handled;
            }
        }
        return Handled.MISSING;
    }

    private List<QueueLine> linesOf(ConnectorName connector) {
        Consumption current = consumption;
        return current == null ? List.of() : current.linesOf(connector);
    }

    private MailRepository repository(MailRepositoryUrl url) throws MessagingException {
        try {
            return repositories.select(url);
        } catch (MailRepositoryStoreException e) {
            throw new MessagingException("undeliverable: " + url.asString() + " (expected: a repository that mailrepositorystore.xml knows)", e);
        }
    }

    private PaceLedger ledger() throws MessagingException {
        try {
            return new PaceLedger(fileSystem.getFile(PACE).toPath());
        } catch (IOException e) {
            throw new MessagingException(PACE + ": can't be read", e);
        }
    }

    private KnownQueues knownQueues() throws MessagingException {
        try {
            Path file = fileSystem.getFile(KNOWN_QUEUES).toPath();
            return new KnownQueues(file);
        } catch (IOException e) {
            throw new MessagingException(KNOWN_QUEUES + ": can't be read", e);
        }
    }
}
