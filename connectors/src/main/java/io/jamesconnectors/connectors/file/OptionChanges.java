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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TrustSource;

/** In which options two parts of a configuration differ that have one name. */
final class OptionChanges {
    private static final Named<OutboundConnector> OUTBOUND = outbound();
    private static final Named<InboundConnector> INBOUND = inbound();
    private static final Named<AcceptedDomain> ACCEPTED_DOMAIN = new Named<AcceptedDomain>()
        .put("type", AcceptedDomain::type)
        .put("matchSubDomains", AcceptedDomain::matchSubDomains);
    private static final Named<PublishedAddresses> PUBLISHED = new Named<PublishedAddresses>()
        .put("file", PublishedAddresses::file)
        .put("instance", list -> list.source().map(PublishedAddresses.Source::instance))
        .put("url", list -> list.source().map(PublishedAddresses.Source::base))
        .put("addresses in the list", PublishedAddresses::blocks);
    private static final Named<LegacyListener> LEGACY = new Named<LegacyListener>().put("networks", LegacyListener::networks);
    private static final Named<Hybrid.RoutingTableFile> TABLE = new Named<Hybrid.RoutingTableFile>()
        .put("file", Hybrid.RoutingTableFile::path)
        .put("overridesUsers", Hybrid.RoutingTableFile::overridesUsers);
    private static final Named<Hybrid.SenderRewriting> REWRITING = new Named<Hybrid.SenderRewriting>()
        .put("domain", Hybrid.SenderRewriting::domain)
        .put("validity", Hybrid.SenderRewriting::validity);

    private static final List<Object> NO_CERTIFICATE = List.of(Optional.empty(), Set.of(), false, TrustSource.JAVA);

    private OptionChanges() {
    }

    /** What is said of a part, by the names that the file uses. */
    private static final class Named<T> {
        private final Map<String, Function<T, Object>> values = new LinkedHashMap<>();

        Named<T> put(String option, Function<T, Object> value) {
            values.put(option, value);
            return this;
        }

        List<String> between(T before, T after) {
            return values.entrySet().stream()
                .filter(option -> !option.getValue().apply(before).equals(option.getValue().apply(after)))
                .map(Map.Entry::getKey).toList();
        }
    }

    /** The options, as the file calls them; none for a part that has none, and for two parts that are not alike. */
    static List<String> between(Object before, Object after) {
        if (before instanceof OutboundConnector then && after instanceof OutboundConnector now) {
            return OUTBOUND.between(then, now);
        }
        if (before instanceof InboundConnector then && after instanceof InboundConnector now) {
            return INBOUND.between(then, now);
        }
        if (before instanceof AcceptedDomain then && after instanceof AcceptedDomain now) {
            return ACCEPTED_DOMAIN.between(then, now);
        }
        if (before instanceof PublishedAddresses then && after instanceof PublishedAddresses now) {
            return PUBLISHED.between(then, now);
        }
        if (before instanceof LegacyListener then && after instanceof LegacyListener now) {
            return LEGACY.between(then, now);
        }
        if (before instanceof Hybrid.RoutingTableFile then && after instanceof Hybrid.RoutingTableFile now) {
            return TABLE.between(then, now);
        }
        return before instanceof Hybrid.SenderRewriting then && after instanceof Hybrid.SenderRewriting now ? REWRITING.between(then, now) : List.of();
    }

    private static Named<OutboundConnector> outbound() {
        return new Named<OutboundConnector>()
            .put("type", OutboundConnector::type)
            .put("enabled", OutboundConnector::enabled)
            .put("comment", OutboundConnector::comment)
            .put("recipientDomains", OutboundConnector::recipientDomains)
            .put("allAcceptedDomains", connector -> connector.addressSpace().allAcceptedDomains())
            .put("senderDomains", connector -> connector.addressSpace().senderDomains())
            .put("cost", connector -> connector.addressSpace().cost())
            .put("isTransportRuleScoped", OutboundConnector::isTransportRuleScoped)
            .put("testMode", OutboundConnector::testMode)
            .put("useMxRecord", connector -> connector.route() instanceof OutboundConnector.Route.MxRecords mx ? mx : "")
            .put("smartHosts", connector -> connector.route() instanceof OutboundConnector.Route.SmartHosts hosts ? hosts : "")
            .put("tlsSettings", OutboundConnector::tlsSettings)
            .put("tlsDomain", OutboundConnector::tlsDomain)
            .put("trustedCertificates", OutboundConnector::trustedCertificates)
            .put("tlsOptions", connector -> List.of(connector.tlsOptions().minimumVersion(), connector.tlsOptions().ciphers()))
            .put("clientCertificate", connector -> connector.tlsOptions().clientCertificate())
            .put("option", connector -> connector.submission().option())
            .put("credentials", connector -> connector.submission().mailboxes())
            .put("fromRewrite", connector -> connector.submission().fromRewrite())
            .put("warmUp", connector -> connector.submission().warmUp())
            .put("staticAddress", connector -> connector.submission().staticAddresses())
            .put("sourceAddress", OutboundConnector::sourceAddresses)
            .put("limits", connector -> List.of(connector.limits(), connector.pace()))
            .put("retry", OutboundConnector::retry)
            .put("targetDeliveryDomain", connector -> connector.hybrid().targetDeliveryDomain())
            .put("cloudServicesMailEnabled", connector -> connector.hybrid().cloudServicesMailEnabled())
            .put("senderRewritingEnabled", connector -> connector.hybrid().senderRewritingEnabled());
    }

    private static Named<InboundConnector> inbound() {
        return new Named<InboundConnector>()
            .put("type", InboundConnector::type)
            .put("enabled", InboundConnector::enabled)
            .put("comment", InboundConnector::comment)
            .put("listeners", InboundConnector::listeners)
            .put("senderDomains", InboundConnector::senderDomains)
            .put("senderIPAddresses", connector -> List.of(connector.senderIPAddresses(), connector.publishedAddresses()))
            .put("tlsSenderCertificateName", connector -> connector.certificate().map(SenderCertificate::names))
            .put("tlsSenderCertificate", connector -> connector.certificate()
                .<List<Object>>map(certificate -> List.of(certificate.issuer(), certificate.fingerprints(), certificate.serverUseAllowed(), certificate.trust()))
                .orElse(NO_CERTIFICATE))
            .put("requireTls", InboundConnector::minimumTls)
            .put("restrictDomainsToIPAddresses", InboundConnector::restrictDomainsToIPAddresses)
            .put("restrictDomainsToCertificate", InboundConnector::restrictDomainsToCertificate)
            .put("associatedAcceptedDomains", InboundConnector::associatedAcceptedDomains)
            .put("treatMessagesAsInternal", InboundConnector::treatMessagesAsInternal)
            .put("cloudServicesMailEnabled", InboundConnector::cloudServicesMailEnabled)
            .put("efSkipLastIP", connector -> connector.enhancedFiltering().skipLastIP())
            .put("efSkipIPs", connector -> connector.enhancedFiltering().skipIPs())
            .put("efUsers", connector -> connector.enhancedFiltering().users())
            .put("limits", InboundConnector::limits);
    }
}
