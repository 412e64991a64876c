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
package io.jamesconnectors.server.dsn;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.mail.internet.AddressException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.Mail;

import com.google.common.collect.ImmutableMap;

import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.Xtext;

/** What has been asked for since MAIL. Lies in the transaction state of the session, and only the session's own thread uses it. */
final class DsnTransaction {
    private final MessageDsn message;
    private final Map<MailAddress, RecipientDsn> recipients = new HashMap<>();
    private RecipientDsn next = RecipientDsn.NONE;

    DsnTransaction(MessageDsn message) {
        this.message = message;
    }

    /** RCPT has said this; for whom, James has still to find out. */
    void next(RecipientDsn dsn) {
        next = dsn;
    }

    /** It was for this recipient. Said again, the last one counts. */
    void isFor(MailAddress recipient) {
        recipients.put(recipient, next);
    }

    /** In James's words, for those recipients that were taken; empty when nothing was asked for. */
    Optional<DsnParameters> of(Mail mail) {
        Map<MailAddress, RecipientDsnParameters> wishes = new HashMap<>();
        for (MailAddress recipient : mail.getRecipients()) {
            Optional.ofNullable(recipients.get(recipient)).flatMap(DsnTransaction::wishes).ifPresent(wish -> wishes.put(recipient, wish));
        }
        return DsnParameters.of(message.envelopeId().map(id -> EnvId.of(id.encoded())), message.content().map(content -> Ret.valueOf(content.name())),
            ImmutableMap.copyOf(wishes));
    }

    private static Optional<RecipientDsnParameters> wishes(RecipientDsn dsn) {
        Optional<EnumSet<DsnParameters.Notify>> wanted = dsn.wanted().isEmpty() ? Optional.empty() : Optional.of(dsn.wanted().stream()
            .map(wish -> DsnParameters.Notify.valueOf(wish.name())).collect(Collectors.toCollection(() -> EnumSet.noneOf(DsnParameters.Notify.class))));
        return RecipientDsnParameters.of(wanted, dsn.originalRecipient().flatMap(DsnTransaction::address));
    }

    /** James keeps it as an address, in the form that came; what is none to James is left out. */
    private static Optional<MailAddress> address(Xtext original) {
        try {
            return Optional.of(new MailAddress(original.encoded()));
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}
