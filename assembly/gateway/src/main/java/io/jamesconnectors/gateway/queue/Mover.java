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

import java.util.function.Predicate;

import javax.jms.Connection;
import javax.jms.ConnectionFactory;
import javax.jms.DeliveryMode;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageConsumer;
import javax.jms.MessageProducer;
import javax.jms.Session;

import org.apache.activemq.command.ActiveMQQueue;

/** Moves or removes messages in transactions: a crash or an error leaves each message in exactly one place. */
final class Mover {
    private static final int MESSAGES_PER_TRANSACTION = 100;
    private static final long BYTES_PER_TRANSACTION = 8L * 1024 * 1024;
    private static final long PATIENCE_MILLIS = 250;

    private final ConnectionFactory connections;
    private final EmbeddedBroker broker;

    Mover(ConnectionFactory connections, EmbeddedBroker broker) {
        this.connections = connections;
        this.broker = broker;
    }

    /** Moves what is in one queue to another; how many messages that were. */
    long moveAll(ActiveMQQueue from, ActiveMQQueue to) throws JMSException {
        return pass(from, to, message -> false).kept();
    }

    /**
     * Removes the messages of a queue that the test is true for; how many that were. The others keep their order.
     * Messages being delivered are not touched.
     */
    long removeIf(ActiveMQQueue queue, Predicate<Message> unwanted) throws JMSException {
        return pass(queue, queue, unwanted).dropped();
    }

    /** Removes what the selector selects among the messages that the broker has in memory; how many that were. Messages being delivered are not touched. */
    long remove(ActiveMQQueue queue, String selector) throws JMSException {
        if (broker.depth(queue) == 0) {
            return 0;
        }
        Connection connection = connections.createConnection();
        try {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(queue, selector);
            long removed = 0;
            while (consumer.receive(PATIENCE_MILLIS) != null) {
                removed++;
            }
            session.commit();
            return removed;
        } finally {
            Quietly.close(connection);
        }
    }

    private record Passed(long kept, long dropped) {
    }

    private Passed pass(ActiveMQQueue from, ActiveMQQueue to, Predicate<Message> drop) throws JMSException {
        long limit = broker.depth(from);
        if (limit == 0) {
            return new Passed(0, 0);
        }
        Connection connection = connections.createConnection();
        try {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(from);
            MessageProducer producer = session.createProducer(to);
            long seen = 0;
            long kept = 0;
            long inTransaction = 0;
            long bytes = 0;
            Message message;
            while (seen < limit && (message = consumer.receive(PATIENCE_MILLIS)) != null) {
                seen++;
                inTransaction++;
                bytes += ((org.apache.activemq.command.Message) message).getSize();
                if (!drop.test(message)) {
                    producer.send(message, DeliveryMode.PERSISTENT, message.getJMSPriority(), Message.DEFAULT_TIME_TO_LIVE);
                    kept++;
                }
                if (inTransaction == MESSAGES_PER_TRANSACTION || bytes > BYTES_PER_TRANSACTION) {
                    session.commit();
                    inTransaction = 0;
                    bytes = 0;
                }
            }
            session.commit();
            return new Passed(kept, seen - kept);
        } finally {
            Quietly.close(connection);
        }
    }
}
