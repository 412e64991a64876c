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
package io.jamesconnectors.smtp.session;

import java.util.List;

import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.MessageDsn;

/**
 * What one transaction carries.
 *
 * @param recipients at least one
 * @param dsn said to servers that offer DSN, and to no other
 * @param size octets as they are stored, which the body must have exactly, or -1
 * @param eightBit holds octets above 127 (RFC 6152)
 * @param smtpUtf8 an address or a header is international (RFC 6531)
 */
public record Message(MailAddress sender, List<Recipient> recipients, MessageDsn dsn, long size, boolean eightBit, boolean smtpUtf8, BodySource body) {
    public Message {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: at least one)");
        }
    }
}
