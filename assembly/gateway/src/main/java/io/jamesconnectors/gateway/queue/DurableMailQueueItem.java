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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import javax.jms.JMSException;
import javax.jms.Message;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail being worked on. It is gone from the queue when {@link #done} with {@code SUCCESS} has returned, not before. A mail that is given back but
 * can't be stored, as on a full disk, is tried again until it can: nobody else would do it, and it would lie unseen until the next start.
 */
final class DurableMailQueueItem implements MailQueueItem {
    /** Stores a mail again, as it was, for later. */
    interface PutBack {
        void putBack(Message message) throws JMSException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(DurableMailQueueItem.class);

    private final Mail mail;
    private final Message message;
    private final PutBack putBack;
    private final Consumer<Runnable> later;
    private final Runnable settled;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * @param later runs something after a while, or not at all when the queue is closed before
     * @param settled is run when nothing more will be done with the message
     */
    DurableMailQueueItem(Mail mail, Message message, PutBack putBack, Consumer<Runnable> later, Runnable settled) {
        this.mail = mail;
        this.message = message;
        this.putBack = putBack;
        this.later = later;
        this.settled = settled;
    }

    @Override
    public Mail getMail() {
        return mail;
    }

    @Override
    public void done(CompletionStatus status) throws MailQueueException {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        if (status == CompletionStatus.SUCCESS) {
            acknowledge();
        } else {
            giveBack();
        }
    }

    /** Stored again first: between the two steps the mail is there twice, never not at all. */
    private void giveBack() throws MailQueueException {
        try {
            putBack.putBack(message);
        } catch (JMSException | RuntimeException e) {
            later.accept(this::giveBackAgain);
            throw new MailQueueException("mail " + mail.getName() + ": could not be stored again; it is tried until it can", e);
        }
        acknowledge();
    }

    private void giveBackAgain() {
        try {
            giveBack();
        } catch (MailQueueException e) {
            LOGGER.warn("{}: {}", e.getMessage(), String.valueOf(e.getCause()));
        }
    }

    private void acknowledge() throws MailQueueException {
        try {
            message.acknowledge();
        } catch (JMSException e) {
            throw new MailQueueException("mail " + mail.getName() + ": could not be acknowledged", e);
        } finally {
            settled.run();
        }
    }
}
