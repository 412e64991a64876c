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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import javax.mail.MessagingException;

import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;

/** A mail that somebody waits for while it is being processed. Only its owner can store it: what it gives out is a copy, which may be changed and disposed of. */
final class HandedMail implements MailQueueItem {
    private enum State { WAITING, BEGUN, WITHDRAWN }

    private static final long LOOK_MILLIS = 250;
    private static final long BEGIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Mail original;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Boolean> processed = new CompletableFuture<>();
    private @Nullable Mail copy;

    HandedMail(Mail original) {
        this.original = original;
    }

    /**
     * Processing begins; the copy is made by who processes it, at the first call.
     *
     * @throws IllegalStateException when the owner did not want to wait any longer, and stores the mail
     */
    @Override
    public synchronized Mail getMail() {
        if (!state.compareAndSet(State.WAITING, State.BEGUN) && state.get() == State.WITHDRAWN) {
            throw new IllegalStateException("mail " + original.getName() + ": was stored meanwhile (expected: to be processed at once)");
        }
        Mail made = copy;
        if (made == null) {
            try {
                made = copyOf(original);
            } catch (MessagingException | RuntimeException | Error e) {
                processed.complete(false);
                throw new IllegalStateException("mail " + original.getName() + ": can't be read", e);
            }
            copy = made;
        }
        return made;
    }

    @Override
    public void done(CompletionStatus status) {
        processed.complete(status == CompletionStatus.SUCCESS);
    }

    /**
     * Waits for the end of processing; when nobody has begun after a second, or the queue is closed before, the mail is withdrawn.
     *
     * @param closed whether nobody may be there any more who would bring it to an end; what is under way then has ten seconds
     * @param slow is run once when it takes longer than a quarter of a second
     * @return whether it was processed; if not, nobody has it, and it is to be stored
     * @throws MailQueueException when it has begun and its end is not known: this thread was interrupted, the queue was closed, or a minute has passed
     */
    boolean awaitEnd(BooleanSupplier closed, Runnable slow) throws MailQueueException {
        long start = System.nanoTime();
        long end = start + LONGEST_NANOS;
        String why = "its processing did not end";
        boolean first = true;
        while (System.nanoTime() - end < 0) {
            try {
                return processed.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (first) {
                    slow.run();
                    first = false;
                }
                if ((System.nanoTime() - start > BEGIN_NANOS || closed.getAsBoolean()) && withdraw()) {
                    return false;
                }
                if (closed.getAsBoolean() && end - start == LONGEST_NANOS) {
                    end = System.nanoTime() + GRACE_NANOS;
                    why = "the queue was closed while it was being processed";
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                if (withdraw()) {
                    return false;
                }
                throw new MailQueueException("mail " + original.getName() + ": interrupted while it was being processed", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new MailQueueException("mail " + original.getName() + ": " + why);
    }

    private boolean withdraw() {
        return state.compareAndSet(State.WAITING, State.WITHDRAWN);
    }

    private static Mail copyOf(Mail mail) throws MessagingException {
        MailImpl copy = MailImpl.builder()
            .name(mail.getName())
            .sender(mail.getMaybeSender())
            .addRecipients(mail.getRecipients())
            .remoteHost(mail.getRemoteHost())
            .remoteAddr(mail.getRemoteAddr())
            .lastUpdated(mail.getLastUpdated())
            .errorMessage(mail.getErrorMessage())
            .state(mail.getState())
            .addAttributes(mail.attributes().toList())
            .addAllHeadersForRecipients(mail.getPerRecipientSpecificHeaders())
            .build();
        copy.setMessageContent(new SourceOf(mail));
        return copy;
    }

    /** The message of another mail, which is still its own: it is read where it lies, as often as it is asked for. */
    private record SourceOf(Mail mail) implements MimeMessageSource {
        @Override
        public String getSourceId() {
            return mail.getName();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            try {
                return new MimeMessageInputStream(mail.getMessage());
            } catch (MessagingException e) {
                throw new IOException("mail " + mail.getName() + ": can't be read", e);
            }
        }

        @Override
        public long getMessageSize() throws IOException {
            try {
                return mail.getMessageSize();
            } catch (MessagingException e) {
                throw new IOException("mail " + mail.getName() + ": of unknown size", e);
            }
        }
    }
}
