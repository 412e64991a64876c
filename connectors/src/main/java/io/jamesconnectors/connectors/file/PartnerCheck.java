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

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.diagnostics.Witness;

/** What a partner connector restricts, and by what. */
final class PartnerCheck implements InboundCheck {
    private static final String BY_ADDRESS = "restrictDomainsToIPAddresses";
    private static final String BY_CERTIFICATE = "restrictDomainsToCertificate";

    private final Findings findings;
    private final List<InboundDraft> lockdowns = new ArrayList<>();

    PartnerCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        if (draft.isForOwnMail()) {
            return;
        }
        InboundConnector connector = draft.connector();
        if (draft.lacks("senderDomains")) {
            findings.add(Check.NO_SENDER_DOMAINS, draft.node().position(), draft.called() + " has no senderDomains");
        }
        if (connector.restrictDomainsToIPAddresses() && draft.lacks("senderIPAddresses")) {
            findings.add(Check.RESTRICTED_TO_NO_ADDRESS, draft.at(BY_ADDRESS), draft.called() + " has " + BY_ADDRESS + ", but no senderIPAddresses");
        }
        if (connector.restrictDomainsToCertificate() && draft.lacks("tlsSenderCertificateName")) {
            findings.add(Check.RESTRICTED_TO_NO_CERTIFICATE, draft.at(BY_CERTIFICATE), draft.called() + " has " + BY_CERTIFICATE + ", but no tlsSenderCertificateName");
        }
        checkProofs(draft);
        if (!connector.restricts()) {
            findings.add(Check.RECOGNISES_ONLY, draft.node().position(), draft.called() + " neither requires TLS nor restricts addresses or certificates");
        } else if (connector.enabled() && draft.senderDomains().stream().anyMatch(entry -> entry.value() instanceof DomainPattern.Any)) {
            lockdowns.add(draft);
        }
    }

    /** Of a lockdown is said what a stranger meets with. Where another connector for * lets him in, this one is none: that it is undercut is said elsewhere. */
    @Override
    public void finish(Witnesses witnesses) {
        for (InboundDraft draft : lockdowns) {
            Optional<Witness> stranger = witnesses.refused(draft.connector());
            if (stranger.isPresent() || witnesses.isExhausted()) {
                draft.senderDomains().stream().filter(entry -> entry.value() instanceof DomainPattern.Any).findFirst().ifPresent(entry ->
                    findings.add(lockdown(draft.connector(), entry.place().position(), draft.called() + " refuses all mail" + scope(draft.connector()) + " "
                        + elsewhere(draft.connector())).with(stranger)));
            }
        }
    }

    /** Who names his peer, and says that other servers stand behind it, means a gateway in front of this server. */
    private static Diagnostic lockdown(InboundConnector connector, Position place, String what) {
        if (!connector.restrictDomainsToIPAddresses() && !connector.restrictDomainsToCertificate()) {
            return Check.WHOLE_INTERNET_RESTRICTED.at(place, what, "name the domains of the partner, or the gateway that all mail comes through by its certificate.");
        }
        return (connector.enhancedFiltering().isOn() ? Check.GATEWAY_IN_FRONT : Check.WHOLE_INTERNET_RESTRICTED).at(place, what);
    }

    private static String scope(InboundConnector connector) {
        return (connector.associatedAcceptedDomains().isEmpty() ? "" : " to its associatedAcceptedDomains")
            + (connector.listeners().isEmpty() ? "" : " at its listeners");
    }

    private void checkProofs(InboundDraft draft) {
        boolean addresses = draft.option("senderIPAddresses").isPresent() || draft.connector().restrictDomainsToIPAddresses();
        boolean certificate = draft.option("tlsSenderCertificateName").isPresent() || draft.connector().restrictDomainsToCertificate();
        if (addresses && certificate) {
            findings.add(Check.ADDRESS_AND_CERTIFICATE, draft.at("tlsSenderCertificateName"), draft.called() + " goes by addresses and by a certificate");
            return;
        }
        if (addresses && !draft.connector().restrictDomainsToIPAddresses() && !draft.node().misspelt().contains(BY_ADDRESS)) {
            findings.add(Check.ADDRESSES_WITHOUT_EFFECT, draft.at("senderIPAddresses"), "<senderIPAddresses> in " + draft.called() + " acts on nothing");
        }
        if (certificate && !draft.connector().restrictDomainsToCertificate() && !draft.node().misspelt().contains(BY_CERTIFICATE)) {
            findings.add(Check.CERTIFICATE_WITHOUT_EFFECT, draft.at("tlsSenderCertificateName"), "<tlsSenderCertificateName> in " + draft.called() + " acts on nothing");
        }
    }

    private static String elsewhere(InboundConnector connector) {
        if (connector.restrictDomainsToIPAddresses()) {
            return "that does not come from its senderIPAddresses";
        }
        return connector.restrictDomainsToCertificate() ? "that does not come with its certificate" : "that comes in clear";
    }
}
