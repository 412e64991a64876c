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

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Who would get rights from a connector for own mail: not a part of the internet, and not all customers of Microsoft unless they have to prove
 * their tenant.
 */
final class GrantedPeersCheck implements InboundCheck {
    private final FileFacts file;
    private final Findings findings;

    GrantedPeersCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        if (!draft.isForOwnMail() || !draft.connector().enabled()) {
            return;
        }
        boolean organization = draft.isOfType(ConnectorType.ORGANIZATION);
        draft.blocks().forEach(entry -> block(draft, entry, organization));
        for (Options.Entry<DomainPattern> entry : draft.certificateNames()) {
            if (organization && CertificateBreadth.isMicrosofts(entry.value())) {
                findings.add(Check.SHARED_BY_ALL_TENANTS, entry.place().position(), draft.called() + " grants relaying to the certificate name " + Options.quoted(entry.place()));
            } else if (!organization && !CertificateBreadth.isMicrosofts(entry.value()) && !CertificateBreadth.isTooWide(entry.value())) {
                findings.add(Check.NOT_MICROSOFTS_NAME, entry.place().position(), draft.called() + " expects the certificate name " + Options.quoted(entry.place())
                    + " (expected: mail.protection.outlook.com)");
            }
        }
        for (Options.Entry<PublishedAddresses> entry : draft.addresses().lists()) {
            if (organization) {
                findings.add(Check.SHARED_BY_ALL_TENANTS, entry.place().position(), draft.called() + " grants relaying to the published addresses " + Options.quoted(entry.place()));
            }
        }
        if (!organization && !draft.blocks().isEmpty()) {
            findings.add(Check.TENANT_BY_ADDRESS, draft.blocks().get(0).place().position(), draft.called() + " lists addresses of its own");
        }
        if (!organization && !draft.connector().requireTls()) {
            findings.add(Check.OFFICE_365_IN_CLEAR, draft.at("requireTls"), draft.called() + " does not require TLS (expected: true, which is the default)");
        }
    }

    private void block(InboundDraft draft, Options.Entry<Cidr> entry, boolean organization) {
        AddressBreadth.of(entry.value()).check().ifPresent(check -> findings.add(check, entry.place().position(),
            draft.called() + " grants relaying to " + entry.value() + " (expected: the networks of your own devices)"));
        if (organization && AddressBreadth.overlapsPublished(entry.value(), file.published())) {
            findings.add(Check.SHARED_BY_ALL_TENANTS, entry.place().position(), draft.called() + " grants relaying to " + Options.quoted(entry.place()) + ", which Microsoft publishes as its own");
        }
    }
}
