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
package io.jamesconnectors.migration.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cmdlets whose output can be imported, each told by properties that only its objects have. */
enum Cmdlet {
    /** Of Exchange Online. */
    INBOUND("Get-InboundConnector", List.of("SenderDomains", "RestrictDomainsToIPAddresses"), List.of("SenderDomains", "ConnectorType")),
    /** Of Exchange Online. */
    OUTBOUND("Get-OutboundConnector", List.of("RecipientDomains", "UseMXRecord"), List.of("IsTransportRuleScoped", "ConnectorType")),
    /** Of Exchange Server. */
    SEND("Get-SendConnector", List.of("AddressSpaces", "DNSRoutingEnabled"), List.of("AddressSpaces", "SmartHosts")),
    /** Of Exchange Server. */
    RECEIVE("Get-ReceiveConnector", List.of("Bindings", "RemoteIPRanges"), List.of("RemoteIPRanges", "PermissionGroups")),
    /** Of both. */
    ACCEPTED_DOMAIN("Get-AcceptedDomain", List.of("DomainName", "DomainType"), List.of("DomainName", "MatchSubDomains"));

    /** All of them, for messages. */
    static final String ALL = String.join(", ", Arrays.stream(values()).map(Cmdlet::command).toList());

    private final String command;
    private final List<String> marks;
    private final List<String> otherMarks;

    Cmdlet(String command, List<String> marks, List<String> otherMarks) {
        this.command = command;
        this.marks = marks;
        this.otherMarks = otherMarks;
    }

    String command() {
        return command;
    }

    /** @param properties their names, in whichever case */
    static Optional<Cmdlet> of(Set<String> properties) {
        return Arrays.stream(values()).filter(cmdlet -> properties.containsAll(cmdlet.marks) || properties.containsAll(cmdlet.otherMarks)).findFirst();
    }
}
