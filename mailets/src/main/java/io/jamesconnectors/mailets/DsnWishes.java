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

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;

import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.Notify;
import io.jamesconnectors.smtp.wire.RecipientDsn;
import io.jamesconnectors.smtp.wire.ReturnContent;
import io.jamesconnectors.smtp.wire.Xtext;

/**
 * What the sender of a mail asked to be told (RFC 3461), as James's SMTP server kept it: the values as they came over the wire, so that they can be passed on.
 * A value that could not stand in a command is left out.
 */
final class DsnWishes {
    private final Optional<DsnParameters> parameters;

    private DsnWishes(Optional<DsnParameters> parameters) {
        this.parameters = parameters;
    }

    static DsnWishes of(Mail mail) {
        return new DsnWishes(mail.dsnParameters());
    }

    /** What concerns the message. */
    MessageDsn message() {
        return parameters.map(dsn -> {
            Optional<ReturnContent> content = dsn.getRetParameter().map(ret -> ReturnContent.valueOf(ret.name()));
            try {
                return new MessageDsn(content, dsn.getEnvIdParameter().map(id -> Xtext.of(id.asString())));
            } catch (IllegalArgumentException e) {
                return new MessageDsn(content, Optional.empty());
            }
        }).orElse(MessageDsn.NONE);
    }

    /** What concerns {@code recipient}. */
    RecipientDsn of(MailAddress recipient) {
        return parameters.map(dsn -> dsn.getRcptParameters().get(recipient)).map(DsnWishes::wishes).orElse(RecipientDsn.NONE);
    }

    /**
     * What concerns {@code recipient} when it is called otherwise on the wire: the next server is then told who it was, where the sender has not said so (RFC 3461 §4.2).
     *
     * @param onTheWire RCPT TO, without angle brackets
     */
    RecipientDsn of(MailAddress recipient, String onTheWire) {
        RecipientDsn wishes = of(recipient);
        return wishes.originalRecipient().isPresent() || onTheWire.equals(Recipients.address(recipient)) ? wishes : new RecipientDsn(wishes.wanted(), original(recipient));
    }

    private static RecipientDsn wishes(RecipientDsnParameters given) {
        Optional<Xtext> original = given.getOrcptParameter().flatMap(DsnWishes::original);
        try {
            return new RecipientDsn(given.getNotifyParameter()
                .map(wishes -> wishes.stream().map(wish -> Notify.valueOf(wish.name())).collect(Collectors.toSet()))
                .orElse(Set.of()), original);
        } catch (IllegalArgumentException e) {
            return new RecipientDsn(Set.of(), original);
        }
    }

    private static Optional<Xtext> original(MailAddress address) {
        try {
            return Optional.of(Xtext.of(address.asString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
