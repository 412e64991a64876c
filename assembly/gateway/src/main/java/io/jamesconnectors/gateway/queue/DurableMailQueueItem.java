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

import javax.jms.JMSException;
import javax.jms.Message;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.mailet.Mail;

/** A mail being worked on. It is gone from the queue when {@link #done} with {@code SUCCESS} has returned, not before. */
final class DurableMailQueueItem implements MailQueueItem {
    /** Stores a mail again, as it was, for later. */
    interface PutBack {
        void putBack(Message message) throws JMSException;
    }

    private final Mail mail;
    private final Message message;
    private final PutBack putBack;
    private final Runnable settled;
    private final AtomicBoolean done = new AtomicBoolean();

    DurableMailQueueItem(Mail mail, Message message, PutBack putBack, Runnable settled) {
        this.mail = mail;
        this.message = message;
        this.putBack = putBack;
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
        try {
            if (status != CompletionStatus.SUCCESS) {
                // Stored again first: between the two steps the mail is there twice, never not at all.
                putBack.putBack(message);
            }
            message.acknowledge();
        } catch (JMSException e) {
            throw new MailQueueException("mail " + mail.getName() + ": could not be acknowledged", e);
        } finally {
            settled.run();
        }
    }
}
