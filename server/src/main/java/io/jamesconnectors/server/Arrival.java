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
package io.jamesconnectors.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.header.HeaderEdit;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.CrossPremisesHeaders;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;

/**
 * What happens to a message that is there, before the client hears that it is taken: fields in which an organisation says what it thinks of a message are
 * promoted or removed ({@link CrossPremisesHeaders}), and a message whose header says that it circles is refused rather than returned to a sender who may be
 * forged. All other octets stay as they came, and so do messages without such fields. Where nothing is in two places it does nothing.
 */
@Singleton
final class Arrival {
    private static final Logger LOGGER = LoggerFactory.getLogger(Arrival.class);

    private final Places places;
    private final LoopAlarm alarm;

    @Inject
    Arrival(Places places, LoopAlarm alarm) {
        this.places = places;
        this.alarm = alarm;
    }

    /**
     * The message of a transaction, already marked with how it came.
     *
     * @return what the client is told; empty when the message is taken
     * @throws UncheckedIOException when the message can't be read or kept
     */
    Optional<SmtpReply> take(Mail mail, InboundTransaction transaction) {
        if (!places.isHybrid()) {
            return Optional.empty();
        }
        try {
            boolean believed = CrossPremisesHeaders.believed(transaction.owner());
            if (believed) {
                mail.setAttribute(new Attribute(InboundAttributes.CROSS_PREMISES_BELIEVED, AttributeValue.of("true")));
            }
            Optional<HeaderBlock> header = header(mail.getMessage());
            HeaderEdit edit = CrossPremisesHeaders.arriving(believed);
            if (header.isEmpty() || edit.changes(header.get())) {
                replace(mail, edit);
            }
            Crossings crossings = places.arrived(mail, header);
            boolean mayCircle = crossings.tooLarge() || crossings.count() >= Crossings.MOST || crossings.received() >= Crossings.MOST_RECEIVED;
            return mayCircle || !transaction.awaiting().isEmpty() ? refusal(mail) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new UncheckedIOException(new IOException("message: can't be read or kept", e));
        }
    }

    /** The refusal of a message that has no recipient for whom it can be taken; what concerns only some is the business of the delivery. */
    private Optional<SmtpReply> refusal(Mail mail) {
        Optional<SmtpReply> first = Optional.empty();
        List<RecipientPlace.Looping> loops = new ArrayList<>();
        for (MailAddress recipient : mail.getRecipients()) {
            RecipientPlace place = places.of(mail, places.meant(recipient, mail.getMaybeSender()));
            if (place instanceof RecipientPlace.Looping looping) {
                loops.add(looping);
                first = first.or(() -> Optional.of(looping.reply()));
            } else if (place instanceof RecipientPlace.Refused refused) {
                first = first.or(() -> Optional.of(refused.reply()));
            } else {
                return Optional.empty();
            }
        }
        loops.forEach(alarm::fired);
        first.ifPresent(reply -> LOGGER.info("message place=nowhere recipients={} looping={} reply={}/{}",
            mail.getRecipients().size(), loops.size(), reply.code(), reply.enhanced()));
        return first;
    }

    private static Optional<HeaderBlock> header(MimeMessage message) throws IOException, MessagingException {
        try (InputStream in = new MimeMessageInputStream(message)) {
            return HeaderBlock.read(in);
        }
    }

    /** The mail disposes of the message that it had. */
    private static void replace(Mail mail, HeaderEdit edit) throws IOException, MessagingException {
        if (!(mail instanceof MailImpl kept)) {
            throw new IOException("mail: " + mail.getClass().getName() + " (expected: " + MailImpl.class.getName() + ")");
        }
        try (InputStream in = edit.in(new MimeMessageInputStream(mail.getMessage()))) {
            kept.setMessageContent(MimeMessageInputStreamSource.create(mail.getName() + "-header", in));
        }
    }
}
