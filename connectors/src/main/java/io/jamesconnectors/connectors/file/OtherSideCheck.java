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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/** Whether the internalRelay domains have another side, whether the way to it and from it can be told, and whether both directions say the same. */
final class OtherSideCheck implements OutboundCheck {
    private final Node root;
    private final FileFacts file;
    private final List<InboundConnector> inbound;
    private final Findings findings;
    private final List<OutboundDraft> own = new ArrayList<>();

    OtherSideCheck(Node root, FileFacts file, List<InboundConnector> inbound, Findings findings) {
        this.root = root;
        this.file = file;
        this.inbound = inbound;
        this.findings = findings;
    }

    /** Whether a connector is one of ours, and is chosen for recipients of a domain by address. */
    static boolean covers(OutboundConnector connector, AcceptedDomain domain) {
        return connector.isChosenByAddress() && connector.type() != ConnectorType.PARTNER
            && (connector.addressSpace().allAcceptedDomains() || connector.recipientDomains().stream().anyMatch(pattern -> pattern.covers(domain.name())));
    }

    @Override
    public void check(OutboundDraft draft) {
        if (draft.connector().type() != ConnectorType.PARTNER && draft.connector().isChosenByAddress()) {
            own.add(draft);
        }
    }

    @Override
    public void finish() {
        List<AcceptedDomain> shared = file.acceptedDomains().stream().filter(domain -> domain.type() == AcceptedDomain.Type.INTERNAL_RELAY).toList();
        shared.forEach(this::check);
        boolean takesTenant = inbound.stream().anyMatch(OtherSideCheck::isTenant);
        own.stream().filter(draft -> draft.connector().type() == ConnectorType.OFFICE365 && draft.connector().submission().option().isEmpty())
            .forEach(draft -> {
            if (!takesTenant && shared.stream().anyMatch(domain -> covers(draft.connector(), domain))) {
                findings.add(Check.OTHER_SIDE_UNRECOGNISED, draft.node().position(), draft.called()
                    + " leads to the other side, and no inbound connector of type office365 is in use");
            }
            if (takesTenant && draft.recipients().stream().anyMatch(entry -> entry.value() instanceof DomainPattern.Any)) {
                findings.add(Check.CENTRALISED, draft.at("recipientDomains"), draft.called()
                    + " is for *, and an inbound connector of type office365 is in use");
            }
            if (takesTenant && inbound.stream().filter(OtherSideCheck::isTenant)
                    .noneMatch(connector -> connector.cloudServicesMailEnabled() == draft.connector().hybrid().cloudServicesMailEnabled())) {
                findings.add(Check.TOLD_IN_ONE_DIRECTION, draft.at("cloudServicesMailEnabled"), draft.called() + " has cloudServicesMailEnabled "
                    + draft.connector().hybrid().cloudServicesMailEnabled() + ", and no inbound connector of type office365 has the same");
            }
        });
    }

    private void check(AcceptedDomain domain) {
        List<OutboundDraft> ways = own.stream().filter(draft -> covers(draft.connector(), domain)).toList();
        if (ways.isEmpty()) {
            findings.add(Check.NO_CONNECTOR_OVER, at(domain), "the accepted domain '" + domain.name()
                + "' is internalRelay, and no connector of type office365 or organization is for it");
        }
        List<OutboundDraft> unchanged = ways.stream().filter(draft -> draft.connector().hybrid().targetDeliveryDomain().isEmpty()).toList();
        unchanged.stream().filter(draft -> draft.connector().route() instanceof OutboundConnector.Route.MxRecords && isMeant(draft, domain)).forEach(draft ->
            findings.add(Check.OVER_BY_MX, draft.at("useMxRecord"), draft.called() + " sends mail of the internalRelay domain '" + domain.name()
                + "' to its MX records"));
        if (!unchanged.isEmpty()) {
            findings.add(Check.BOTH_MAY_RELAY, at(domain), "recipients of the internalRelay domain '" + domain.name() + "' keep their addresses with "
                + unchanged.get(0).called());
        }
    }

    /** Whether a connector without sending option is for a domain by more than {@code *}. */
    private static boolean isMeant(OutboundDraft draft, AcceptedDomain domain) {
        return draft.connector().submission().option().isEmpty() && (draft.connector().addressSpace().allAcceptedDomains()
            || draft.recipients().stream().anyMatch(entry -> !(entry.value() instanceof DomainPattern.Any) && entry.value().covers(domain.name())));
    }

    private Position at(AcceptedDomain domain) {
        Optional<Node> node = root.child("acceptedDomains").flatMap(domains -> domains.all("domain").stream()
            .filter(child -> child.attribute("name").flatMap(name -> DomainName.tryParse(name.text())).filter(domain.name()::equals).isPresent()).findFirst());
        return node.orElse(root).position();
    }

    private static boolean isTenant(InboundConnector connector) {
        return connector.enabled() && connector.type() == ConnectorType.OFFICE365;
    }
}
