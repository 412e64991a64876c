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
package io.jamesconnectors.testing.tenant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An outbound connector of the tenant, with the options that decide here (reference §2.1).
 *
 * @param onPremises {@code -ConnectorType OnPremises}, else {@code Partner}
 * @param recipientDomains {@code RecipientDomains}: a domain, {@code *.} and a domain for those below it, or {@code *}
 * @param allAcceptedDomains {@code AllAcceptedDomains}
 * @param smartHost {@code SmartHosts}, one of them; empty for {@code UseMXRecord}
 * @param tlsDomain {@code TlsDomain}: a name, or {@code *.} and a domain
 * @param routeAllMessagesViaOnPremises {@code RouteAllMessagesViaOnPremises}: centralised mail transport
 * @param cloudServicesMailEnabled {@code CloudServicesMailEnabled}
 * @param senderRewritingEnabled {@code SenderRewritingEnabled}
 */
public record OutboundConnector(String name, boolean onPremises, List<String> recipientDomains, boolean allAcceptedDomains, Optional<NextHost> smartHost,
        TlsSettings tlsSettings, Optional<String> tlsDomain, boolean routeAllMessagesViaOnPremises, boolean cloudServicesMailEnabled,
        boolean senderRewritingEnabled) {

    public OutboundConnector {
        recipientDomains = recipientDomains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
        tlsDomain = tlsDomain.map(domain -> domain.toLowerCase(Locale.ROOT));
        if (!onPremises && (allAcceptedDomains || routeAllMessagesViaOnPremises || senderRewritingEnabled)) {
            throw new IllegalArgumentException("connector " + name + ": options of OnPremises (expected: those of Partner, reference §2.2)");
        }
        if (tlsDomain.isPresent() && tlsSettings != TlsSettings.DOMAIN_VALIDATION) {
            throw new IllegalArgumentException("TlsDomain of " + name + ": " + tlsDomain.get() + " (expected: with DomainValidation alone, reference §2.2)");
        }
        if (tlsDomain.isEmpty() && tlsSettings == TlsSettings.DOMAIN_VALIDATION && smartHost.isPresent()) {
            throw new IllegalArgumentException("TlsDomain of " + name + ": none (expected: one, with a smart host, reference §2.1)");
        }
    }

    /** To own servers; no domains yet, opportunistic TLS. */
    public static OutboundConnector toOnPremises(String name, NextHost smartHost) {
        return new OutboundConnector(name, true, List.of(), false, Optional.of(smartHost), TlsSettings.OPPORTUNISTIC, Optional.empty(), false, false, false);
    }

    /** What the Hybrid Configuration Wizard writes (reference §5.1). */
    public static OutboundConnector hybrid(String name, NextHost smartHost, String tlsDomain, String... domains) {
        return toOnPremises(name, smartHost).forDomains(domains).validating(tlsDomain).withCloudServicesMail();
    }

    /** To a partner that its MX record names; opportunistic TLS. */
    public static OutboundConnector toPartner(String name, String... domains) {
        return new OutboundConnector(name, false, List.of(domains), false, Optional.empty(), TlsSettings.OPPORTUNISTIC, Optional.empty(), false, false, false);
    }

    /** The same for these domains. */
    public OutboundConnector forDomains(String... domains) {
        return new OutboundConnector(name, onPremises, List.of(domains), allAcceptedDomains, smartHost, tlsSettings, tlsDomain, routeAllMessagesViaOnPremises,
            cloudServicesMailEnabled, senderRewritingEnabled);
    }

    /** The same for all accepted domains too. */
    public OutboundConnector forAllAcceptedDomains() {
        return new OutboundConnector(name, onPremises, recipientDomains, true, smartHost, tlsSettings, tlsDomain, routeAllMessagesViaOnPremises,
            cloudServicesMailEnabled, senderRewritingEnabled);
    }

    /** The same with this demand, which is not {@link TlsSettings#DOMAIN_VALIDATION}. */
    public OutboundConnector demanding(TlsSettings settings) {
        return new OutboundConnector(name, onPremises, recipientDomains, allAcceptedDomains, smartHost, settings, Optional.empty(),
            routeAllMessagesViaOnPremises, cloudServicesMailEnabled,
            senderRewritingEnabled);
    }

    /** The same with {@link TlsSettings#DOMAIN_VALIDATION}. */
    public OutboundConnector validating(String domain) {
        return new OutboundConnector(name, onPremises, recipientDomains, allAcceptedDomains, smartHost, TlsSettings.DOMAIN_VALIDATION, Optional.of(domain),
            routeAllMessagesViaOnPremises, cloudServicesMailEnabled,
            senderRewritingEnabled);
    }

    /** The same with {@code CloudServicesMailEnabled}. */
    public OutboundConnector withCloudServicesMail() {
        return new OutboundConnector(name, onPremises, recipientDomains, allAcceptedDomains, smartHost, tlsSettings, tlsDomain, routeAllMessagesViaOnPremises,
            true, senderRewritingEnabled);
    }

    /** The same with {@code RouteAllMessagesViaOnPremises}. */
    public OutboundConnector centralised() {
        return new OutboundConnector(name, onPremises, recipientDomains, allAcceptedDomains, smartHost, tlsSettings, tlsDomain, true, cloudServicesMailEnabled,
            senderRewritingEnabled);
    }

    /** The same with {@code SenderRewritingEnabled}. */
    public OutboundConnector withSenderRewriting() {
        return new OutboundConnector(name, onPremises, recipientDomains, allAcceptedDomains, smartHost, tlsSettings, tlsDomain, routeAllMessagesViaOnPremises,
            cloudServicesMailEnabled, true);
    }

    /**
     * How exactly it names a recipient's domain (reference §3.6): 0 for not at all, then {@code *}, all accepted domains, a wildcard by its length, the domain.
     * {@code *.contoso.com} means those below contoso.com (§2.1).
     */
    int fit(String domain, boolean accepted) {
        int best = allAcceptedDomains && accepted ? 2 : 0;
        for (String pattern : recipientDomains) {
            int fit = pattern.equals(domain) ? 1_000_000
                : pattern.equals("*") ? 1
                : pattern.startsWith("*.") && domain.endsWith(pattern.substring(1)) ? 2 + pattern.length() : 0;
            best = Math.max(best, fit);
        }
        return best;
    }
}
