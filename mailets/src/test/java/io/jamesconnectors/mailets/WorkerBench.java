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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import javax.mail.MessagingException;

import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.apache.mailet.base.test.FakeMailContext;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.pace.PaceLedger;
import io.jamesconnectors.mailets.pace.Tempo;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;
import io.jamesconnectors.matchers.OutboundAttributes;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.trace.TraceNote;

/** A worker of the queue {@code connector-bank}, or of that of the only mailbox of another connector, with a configuration that the test swaps and a clock that goes on when the worker waits. */
final class WorkerBench {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    final MutableClock clock = MutableClock.at(NOW);
    final FakeMailContext context = FakeMailContext.defaultContext();
    final MemoryMailRepository repository = new MemoryMailRepository();
    final RecordingMetricFactory metrics = new RecordingMetricFactory();
    final ScriptedDelivery delivery = new ScriptedDelivery();
    final List<TraceNote> noted = new ArrayList<>();
    final MailTrace trace = new MailTrace(noted::add, clock);
    final List<Duration> pauses = new ArrayList<>();
    /** How much was taken from the queue at once after each refit. */
    final List<Integer> refits = new ArrayList<>();
    /** What was stored for other connectors: {@code queue [recipients]}. */
    final List<String> moved = new ArrayList<>();
    final List<MailImpl> movedMails = new ArrayList<>();
    final ScriptedQueue queue;
    final MutableRouteTable table;
    final Tempo tempo;
    Runnable whenPausing = () -> { };
    Delivery through = delivery;
    boolean honoursDelays = true;
    Optional<String> bounceProcessor = Optional.of("bounces");
    Optional<String> delayProcessor = Optional.of("delays");
    Optional<String> relayProcessor = Optional.of("relays");
    Placing placing;

    WorkerBench(Path folder, OutboundConnector... connectors) throws IOException {
        this(folder, List.of(), connectors);
    }

    WorkerBench(Path folder, List<AcceptedDomain> acceptedDomains, OutboundConnector... connectors) throws IOException {
        table = new MutableRouteTable(acceptedDomains, connectors);
        placing = Placing.inOnePlace(table);
        queue = new ScriptedQueue(queues(connectors[0]).stream().reduce((first, last) -> last).orElseThrow().asString());
        tempo = new Tempo(new PaceLedger(folder.resolve("connector-pace.txt")));
    }

    /** Works off one item with this mail. */
    void process(MailImpl mail) {
        Dispatch dispatch = new Dispatch(new Ways(table, placing), (to, what) -> {
            moved.add(to.asString() + " " + Mails.recipients(what));
            movedMails.add(copy(what));
        }, what -> moved.add("home " + Mails.recipients(what)), (connector, refusedMail, refused) -> {
            throw new IllegalStateException("refused where it was moved (expected: by the worker)");
        }, trace, clock);
        Pause pause = time -> {
            pauses.add(time);
            whenPausing.run();
            clock.advance(time);
        };
        Insistence insistence = new Insistence(pause, Duration.ofSeconds(1));
        Settlement settlement = new Settlement(new Undeliverable(context, "ours.test", bounceProcessor, repository, clock),
            new Notices(context, Terms.of(delayProcessor, relayProcessor), clock), insistence, new ActivityLog(clock), trace, clock, new Random(1));
        DeliveryWorker worker = new DeliveryWorker(name -> Optional.ofNullable(byQueue().get(name)), dispatch, new Ways(table, placing), new Attempt(through, placing, "ours.test", trace),
            settlement, () -> ThrottlingReplies.EXCHANGE_ONLINE, insistence, pause, clock);
        worker.process(new ConnectorQueue(queue.getName(), queue, new QueueTraits(honoursDelays, 1, QueueTraits.Sharing.NOTHING), DeliveryMetrics.of(metrics, queue.getName().asString()), tempo,
            () -> refits.add(tempo.atOnce(4, clock.instant()))), queue.item(mail));
    }

    /** The mail that was stored again last. */
    MailImpl storedLast() {
        return (MailImpl) queue.stored.get(queue.stored.size() - 1).mail();
    }

    static MailImpl ruled(String connector, String... recipients) {
        MailImpl mail = Mails.mail(recipients);
        mail.setAttribute(new Attribute(OutboundAttributes.CONNECTOR, AttributeValue.of(connector)));
        return mail;
    }

    static @Nullable Object attribute(SentMail mail, AttributeName name) {
        Attribute attribute = mail.getAttributes().get(name);
        return attribute == null ? null : attribute.getValue().value();
    }

    private Map<MailQueueName, OutboundConnector> byQueue() {
        Map<MailQueueName, OutboundConnector> found = new LinkedHashMap<>();
        table.connectors().forEach(connector -> queues(connector).forEach(name -> found.put(name, connector)));
        return found;
    }

    /** That of the connector, then those of its mailboxes. */
    private static List<MailQueueName> queues(OutboundConnector connector) {
        return Stream.concat(Stream.of(QueueNames.of(connector.name())),
            connector.submission().mailboxes().stream().map(mailbox -> QueueNames.of(connector.name(), Optional.of(mailbox)))).toList();
    }

    private static MailImpl copy(Mail mail) {
        try {
            return MailImpl.duplicate(mail);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
