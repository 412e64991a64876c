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

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.apache.james.queue.api.ManageableMailQueue.Type;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.session.Phase;

/**
 * What an administrator does with the mail that waits in one queue. All of it goes through {@link Claims}, so that nothing is lost, and nothing is sent and returned.
 *
 * <ul>
 *   <li>What is to be tried at once is stored anew, due now, under another name, and then taken out of the queue under its old one.</li>
 *   <li>What is returned goes back to its sender as a mail that is given up does, and is then taken out of the queue.</li>
 *   <li>A crash between the two steps leaves the mail there twice, or returned and still waiting; it is never lost.</li>
 * </ul>
 */
final class QueueDesk {
    private static final Pattern STORED_ANEW = Pattern.compile("(.*)-again-[0-9a-f]{1,16}");
    private static final EnhancedCode TIME_EXPIRED = new EnhancedCode(5, 4, 300);

    private final ConnectorQueue queue;
    private final Claims claims;
    private final Clock clock;

    QueueDesk(ConnectorQueue queue, Claims claims, Clock clock) {
        this.queue = queue;
        this.claims = claims;
        this.clock = clock;
    }

    /** Gives a mail back to its sender; what it works on is a copy. */
    @FunctionalInterface
    interface Return {
        void giveBack(Mail copy, Map<MailAddress, Failure> failures) throws MailQueueException;
    }

    /** The mails that wait, those that are wanted; as far as the queue shows them. */
    List<WaitingMail> waiting(int offset, int limit) throws MailQueueException {
        List<WaitingMail> found = new ArrayList<>();
        MailQueueIterator mails = manageable().browse();
        try {
            Instant now = clock.instant();
            for (int i = 0; i < offset + limit && mails.hasNext(); i++) {
                MailQueueItemView view = mails.next();
                if (i >= offset) {
                    found.add(WaitingMail.of(view, now));
                }
            }
        } finally {
            mails.close();
        }
        return found;
    }

    /** Has a mail tried at once. */
    ConnectorDesk.Handled retry(String id) throws MailQueueException {
        return handle(id, mail -> {
            try {
                Mail anew = copy(mail, nameAnew(mail.getName()));
                anew.removeAttribute(MailAttributes.NEXT_ATTEMPT);
                queue.queue().enQueue(anew);
            } catch (MessagingException e) {
                throw new MailQueueException("mail " + id + ": can't be copied", e);
            }
        });
    }

    /** Returns a mail to its sender. */
    ConnectorDesk.Handled giveBack(String id, Return back) throws MailQueueException {
        return handle(id, mail -> {
            try {
                Mail copy = copy(mail, mail.getName());
                Optional<LastFailure> last = LastFailure.of(mail);
                Failure failure = new Failure(Failure.Kind.PERMANENT, Phase.QUEUE, last.map(LastFailure::host).orElse(""), "", 550, TIME_EXPIRED,
                    "Returned by the administrator" + last.map(known -> ": " + known.reply()).orElse(""),
                    "returned by request" + last.map(known -> "; it waited since: " + known.reason()).orElse(""));
                Map<MailAddress, Failure> failures = new LinkedHashMap<>();
                copy.getRecipients().forEach(recipient -> failures.put(recipient, failure));
                back.giveBack(copy, failures);
            } catch (MessagingException e) {
                throw new MailQueueException("mail " + id + ": can't be copied", e);
            }
        });
    }

    /** Has all mails tried at once; how many that are. */
    long retryAll() throws MailQueueException {
        if (queue.traits().honoursDelays()) {
            return manageable().flush();
        }
        long done = 0;
        for (WaitingMail mail : waiting(0, ConnectorDesk.MOST_AT_ONCE)) {
            done += mail.nextAttempt().isPresent() && retry(mail.id()) == ConnectorDesk.Handled.DONE ? 1 : 0;
        }
        return done;
    }

    private interface Deed {
        void on(Mail mail) throws MailQueueException;
    }

    private ConnectorDesk.Handled handle(String id, Deed deed) throws MailQueueException {
        Claims.Key key = new Claims.Key(queue.name(), id);
        if (find(id).isEmpty()) {
            return ConnectorDesk.Handled.MISSING;
        }
        if (!claims.claim(key)) {
            return ConnectorDesk.Handled.BUSY;
        }
        boolean ended = false;
        try {
            // What was found before may have been worked on until it was claimed.
            Optional<Mail> mail = find(id);
            if (mail.isEmpty()) {
                return ConnectorDesk.Handled.MISSING;
            }
            deed.on(mail.get());
            ended = true;
            manageable().remove(Type.Name, id);
            return ConnectorDesk.Handled.DONE;
        } finally {
            claims.release(key, ended);
        }
    }

    private Optional<Mail> find(String id) throws MailQueueException {
        MailQueueIterator mails = manageable().browse();
        try {
            while (mails.hasNext()) {
                Mail mail = mails.next().getMail();
                if (mail.getName().equals(id)) {
                    return Optional.of(mail);
                }
            }
            return Optional.empty();
        } finally {
            mails.close();
        }
    }

    private ManageableMailQueue manageable() throws MailQueueException {
        if (queue.queue() instanceof ManageableMailQueue manageable) {
            return manageable;
        }
        throw new MailQueueException("queue " + queue.name().asString() + ": can't be looked into");
    }

    private static String nameAnew(String name) {
        Matcher before = STORED_ANEW.matcher(name);
        return (before.matches() ? before.group(1) : name) + "-again-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** A queue in memory shows the very mails that wait, so none of what it shows is touched. */
    private static Mail copy(Mail mail, String name) throws MessagingException {
        return MailImpl.builder().name(name).sender(mail.getMaybeSender()).addRecipients(List.copyOf(mail.getRecipients())).remoteHost(mail.getRemoteHost())
            .remoteAddr(mail.getRemoteAddr()).lastUpdated(mail.getLastUpdated()).state(mail.getState()).errorMessage(mail.getErrorMessage())
            .addAttributes(mail.attributes().map(Attribute::duplicate).toList()).addAllHeadersForRecipients(mail.getPerRecipientSpecificHeaders())
            .mimeMessage(mail.getMessage()).build();
    }
}
