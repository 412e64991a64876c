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
package io.jamesconnectors.migration.postfix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.migration.Report;

/**
 * Where Postfix sends the mail of each connector, and tls_policy. A smart host always stands with its port: without one it could not be told from a recipient's
 * domain of the same name, and mail to that domain would be secured as the smart host is.
 */
final class NextHops {
    /** Defers, so that nothing is sent over less than the connector demands. */
    static final String DEFER = "retry:4.7.5 this route can't be secured as its connector demands";

    private final Map<String, String> policies = new LinkedHashMap<>();

    /**
     * What becomes of the mail of a connector.
     *
     * @param hops none for the mail exchangers of the recipient's domain, and for mail that is deferred
     * @param policy how they are secured, as tls_policy says it
     * @param sent whether anything is sent: else Postfix can't secure it as the connector demands
     */
    record Way(List<String> hops, String policy, boolean sent) {
        /** As transport_maps names it. */
        String transport() {
            return sent ? "smtp:" + relay() : DEFER;
        }

        /** As relayhost names it. */
        String relay() {
            return String.join(", ", hops);
        }

        /** Whether mail goes to the mail exchangers of the recipient's domain. */
        boolean byMx() {
            return sent && hops.isEmpty();
        }
    }

    /** The way of a connector, whose smart hosts are thereby secured as it demands: others that demand something else of them are deferred. */
    Way of(OutboundConnector connector, Report.Of about) {
        Optional<String> policy = TlsPolicies.of(connector, about);
        boolean secured = policy.isPresent() && !(connector.route() instanceof Route.MxRecords records && records.port() != SmartHost.DEFAULT_PORT);
        List<String> hops = connector.route() instanceof Route.SmartHosts hosts ? hosts.hosts().stream().map(TlsPolicies::hop).toList() : List.of();
        boolean nowhere = connector.route() instanceof Route.SmartHosts hosts && hosts.hosts().stream().allMatch(NextHop::isNowhere);
        boolean free = hops.stream().allMatch(hop -> policies.getOrDefault(hop, policy.orElse("")).equals(policy.orElse("")));
        if (nowhere || !secured || !free) {
            about.changed("tlsSettings", nowhere ? "mail is deferred: it leads nowhere"
                : "mail is deferred: Postfix can't secure this route as the connector demands, or another connector demands something else of the same host");
            return new Way(List.of(), "", false);
        }
        hops.forEach(hop -> policies.put(hop, policy.orElseThrow()));
        return new Way(hops, policy.orElseThrow(), true);
    }

    /** Mail to this domain, or to what is below it, goes by its MX records, so secured. */
    void byMx(String key, Way way) {
        policies.put(key, way.policy());
    }

    /** The entries of tls_policy. */
    Map<String, String> policies() {
        return policies;
    }
}
