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
package io.jamesconnectors.smtp.validate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.smtp.session.Message;
import io.jamesconnectors.smtp.session.Recipient;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.smtp.wire.RecipientDsn;

/** The message that says that a connector works. ASCII throughout, so that every server takes it. */
final class TestMessage {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private TestMessage() {
    }

    /** The message of {@code connector} from {@code sender}, which may be the null sender, to {@code recipient}; both in ASCII. */
    static Message of(ConnectorName connector, MailAddress sender, MailAddress recipient, String ehloName, Instant now) {
        String author = sender.asString().isEmpty() ? "postmaster@" + ehloName : sender.asString();
        String text = String.join("\r\n",
            "Date: " + DATE.format(now),
            "From: <" + author + ">",
            "To: <" + recipient.asString() + ">",
            "Subject: Test of an outbound connector",
            "Message-ID: <" + UUID.randomUUID() + "@" + ehloName + ">",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "This message was sent by the command 'james-connectors validate'",
            "through the outbound connector '" + connector.asString().replaceAll("[^ -~]", "?") + "'.",
            "Since you read it, the connector works.",
            "");
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        return new Message(sender, List.of(new Recipient(recipient, RecipientDsn.NONE)), MessageDsn.NONE, octets.length, false, false,
            () -> new ByteArrayInputStream(octets));
    }
}
