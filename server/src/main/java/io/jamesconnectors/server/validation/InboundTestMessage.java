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
package io.jamesconnectors.server.validation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.smtp.wire.Printable;

/** The message that a peer sends that is played. It says that its client is no real one, since what the server notes about it will not. ASCII. */
final class InboundTestMessage {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private InboundTestMessage() {
    }

    /** The lines of the message, without the dot at the end; no line begins with one. */
    static String of(InboundConnector connector, Part part, MailAddress recipient, Instant now) {
        String domain = Part.domainOf(part.sender()).map(Object::toString).orElse("localhost");
        return String.join("\r\n",
            "Date: " + DATE.format(now),
            "From: <" + (part.sender().asString().isEmpty() ? "postmaster@" + domain : part.sender()) + ">",
            "To: <" + recipient + ">",
            "Subject: Test of an inbound connector",
            "Message-ID: <" + UUID.randomUUID() + "@" + domain + ">",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=us-ascii",
            "",
            "This message was made by the command 'james-connectors validate'",
            "for the inbound connector '" + Printable.ascii(connector.name().asString()) + "'.",
            "The server itself played its client: nothing came from " + InetAddresses.toAddrString(part.address()) + ".");
    }
}
