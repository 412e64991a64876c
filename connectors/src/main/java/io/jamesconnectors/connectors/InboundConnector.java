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
package io.jamesconnectors.connectors;

import java.util.List;

/**
 * Who may send through this server, and on which terms. See {@code docs/reference} for each option.
 *
 * @param name unique among all inbound connectors
 * @param type {@link ConnectorType#ORGANIZATION} grants and never denies; {@link ConnectorType#PARTNER} recognises or restricts
 * @param enabled a switched-off connector takes no part in any decision
 * @param comment free text
 * @param senderDomains partner only: the MAIL FROM domains that it is about; empty for an organisation connector
 * @param senderIPAddresses the addresses that it is identified by, or restricted to
 * @param requireTls partner: mail without TLS is refused; organisation: without TLS it is not identified
 * @param restrictDomainsToIPAddresses partner only: mail of {@code senderDomains} from other addresses is refused
 */
public record InboundConnector(
        ConnectorName name,
        ConnectorType type,
        boolean enabled,
        String comment,
        List<DomainPattern> senderDomains,
        List<Cidr> senderIPAddresses,
        boolean requireTls,
        boolean restrictDomainsToIPAddresses) {

    public InboundConnector {
        senderDomains = List.copyOf(senderDomains);
        senderIPAddresses = List.copyOf(senderIPAddresses);
    }

    /** Whether mail can be refused on account of this connector. */
    public boolean restricts() {
        return type == ConnectorType.PARTNER && (requireTls || restrictDomainsToIPAddresses);
    }
}
