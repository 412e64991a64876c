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
    private static final long LOOK_MILLIS = 500;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Mail original;
    private final CompletableFuture<Boolean> processed = new CompletableFuture<>();
    private @Nullable Mail copy;

    HandedMail(Mail original) {
        this.original = original;
    }

    /** Made by who processes it, at the first call. */
    @Override
    public synchronized Mail getMail() {
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
     * Waits for the end of processing.
     *
     * @param closed whether nobody may be there any more who would bring it to an end; what is under way then has ten seconds
     * @return whether it was processed; if not, it is to be stored
     * @throws MailQueueException when the queue was closed meanwhile, or no client would wait any longer (ten minutes, RFC 5321 §4.5.3.2.6)
     */
    boolean awaitEnd(BooleanSupplier closed) throws MailQueueException, InterruptedException {
        long end = System.nanoTime() + LONGEST_NANOS;
        boolean ending = false;
        while (System.nanoTime() - end < 0) {
            try {
                return processed.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!ending && closed.getAsBoolean()) {
                    ending = true;
                    end = System.nanoTime() + GRACE_NANOS;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new MailQueueException("mail " + original.getName() + ": " + (ending ? "the queue was closed while it was being processed" : "its processing did not end"));
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
