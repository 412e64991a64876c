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
package io.jamesconnectors.matchers.place;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;

import org.apache.james.server.core.MimeMessageInputStream;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.LoopGuard;
import io.jamesconnectors.matchers.InboundAttributes;

/** What the header of a mail says of its way: read once, then kept on the mail, since each recipient asks for it, at each attempt. */
final class CarriedCrossings {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) (\\d{1,9})( more)?");

    private CarriedCrossings() {
    }

    /** @throws IOException when the message can't be read */
    static Crossings of(Mail mail, LoopGuard guard, Instant now) throws IOException {
        Optional<Crossings> kept = AttributeUtils.getValueAndCastFromMail(mail, InboundAttributes.CROSSINGS, String.class).flatMap(CarriedCrossings::parse);
        if (kept.isPresent()) {
            return kept.get();
        }
        Crossings read = guard.read(header(mail), now);
        keep(mail, read);
        return read;
    }

    static void keep(Mail mail, Crossings crossings) {
        String text = crossings.count() + " " + crossings.received() + (crossings.tooLarge() ? " more" : "");
        mail.setAttribute(new Attribute(InboundAttributes.CROSSINGS, AttributeValue.of(text)));
    }

    /** The header as it is sent; empty when it is too large. */
    static Optional<HeaderBlock> header(Mail mail) throws IOException {
        try {
            MimeMessage message = mail.getMessage();
            if (message == null) {
                throw new IOException("mail " + mail.getName() + ": no message (expected: headers and body)");
            }
            try (InputStream in = new MimeMessageInputStream(message)) {
                return HeaderBlock.read(in);
            }
        } catch (MessagingException e) {
            throw new IOException("mail " + mail.getName() + ": can't be read", e);
        }
    }

    private static Optional<Crossings> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
            ? Optional.of(new Crossings(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), form.group(3) != null))
            : Optional.empty();
    }
}
