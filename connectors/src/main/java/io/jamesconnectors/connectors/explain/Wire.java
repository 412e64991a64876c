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
package io.jamesconnectors.connectors.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.explain.Explanation.LoginShown;

/**
 * What would be said to the server of an outbound connector, in its order. What depends on what the server offers stands in brackets. A new connection; one that is
 * kept open begins with MAIL.
 */
final class Wire {
    private static final String UNKNOWN_NAME = "(the name of this server)";

    private Wire() {
    }

    /** @param original RCPT TO as it was here */
    static List<String> commands(OutboundConnector connector, Optional<String> helo, Optional<LoginShown> login, String sender, String recipient, String original) {
        List<String> commands = new ArrayList<>();
        String ehlo = "EHLO " + helo.orElse(UNKNOWN_NAME);
        commands.add(ehlo);
        boolean required = connector.tlsSettings() != TlsSettings.OPPORTUNISTIC;
        commands.add("STARTTLS" + (required ? "" : " [where it is offered]"));
        commands.add(ehlo + (required ? "" : " [after STARTTLS]"));
        login.ifPresent(as -> commands.add("AUTH " + as.mechanisms().get(0) + " ***"
            + (as.mechanisms().size() > 1 ? " [where it is offered, else " + String.join(", ", as.mechanisms().subList(1, as.mechanisms().size())) + "]" : "")));
        boolean international = !isAscii(sender) || !isAscii(recipient);
        commands.add("MAIL FROM:<" + sender + ">" + (international ? " SMTPUTF8" : "") + " [SIZE=octets where it is offered] [BODY=8BITMIME where the message needs it]");
        commands.add("RCPT TO:<" + recipient + ">" + (recipient.equals(original) ? "" : " [ORCPT=rfc822;" + original + " where DSN is offered]"));
        commands.add("BDAT [where CHUNKING is offered, else DATA]");
        return commands;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
