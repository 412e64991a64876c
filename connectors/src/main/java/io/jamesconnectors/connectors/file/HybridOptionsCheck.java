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

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.diagnostics.Check;

/** What an outbound connector says of an organisation in two places, looked at by itself. */
final class HybridOptionsCheck implements OutboundCheck {
    private static final List<String> OF_OWN_CONNECTORS = List.of("targetDeliveryDomain", "cloudServicesMailEnabled");

    private final FileFacts file;
    private final Findings findings;

    HybridOptionsCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(OutboundDraft draft) {
        if (draft.connector().type() == ConnectorType.PARTNER) {
            OF_OWN_CONNECTORS.stream().filter(option -> draft.node().child(option).isPresent())
                .forEach(option -> findings.add(Check.OPTION_OF_OTHER_TYPE, draft.at(option),
                "<" + option + "> in " + draft.called() + " of type partner (expected: in type organization or office365 only)"));
        } else {
            draft.connector().hybrid().targetDeliveryDomain().ifPresent(target -> checkTarget(draft, target));
        }
    }

    private void checkTarget(OutboundDraft draft, DomainName target) {
        Optional<AcceptedDomain> ours = file.acceptedDomains().stream().filter(domain -> domain.covers(target)).findFirst();
        if (ours.filter(domain -> domain.type() == AcceptedDomain.Type.AUTHORITATIVE).isPresent()) {
            findings.add(Check.TARGET_IS_OURS, draft.at("targetDeliveryDomain"),
                "<targetDeliveryDomain> of " + draft.called() + ", '" + target + "', is in the accepted domain '" + ours.get().name()
                    + "', which is authoritative");
        } else if (file.acceptedDomains().stream().noneMatch(domain -> OtherSideCheck.covers(draft.connector(), domain))
                && draft.connector().isChosenByAddress()) {
            findings.add(Check.TARGET_WITHOUT_EFFECT, draft.at("targetDeliveryDomain"), draft.called()
                + " has targetDeliveryDomain, and is for none of the accepted domains");
        }
    }
}
