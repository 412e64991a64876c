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
package io.jamesconnectors.smtp.delivery;

import java.util.List;

import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.MessageDsn;

/**
 * Who sent a message, and to whom one attempt is to deliver it.
 *
 * @param sender the address of MAIL FROM; empty is the null sender {@code <>}
 * @param recipients at least one, each once, in the order in which they are to be named
 * @param dsn what the sender asked for in notifications about this message
 * @param smtpUtf8 the message was declared to need SMTPUTF8 (RFC 6531); UTF-8 in a header alone is no need, and an international address asks for it by itself
 * @param eightBitMime the message holds octets above 127 (RFC 6152)
 */
public record Envelope(String sender, List<EnvelopeRecipient> recipients, MessageDsn dsn, boolean smtpUtf8, boolean eightBitMime) {

    /** @throws IllegalArgumentException when there is no recipient, one twice, or an address that could not stand in a command */
    public Envelope {
        sender = new MailAddress(sender).asString();
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: at least one)");
        }
        if (recipients.stream().map(EnvelopeRecipient::address).distinct().count() < recipients.size()) {
            throw new IllegalArgumentException("recipients: one is named twice (expected: each once)");
        }
    }

    /** The envelope of an ordinary message. */
    public static Envelope of(String sender, List<String> recipients) {
        return new Envelope(sender, recipients.stream().map(EnvelopeRecipient::of).toList(), MessageDsn.NONE, false, false);
    }
}
