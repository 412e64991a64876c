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
import java.util.function.Function;

import io.jamesconnectors.connectors.OutboundConnector;

/** In which options two outbound connectors of one name differ. */
final class OutboundChanges {
    private static final Map<String, Function<OutboundConnector, Object>> OPTIONS = options();

    private OutboundChanges() {
    }

    /** The options, as the file calls them. */
    static List<String> between(OutboundConnector before, OutboundConnector after) {
        return OPTIONS.entrySet().stream()
            .filter(option -> !option.getValue().apply(before).equals(option.getValue().apply(after)))
            .map(Map.Entry::getKey).toList();
    }

    private static Map<String, Function<OutboundConnector, Object>> options() {
        Map<String, Function<OutboundConnector, Object>> options = new LinkedHashMap<>();
        options.put("type", OutboundConnector::type);
        options.put("enabled", OutboundConnector::enabled);
        options.put("comment", OutboundConnector::comment);
        options.put("recipientDomains", OutboundConnector::recipientDomains);
        options.put("allAcceptedDomains", connector -> connector.addressSpace().allAcceptedDomains());
        options.put("senderDomains", connector -> connector.addressSpace().senderDomains());
        options.put("cost", connector -> connector.addressSpace().cost());
        options.put("isTransportRuleScoped", OutboundConnector::isTransportRuleScoped);
        options.put("testMode", OutboundConnector::testMode);
        options.put("route", OutboundConnector::route);
        options.put("tlsSettings", OutboundConnector::tlsSettings);
        options.put("tlsDomain", OutboundConnector::tlsDomain);
        options.put("trustedCertificates", OutboundConnector::trustedCertificates);
        options.put("tlsOptions", connector -> List.of(connector.tlsOptions().minimumVersion(), connector.tlsOptions().ciphers()));
        options.put("clientCertificate", connector -> connector.tlsOptions().clientCertificate());
        options.put("option", connector -> connector.submission().option());
        options.put("credentials", connector -> connector.submission().mailboxes());
        options.put("fromRewrite", connector -> connector.submission().fromRewrite());
        options.put("warmUp", connector -> connector.submission().warmUp());
        options.put("staticAddress", connector -> connector.submission().staticAddresses());
        options.put("sourceAddress", OutboundConnector::sourceAddresses);
        options.put("limits", connector -> List.of(connector.limits(), connector.pace()));
        options.put("retry", OutboundConnector::retry);
        options.put("targetDeliveryDomain", connector -> connector.hybrid().targetDeliveryDomain());
        options.put("cloudServicesMailEnabled", connector -> connector.hybrid().cloudServicesMailEnabled());
        options.put("senderRewritingEnabled", connector -> connector.hybrid().senderRewritingEnabled());
        return options;
    }
}
