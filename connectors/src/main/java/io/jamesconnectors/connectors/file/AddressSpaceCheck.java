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

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Which mail an outbound connector is chosen for, looked at by itself. */
final class AddressSpaceCheck implements OutboundCheck {
    private final FileFacts file;
    private final Findings findings;

    AddressSpaceCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(OutboundDraft draft) {
        AddressSpace space = draft.connector().addressSpace();
        if (draft.node().lacks("recipientDomains") && !draft.means("allAcceptedDomains") && !draft.means("isTransportRuleScoped")) {
            findings.add(Check.NO_RECIPIENT_DOMAINS, draft.node().position(), draft.called() + " has no recipientDomains");
        }
        if (space.allAcceptedDomains()) {
            checkAllAcceptedDomains(draft, space);
        }
        draft.senders().stream().filter(entry -> entry.value() instanceof DomainPattern.Any).findFirst()
            .ifPresent(entry -> findings.add(Check.ANY_SENDER, entry.place().position(), "<senderDomains> of " + draft.called() + " holds *"));
        if (draft.connector().isTransportRuleScoped() && draft.connector().testMode()) {
            findings.add(Check.RULE_WITHOUT_EFFECT, draft.at("testMode"), draft.called() + " has isTransportRuleScoped and testMode");
        }
    }

    private void checkAllAcceptedDomains(OutboundDraft draft, AddressSpace space) {
        if (draft.connector().type() == ConnectorType.PARTNER) {
            findings.add(Check.OPTION_OF_OTHER_TYPE, draft.at("allAcceptedDomains"),
                "<allAcceptedDomains> in " + draft.called() + " of type partner (expected: in type organization or office365 only)");
        }
        if (!file.acceptsDomains()) {
            findings.add(Check.NO_ACCEPTED_DOMAINS_TO_ROUTE, draft.at("allAcceptedDomains"),
                draft.called() + " has allAcceptedDomains, and the file has no accepted domains");
        }
        if (space.recipientDomains().contains(new DomainPattern.Any())) {
            findings.add(Check.EVERYTHING_BESIDES_ACCEPTED_DOMAINS, draft.at("allAcceptedDomains"),
                draft.called() + " has allAcceptedDomains, and * in recipientDomains");
        }
    }
}
