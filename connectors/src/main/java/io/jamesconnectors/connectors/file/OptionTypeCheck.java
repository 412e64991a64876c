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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Options that belong to certain types of connectors, or not together. */
final class OptionTypeCheck implements InboundCheck {
    private static final Map<String, Set<ConnectorType>> TYPES = Map.of(
        "senderDomains", Set.of(ConnectorType.PARTNER),
        "restrictDomainsToIPAddresses", Set.of(ConnectorType.PARTNER),
        "restrictDomainsToCertificate", Set.of(ConnectorType.PARTNER),
        "treatMessagesAsInternal", Set.of(ConnectorType.ORGANIZATION),
        "cloudServicesMailEnabled", Set.of(ConnectorType.ORGANIZATION, ConnectorType.OFFICE365));

    private final Findings findings;

    OptionTypeCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        TYPES.forEach((option, types) -> {
            if (!types.contains(draft.connector().type())) {
                draft.option(option).ifPresent(node -> findings.add(Check.OPTION_OF_OTHER_TYPE, node.position(),
                    "<" + option + "> in " + draft.called() + " of type " + draft.connector().type().word() + " (expected: in type " + words(types) + " only)"));
            }
        });
        if (draft.isOfType(ConnectorType.ORGANIZATION) && draft.connector().treatMessagesAsInternal() && draft.connector().cloudServicesMailEnabled()) {
            findings.add(Check.INTERNAL_IN_TWO_WAYS, draft.at("treatMessagesAsInternal"), draft.called() + " has treatMessagesAsInternal and cloudServicesMailEnabled");
        }
    }

    private static String words(Set<ConnectorType> types) {
        List<String> words = types.stream().sorted().map(ConnectorType::word).toList();
        return words.stream().collect(Collectors.joining(" or "));
    }
}
