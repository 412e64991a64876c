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

import java.util.Optional;

import io.jamesconnectors.connectors.diagnostics.Check;

/** What {@code associatedAcceptedDomains} may hold, and what it is for. */
final class AssociatedDomainsCheck implements InboundCheck {
    private final FileFacts file;
    private final Findings findings;

    AssociatedDomainsCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        var unknown = draft.associated().stream().filter(entry -> !file.isAcceptedDomain(entry.value())).toList();
        if (file.acceptsDomains() && file.acceptedDomains().isEmpty()) {
            return;
        }
        unknown.forEach(entry -> findings.add(Check.NOT_AN_ACCEPTED_DOMAIN, entry.place().position(),
            "<associatedAcceptedDomains> of " + draft.called() + " holds " + Options.quoted(entry.place()) + " (expected: the name of a <domain> in <acceptedDomains>)",
            Nearest.remedy(entry.place().variable() ? Optional.empty()
                : Nearest.to(entry.value().asString(), file.acceptedDomains().stream().map(domain -> domain.name().asString()).toList()), "add it to <acceptedDomains>, or remove it.")));
        if (unknown.isEmpty() && !draft.associated().isEmpty()) {
            findings.add(Check.ASSOCIATED_FOR_TESTS, draft.at("associatedAcceptedDomains"), draft.called() + " holds only for some accepted domains");
        }
    }
}
