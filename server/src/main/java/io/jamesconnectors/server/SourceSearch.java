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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.inbound.received.TrueSource;

/** Searches where mail of a connector with enhanced filtering really came from. Fails to nothing: mail is never refused on account of it. */
final class SourceSearch {
    private static final Logger LOGGER = LoggerFactory.getLogger(SourceSearch.class);

    private SourceSearch() {
    }

    /** The source as {@code 192.0.2.7} or {@code 2001:db8::7}; empty where it is not searched or can't be told. */
    static Optional<String> of(InboundConnector connector, SMTPSession session, Mail mail) {
        if (!connector.enhancedFiltering().isOn()) {
            return Optional.empty();
        }
        try {
            TrueSource source = TrueSource.find(connector.enhancedFiltering(), SessionFacts.clientAddress(session), received(session, mail),
                mail.getRecipients().stream().map(MailAddress::asString).toList());
            LOGGER.debug("true source of mail of \"{}\": {}", connector.name(), source.reasons());
            return source.address().map(InetAddresses::toAddrString);
        } catch (MessagingException e) {
            LOGGER.warn("The header of a message can't be read; its true source stays unknown", e);
            return Optional.empty();
        }
    }

    /** The fields that were there when the message came, the topmost first. James has put its own on top, which tells of the session. */
    private static List<String> received(SMTPSession session, Mail mail) throws MessagingException {
        String[] fields = mail.getMessage().getHeader("Received");
        if (fields == null) {
            return List.of();
        }
        boolean ownOnTop = Pattern.compile(" ID " + Pattern.quote(session.getSessionID()) + "[\\s;]").matcher(fields[0]).find();
        return Arrays.stream(fields).skip(ownOnTop ? 1 : 0).limit(TrueSource.MAX_FIELDS + 1L).toList();
    }
}
