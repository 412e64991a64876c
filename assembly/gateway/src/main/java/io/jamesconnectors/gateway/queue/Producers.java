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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Session;

import org.apache.activemq.command.ActiveMQQueue;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that only send. A send waits for the disk; since the journal syncs all that has come meanwhile at once,
 * several connections that wait together are several times as fast as one. All mail queues share them.
 */
final class Producers implements AutoCloseable {
    private final ConnectionFactory connections;
    private final BlockingQueue<Lane> free = new LinkedBlockingQueue<>();
    private final List<Lane> all = new ArrayList<>();

    Producers(ConnectionFactory connections, int lanes) {
        this.connections = connections;
        for (int i = 0; i < lanes; i++) {
            Lane lane = new Lane();
            all.add(lane);
            free.add(lane);
        }
    }

    /** Returns when the message is on disk. After an error it may or may not be. */
    void send(ActiveMQQueue queue, Message message, int priority) throws JMSException {
        Lane lane = take();
        try {
            lane.producer().send(queue, message, DeliveryMode.PERSISTENT, priority, Message.DEFAULT_TIME_TO_LIVE);
        } catch (JMSException e) {
            lane.close();
            throw e;
        } finally {
            free.add(lane);
        }
    }

    private Lane take() throws JMSException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JMSException("interrupted before the message was sent");
        }
    }

    @Override
    public void close() {
        all.forEach(Lane::close);
    }

    /** One connection, opened when first needed and again after an error. */
    private final class Lane {
        private @Nullable Connection connection;
        private @Nullable MessageProducer producer;

        synchronized MessageProducer producer() throws JMSException {
            MessageProducer open = producer;
            if (open == null) {
                Connection opened = connections.createConnection();
                connection = opened;
                opened.start();
                open = opened.createSession(false, Session.AUTO_ACKNOWLEDGE).createProducer(null);
                open.setDisableMessageTimestamp(true);
                producer = open;
            }
            return open;
        }

        synchronized void close() {
            Quietly.close(connection);
            connection = null;
            producer = null;
        }
    }
}
