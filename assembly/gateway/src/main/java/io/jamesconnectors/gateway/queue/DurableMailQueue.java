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
package io.jamesconnectors.gateway.queue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.Session;
import javax.mail.MessagingException;
import javax.mail.internet.AddressException;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.util.ByteSequence;
import org.apache.james.core.MailAddress;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.activemq.ActiveMQCacheableMailQueue;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;

/**
 * One James mail queue on the embedded broker. The envelope is written and read by James's own class; this one decides where and how.
 *
 * <ul>
 *   <li>The body lies in the synced journal beside the envelope, not in a file that nobody syncs.</li>
 *   <li>Mail with a delay goes to {@link WaitingQueues}, out of the way of mail that is ready.</li>
 *   <li>An item is acknowledged alone, in any order; until then it belongs to this process and returns when the process dies.</li>
 *   <li>{@code RETRY} and {@code REJECT} put the mail back with a short delay: the broker's dead letter queue is never used.</li>
 *   <li>Reading never ends with an error: see {@link MailStream}.</li>
 * </ul>
 */
class DurableMailQueue extends ActiveMQCacheableMailQueue {
    private static final Logger LOGGER = LoggerFactory.getLogger(DurableMailQueue.class);

    /** Recipients that James's list, separated by semicolons, can't hold: one a line. */
    static final String RECIPIENTS_WITH_SEPARATOR = "JC_RECIPIENTS_WITH_SEPARATOR";
    /** How many recipients were stored, so that none is left out unseen. */
    static final String RECIPIENT_COUNT = "JC_RECIPIENT_COUNT";
    /** How long a mail rests that its worker gave back. */
    private static final Duration RETURN_DELAY = Duration.ofSeconds(5);
    private static final Duration LONGEST_DELAY = Duration.ofDays(3650);

    private final ActiveMQConnectionFactory connections;
    private final EmbeddedBroker broker;
    private final Producers producers;
    private final QueueNames names;
    private final Mover mover;
    private final ScheduledExecutorService scheduler;
    private final WaitingQueues waiting;
    private final Clock clock;
    private final List<MailStream> streams = new ArrayList<>();

    DurableMailQueue(ActiveMQConnectionFactory connections, EmbeddedBroker broker, Producers producers, ScheduledExecutorService scheduler, Clock clock,
            MailQueueItemDecoratorFactory decorators, MailQueueName name, MetricFactory metrics, GaugeRegistry gauges) {
        super(connections, decorators, name, false, metrics, gauges);
        this.connections = connections;
        this.broker = broker;
        this.producers = producers;
        this.names = QueueNames.of(name);
        this.mover = new Mover(connections, broker);
        this.scheduler = scheduler;
        this.clock = clock;
        this.waiting = new WaitingQueues(broker, names, mover, scheduler, clock);
    }

    @Override
    protected Map<String, Object> getJMSProperties(Mail mail, long nextDelivery) throws MessagingException {
        Map<String, Object> properties = super.getJMSProperties(mail, nextDelivery);
        List<String> plain = new ArrayList<>();
        List<String> odd = new ArrayList<>();
        for (MailAddress recipient : mail.getRecipients()) {
            String address = recipient.asString();
            (address.contains(JAMES_MAIL_SEPARATOR) ? odd : plain).add(address);
        }
        if (!odd.isEmpty()) {
            properties.put(JAMES_MAIL_RECIPIENTS, String.join(JAMES_MAIL_SEPARATOR, plain));
            properties.put(RECIPIENTS_WITH_SEPARATOR, String.join("\n", odd));
        }
        properties.put(RECIPIENT_COUNT, mail.getRecipients().size());
        return properties;
    }

