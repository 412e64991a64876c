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

import java.util.Locale;
import java.util.Optional;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Identification;

/**
 * A decision as one line of {@code key=value} for the log. Nothing in it is a stranger's text: domains are canonical, a login shows only that
 * there is one, and what the listener or a TLS library call themselves is stripped. Long lists of reasons are cut.
 */
final class DecisionLine {
    private static final int MOST_OTHERS = 5;

    private DecisionLine() {
    }

    static String of(ConnectionFacts facts, Decision decision) {
        StringBuilder line = new StringBuilder(240);
        line.append("inbound listener=").append(word(facts.listener()))
            .append(" connector=").append(decision.connector().map(DecisionLine::quoted).orElse("-"))
            .append(" verdict=").append(decision.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .append(" reason=").append(decision.decidedBy().code())
            .append(" identified=").append(decision.identifiedBy().map(Identification::asString).orElse("-"))
            .append(" address=").append(InetAddresses.toAddrString(facts.clientAddress()))
            .append(" tls=").append(facts.tls().map(tls -> tls.version().word()).orElse("-"))
            .append(" login=").append(facts.login().isPresent() ? "yes" : "no")
            .append(" sender=").append(domain(facts.senderDomain()))
            .append(" recipient=").append(domain(facts.recipientDomain()));
        decision.reply().ifPresent(reply -> line.append(" reply=").append(reply.code()).append('/').append(reply.enhanced()));
        decision.reasons().stream().skip(1).limit(MOST_OTHERS).forEach(reason -> line.append(" also=").append(also(reason)));
        if (decision.reasons().size() > MOST_OTHERS + 1) {
            line.append(" more=").append(decision.reasons().size() - MOST_OTHERS - 1);
        }
        return line.toString();
    }

    private static String also(Reason reason) {
        return reason.connector().map(name -> quoted(name) + ":").orElse("") + reason.code();
    }

    private static String domain(Optional<DomainName> domain) {
        return domain.map(DomainName::asString).orElse("-");
    }

    private static String quoted(ConnectorName name) {
        return '"' + name.asString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Printable ASCII without spaces. */
    private static String word(String text) {
        return text.replaceAll("[^!-~]", "?");
    }
}
