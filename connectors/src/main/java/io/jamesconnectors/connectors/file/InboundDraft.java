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
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * An inbound connector as it was read, with the places that checks point at.
 *
 * @param node where it stands
 * @param connector what it says, as far as it could be understood
 * @param senderDomains its sender domains
 * @param addresses its blocks and lists
 * @param certificateNames its {@code tlsSenderCertificateName}, too wide ones too
 * @param associated its {@code associatedAcceptedDomains}
 */
record InboundDraft(
        Node node,
        InboundConnector connector,
        List<Options.Entry<DomainPattern>> senderDomains,
        SenderAddresses addresses,
        List<Options.Entry<DomainPattern>> certificateNames,
        List<Options.Entry<DomainName>> associated) {

    /** How diagnostics call it. */
    String called() {
        return Names.of(node);
    }

    /** Where an option stands; the connector itself where it has no such option. */
    Position at(String option) {
        return node.child(option).orElse(node).position();
    }

    Optional<Node> option(String option) {
        return node.child(option);
    }

    boolean lacks(String option) {
        return node.lacks(option);
    }

    boolean isOfType(ConnectorType type) {
        return connector.type() == type;
    }

    /** Whether it grants. */
    boolean isForOwnMail() {
        return connector.type() != ConnectorType.PARTNER;
    }

    List<Options.Entry<Cidr>> blocks() {
        return addresses.blocks();
    }

    /** Whether both hold on some listener. */
    boolean sharesListener(InboundDraft other) {
        return connector.listeners().isEmpty() || other.connector.listeners().isEmpty()
            || connector.listeners().stream().anyMatch(other.connector.listeners()::contains);
    }
}
