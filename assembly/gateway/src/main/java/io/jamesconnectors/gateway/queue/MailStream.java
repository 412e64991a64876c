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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;

import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The mails of one broker queue, one at a time, as fast as they are asked for, without end.
 *
 * <p>An error of the broker is logged and the stream goes on after a second: whoever reads a queue has nobody who would start him again.
 * The mails come by turns from several connections, since an acknowledgement waits for the disk and those of one connection wait for each other.
 * Nothing is fetched before it is asked for, so an idle stream holds no mail. It blocks the thread that subscribes.
 *
 * <p>When the subscriber cancels, the connections are closed as soon as all that he was given is done: what he was not given any more returns
 * to the queue by that.
 */
final class MailStream implements AutoCloseable {
    /** Makes an item of a message; nothing when it has dealt with it otherwise. */
    interface Items {
        /** @param settled to be run when the item is done, however it ends */
        @Nullable MailQueueItem of(Message message, Runnable settled) throws JMSException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(MailStream.class);
    private static final int LANES = 4;
    private static final long LISTEN_MILLIS = 1_000;

    private final ConnectionFactory connections;
    private final ActiveMQQueue queue;
    private final Items items;
    private final List<Lane> lanes = new ArrayList<>();
    private int turn;
    private final BodyMemory bodies;
    private int inHand;
    private boolean cancelled;
    private boolean closed;

    /** @param bodies room for the bodies of what is given out; without room one at a time is given out */
    MailStream(ConnectionFactory connections, ActiveMQQueue queue, Items items, BodyMemory bodies) {
        this.connections = connections;
        this.queue = queue;
        this.items = items;
        this.bodies = bodies;
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane());
        }
    }

    Flux<MailQueueItem> items() {
        return Mono.defer(this::next).repeat().doOnCancel(this::cancel);
    }

    private void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        closeWhenIdle();
    }

    private void settled(long octets) {
        bodies.release(octets);
        synchronized (this) {
            inHand--;
        }
        closeWhenIdle();
    }

    private void closeWhenIdle() {
        boolean idle;
        synchronized (this) {
            idle = cancelled && inHand == 0 && !closed;
        }
        if (idle) {
            close();
        }
    }

    /** Whether a message may still be given out, which then counts as given out. */
    private synchronized boolean giveOut() {
        if (cancelled || closed) {
            return false;
        }
        inHand++;
        return true;
    }

    private Mono<MailQueueItem> next() {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (hasInHand() && !bodies.awaitRoom(LISTEN_MILLIS)) {
                return Mono.empty();
            }
        } catch (InterruptedException e) {
            // The thread is to end; another round would only spin.
            Thread.currentThread().interrupt();
            return Mono.never();
        }
        Lane lane = lanes.get(turn);
        try {
            MessageConsumer consumer = lane.consumer();
            if (consumer == null) {
                return Mono.never();
            }
            Message message = consumer.receive(LISTEN_MILLIS);
            if (message == null) {
                return Mono.empty();
            }
            turn = (turn + 1) % LANES;
            if (!giveOut()) {
                return Mono.never();
            }
            return Mono.justOrEmpty(item(message));
        } catch (JMSException | RuntimeException | VirtualMachineError e) {
            // Even where memory was short: Reactor would let the thread die and tell nobody, and the queue would never be read again.
            recover(lane, e);
            return Mono.empty();
        }
    }

    private @Nullable MailQueueItem item(Message message) throws JMSException {
        MailQueueItem item = null;
        long octets = message instanceof ActiveMQMessage stored && stored.getContent() != null ? stored.getContent().getLength() : 0;
        bodies.add(octets);
        try {
            item = items.of(message, () -> settled(octets));
            return item;
        } finally {
            if (item == null) {
                settled(octets);
            }
        }
    }

    private void recover(Lane lane, Throwable error) {
        if (isClosed() || Thread.currentThread().isInterrupted()) {
            return;
        }
        LOGGER.warn("reading {} failed, going on: {}", queue.getPhysicalName(), error.toString());
        lane.close();
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean hasInHand() {
        return inHand > 0;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the stream. What it gave out and was not acknowledged is given out again by the next one. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        lanes.forEach(Lane::close);
    }

    private final class Lane {
        private @Nullable Connection connection;
        private @Nullable MessageConsumer consumer;

        /** Nothing once the stream is closed. */
        @Nullable MessageConsumer consumer() throws JMSException {
            synchronized (MailStream.this) {
                if (closed) {
                    return null;
                }
                MessageConsumer open = consumer;
                if (open == null) {
                    Connection opened = connections.createConnection();
                    connection = opened;
                    opened.start();
                    open = opened.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE).createConsumer(queue);
                    consumer = open;
                }
                return open;
            }
        }

        void close() {
            Connection open;
            synchronized (MailStream.this) {
                open = connection;
                connection = null;
                consumer = null;
            }
            Quietly.close(open);
        }
    }
}
