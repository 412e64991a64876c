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
package io.jamesconnectors.connectors.file;

import java.util.List;

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * An outbound connector as it was read, with the places that checks point at.
 *
 * @param node where it stands
 * @param connector what it says, as far as it could be understood
 * @param recipients its recipient domains
 * @param senders its sender domains
 */
record OutboundDraft(Node node, OutboundConnector connector, List<Options.Entry<DomainPattern>> recipients, List<Options.Entry<DomainPattern>> senders) {

    /** How diagnostics call it. */
    String called() {
        return Names.of(node);
    }

    /** Where an option stands; the connector itself where it has no such option. */
    Position at(String option) {
        return node.child(option).orElse(node).position();
    }

    /** Whether a switch is on, or was meant to be: misspelt, or with another value than false. */
    boolean means(String option) {
        return !node.lacks(option) && node.option(option).filter(value -> value.text().equals("false")).isEmpty();
    }
}
