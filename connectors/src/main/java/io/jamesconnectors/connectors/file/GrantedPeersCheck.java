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
import java.util.function.Function;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Witness;

/**
 * Who would get rights from a connector for own mail: not a part of the internet, and not all customers of Microsoft unless they have to prove
 * their tenant.
 */
final class GrantedPeersCheck implements InboundCheck {
    private final FileFacts file;
    private final Findings findings;
    private final List<Suspect> suspects = new ArrayList<>();

    GrantedPeersCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /** Someone who may have the right to relay. */
    private record Suspect(Diagnostic diagnostic, Function<Witnesses, Optional<Witness>> witness) {
    }

    /** Each is said whether or not a mail shows it: another connector may stand before it today, and be removed tomorrow. */
    @Override
    public void finish(Witnesses witnesses) {
        suspects.forEach(suspect -> findings.add(suspect.diagnostic.with(suspect.witness.apply(witnesses))));
    }

    private void suspect(Check check, InboundDraft draft, Options.Entry<DomainPattern> name, String what) {
        suspects.add(new Suspect(check.at(name.place().position(), draft.called() + what), witnesses -> witnesses.relayedWith(draft.connector(), name.value())));
    }

    private void suspect(Check check, InboundDraft draft, Value place, Cidr block, String what) {
        suspects.add(new Suspect(check.at(place.position(), draft.called() + what), witnesses -> witnesses.relayedFrom(draft.connector(), block)));
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
                suspect(Check.SHARED_BY_ALL_TENANTS, draft, entry, " grants relaying to the certificate name " + Options.quoted(entry.place()));
            } else if (organization && CertificateBreadth.isOfAService(entry.value())) {
                suspect(Check.SHARED_CERTIFICATE, draft, entry, " grants relaying to the certificate name " + Options.quoted(entry.place()));
            } else if (!organization && !CertificateBreadth.isMicrosofts(entry.value()) && !CertificateBreadth.isTooWide(entry.value())) {
                findings.add(Check.NOT_MICROSOFTS_NAME, entry.place().position(), draft.called() + " expects the certificate name " + Options.quoted(entry.place())
                    + " (expected: mail.protection.outlook.com)");
            }
        }
        for (Options.Entry<PublishedAddresses> entry : draft.addresses().lists()) {
            if (organization) {
                String what = " grants relaying to the published addresses " + Options.quoted(entry.place());
                entry.value().blocks().stream().findFirst().ifPresentOrElse(block -> suspect(Check.SHARED_BY_ALL_TENANTS, draft, entry.place(), block, what),
                    () -> findings.add(Check.SHARED_BY_ALL_TENANTS, entry.place().position(), draft.called() + what));
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
        AddressBreadth.of(entry.value()).check().ifPresent(check -> suspect(check, draft, entry.place(), entry.value(),
            " grants relaying to " + entry.value() + " (expected: the networks of your own devices)"));
        if (organization && AddressBreadth.overlapsPublished(entry.value(), file.published())) {
            suspect(Check.SHARED_BY_ALL_TENANTS, draft, entry.place(), entry.value(), " grants relaying to " + Options.quoted(entry.place()) + ", which Microsoft publishes as its own");
        }
    }
}
