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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.OutboundConnector;

/** What else is to be known about an explanation, each sentence once. */
final class SideNotes {
    private final Set<String> sentences = new LinkedHashSet<>();

    static SideNotes of(Question question, Connectors connectors) {
        SideNotes notes = new SideNotes();
        if (connectors.outbound().stream().anyMatch(OutboundConnector::isTransportRuleScoped)) {
            notes.add("Rules of mailetcontainer.xml that name a connector go before all this, and are not looked at.");
        }
        if (question.sender().isEmpty() && question.header().isEmpty()) {
            notes.add("Mail without a sender is taken for a report, such as a bounce: there is no message that says otherwise.");
        }
        return notes;
    }

    void add(String sentence) {
        sentences.add(sentence);
    }

    /** That the connector has limits of its own, which only a running server counts. */
    void limitsOf(InboundConnector connector) {
        List<String> set = new ArrayList<>();
        InboundLimits limits = connector.limits();
        limit(set, limits.maxConnections(), "connections");
        limit(set, limits.messagesPerMinute(), "messages a minute");
        limit(set, limits.maxRecipients(), "recipients in a message");
        limit(set, limits.maxMessageSize(), "bytes in a message");
        if (!set.isEmpty()) {
            add("The connector \"" + connector.name() + "\" takes at most " + String.join(", ", set) + "; who is over a limit is told to come again, or refused.");
        }
    }

    List<String> all() {
        return List.copyOf(sentences);
    }

    private static void limit(List<String> set, long most, String what) {
        if (most > 0) {
            set.add(most + " " + what);
        }
    }
}