    @Override
    protected void produceMail(Map<String, Object> properties, int priority, Mail mail) throws JMSException, MessagingException, IOException {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        // Setting properties has begun an empty body; end it, or it would take the place of ours when the message is sent.
        message.storeContent();
        Object due = properties.get(JAMES_NEXT_DELIVERY);
        long octets = Math.max(mail.getMessageSize(), 0);
        try {
            broker.bodiesBeingStored().acquire(octets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("mail " + mail.getName() + ": interrupted before it was stored", e);
        }
        try {
            message.setContent(content(mail));
            send(message, priority, due instanceof Long millis ? Instant.ofEpochMilli(millis) : Instant.EPOCH);
        } finally {
            broker.bodiesBeingStored().release(octets);
        }
    }

    /** Byte for byte, as long as nobody has changed the message: then it is neither parsed nor written anew. */
    private static ByteSequence content(Mail mail) throws MessagingException, IOException {
        try (InputStream in = new MimeMessageInputStream(mail.getMessage())) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length == 0) {
                throw new IOException("mail " + mail.getName() + ": an empty message (expected: header and body)");
            }
            return new ByteSequence(bytes);
        }
    }

    private void send(Message message, int priority, Instant due) throws JMSException {
        Instant now = clock.instant();
        if (!due.isAfter(now)) {
            producers.send(names.ready(), message, priority);
            return;
        }
        Instant latest = now.plus(LONGEST_DELAY);
        Instant rounded = WaitingQueues.rounded(now, due.isAfter(latest) ? latest : due);
        producers.send(waiting.queueFor(rounded), message, priority);
        waiting.expect(rounded);
    }

    @Override
    public Flux<MailQueueItem> deQueue() {
        return Flux.defer(() -> {
            MailStream stream = new MailStream(connections, names.ready(), this::item, broker.bodiesInHand());
            synchronized (streams) {
                streams.add(stream);
            }
            return stream.items();
        });
    }

    /** Nothing, when the message can't be read: it is then set aside, so that it neither blocks the queue nor is lost. */
    private @Nullable MailQueueItem item(Message message, Runnable settled) throws JMSException {
        try {
            Mail mail = read(message);
            dequeuedMailsMetric.increment();
            return mailQueueItemDecoratorFactory.decorate(new DurableMailQueueItem(mail, message, this::putBack, this::later, settled), queueName);
        } catch (MessagingException | JMSException | RuntimeException e) {
            ActiveMQQueue aside = new ActiveMQQueue("unreadable." + names.encoded());
            LOGGER.error("a mail of queue {} can't be read and is kept in broker queue {}", queueName.asString(), aside.getPhysicalName(), e);
            producers.send(aside, message, Message.DEFAULT_PRIORITY);
            message.acknowledge();
            return null;
        }
    }

    private void putBack(Message message) throws JMSException {
        send(copy(message), message.getJMSPriority(), clock.instant().plus(RETURN_DELAY));
    }

    private void later(Runnable task) {
        try {
            scheduler.schedule(task, RETURN_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("a mail of {} stays in its queue: the gateway stops", queueName.asString());
        }
    }

    private static Message copy(Message message) {
        return (Message) ((org.apache.activemq.command.Message) message).copy();
    }

    @Override
    protected MailImpl.Builder populateMail(Message message) throws JMSException {
        MailImpl.Builder builder = super.populateMail(message);
        String odd = message.getStringProperty(RECIPIENTS_WITH_SEPARATOR);
        if (odd != null) {
            for (String address : odd.split("\n", -1)) {
                try {
                    builder.addRecipient(new MailAddress(address));
                } catch (AddressException e) {
                    throw new IllegalStateException("stored recipient: not an address", e);
                }
            }
        }
        return builder;
    }

    /** As James's own reading, but without a copy of the body. */
    private Mail read(Message message) throws MessagingException, JMSException {
        if (!(message instanceof ActiveMQBytesMessage bytes)) {
            throw new MessagingException("stored mail: " + message.getClass().getSimpleName() + " (expected: a message of bytes)");
        }
        MailImpl mail = populateMail(message).build();
        if (bytes.propertyExists(RECIPIENT_COUNT) && bytes.getIntProperty(RECIPIENT_COUNT) != mail.getRecipients().size()) {
            // James leaves out what it can't parse.
            throw new MessagingException("stored recipients: " + mail.getRecipients().size() + " readable (expected: " + bytes.getIntProperty(RECIPIENT_COUNT) + ")");
        }
        mail.setMessageContent(new JournalSource(bytes.getJMSMessageID(), bytes.getContent()));
        return mail;
    }

    @Override
    public long getSize() {
        return broker.depth(names.ready()) + waiting.depth();
    }

    @Override
    public long flush() throws MailQueueException {
        try {
            return waiting.moveAll();
        } catch (JMSException e) {
            throw new MailQueueException("could not flush " + queueName.asString(), e);
        }
    }

    @Override
    public long clear() throws MailQueueException {
        return removeIf(message -> true);
    }

    @Override
    public long remove(Type type, String value) throws MailQueueException {
        long removed = type == Type.Name ? removeNamed(value) : 0;
        return removed > 0 ? removed : removeIf(new MailFilter(type, value));
    }

    /** Without touching the others, which takes no longer the more there are; but the broker looks for it only among the first of each queue. */
    private long removeNamed(String name) throws MailQueueException {
        String selector = JAMES_MAIL_NAME + " = '" + name.replace("'", "''") + "'";
        try {
            long removed = mover.remove(names.ready(), selector);
            for (ActiveMQQueue queue : waiting.queues()) {
                removed += mover.remove(queue, selector);
            }
            return removed;
        } catch (JMSException e) {
            throw new MailQueueException("could not remove mail from " + queueName.asString(), e);
        }
    }

    private long removeIf(Predicate<Message> unwanted) throws MailQueueException {
        try {
            long removed = mover.removeIf(names.ready(), unwanted);
            for (ActiveMQQueue queue : waiting.queues()) {
                removed += mover.removeIf(queue, unwanted);
            }
            return removed;
        } catch (JMSException e) {
            throw new MailQueueException("could not remove mail from " + queueName.asString(), e);
        }
    }

    @Override
    public MailQueueIterator browse() throws MailQueueException {
        List<ActiveMQQueue> all = new ArrayList<>();
        all.add(names.ready());
        all.addAll(waiting.queues());
        try {
            return new MailBrowser(connection.createSession(false, Session.AUTO_ACKNOWLEDGE), all, this::read);
        } catch (JMSException e) {
            throw new MailQueueException("could not browse " + queueName.asString(), e);
        }
    }

    @Override
    public void dispose() {
        synchronized (streams) {
            streams.forEach(MailStream::close);
            streams.clear();
        }
        super.dispose();
    }
}
