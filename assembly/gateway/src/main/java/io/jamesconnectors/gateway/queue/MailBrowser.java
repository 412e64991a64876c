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

import java.time.Instant;
import java.time.ZoneId;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.QueueBrowser;
import javax.jms.Session;
import javax.mail.MessagingException;

import org.apache.activemq.command.ActiveMQQueue;
import org.apache.james.queue.api.ManageableMailQueue.DefaultMailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.apache.james.queue.jms.JMSSupport;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through several broker queues, one after the other, without taking anything. Mail that can't be read is left out. */
final class MailBrowser implements MailQueueIterator {
    private static final Logger LOGGER = LoggerFactory.getLogger(MailBrowser.class);

    /** Reads a stored mail. */
    interface Reader {
        Mail read(Message message) throws MessagingException, JMSException;
    }

    private final Session session;
    private final Iterator<ActiveMQQueue> queues;
    private final Reader reader;
    private @Nullable QueueBrowser browser;
    private @Nullable Enumeration<?> messages;
    private @Nullable MailQueueItemView next;

    MailBrowser(Session session, List<ActiveMQQueue> queues, Reader reader) {
        this.session = session;
        this.queues = queues.iterator();
        this.reader = reader;
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            Enumeration<?> open = messages;
            if (open != null && open.hasMoreElements()) {
                next = view((Message) open.nextElement());
            } else if (queues.hasNext()) {
                open(queues.next());
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public MailQueueItemView next() {
        MailQueueItemView view = hasNext() ? next : null;
        if (view == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return view;
    }

    private void open(ActiveMQQueue queue) {
        Quietly.close(browser);
        try {
            QueueBrowser opened = session.createBrowser(queue);
            browser = opened;
            messages = opened.getEnumeration();
        } catch (JMSException e) {
            throw new IllegalStateException("can't browse " + queue.getPhysicalName(), e);
        }
    }

    private static Instant due(Message message) throws JMSException {
        return Instant.ofEpochMilli(message.getLongProperty(JMSSupport.JAMES_NEXT_DELIVERY));
    }

    private @Nullable MailQueueItemView view(Message message) {
        try {
            return new DefaultMailQueueItemView(reader.read(message), due(message).atZone(ZoneId.systemDefault()));
        } catch (MessagingException | JMSException | RuntimeException e) {
            LOGGER.warn("a stored mail can't be read: {}", e.toString());
            return null;
        }
    }

    @Override
    public void close() {
        Quietly.close(browser);
        Quietly.close(session);
    }
}
