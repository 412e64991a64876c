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

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.mailet.Mail;

/**
 * A mail that waits for a connector.
 *
 * @param id its name in the queue; a mail that is tried again by request gets another one
 * @param sender MAIL FROM; empty for {@code <>}
 * @param size in bytes; -1 when nobody can tell
 * @param since when it was first stored for a connector
 * @param failedAttempts how many attempts have failed
 * @param nextAttempt not to be tried before; empty when it is due
 * @param lastFailure why it waits; empty before the first failure
 */
public record WaitingMail(String id, String sender, List<String> recipients, long size, Instant since, int failedAttempts, Optional<Instant> nextAttempt,
        Optional<LastFailure> lastFailure) {

    static WaitingMail of(MailQueueItemView view, Instant now) {
        Mail mail = view.getMail();
        DeliveryProgress progress = DeliveryProgress.of(mail, now);
        return new WaitingMail(mail.getName(), mail.getMaybeSender().asOptional().map(MailAddress::asString).orElse(""),
            mail.getRecipients().stream().map(MailAddress::asString).toList(), size(mail), progress.acceptedAt(), progress.failedAttempts(),
            progress.nextAttempt().filter(next -> next.isAfter(now)), LastFailure.of(mail));
    }

    private static long size(Mail mail) {
        try {
            return mail.getMessageSize();
        } catch (MessagingException e) {
            return -1;
        }
    }
}
