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
package io.jamesconnectors.connectors;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By which route, and over which security, mail leaves this server. See {@code docs/reference} for each option.
 *
 * @param name unique among all outbound connectors
 * @param type who stands at the other end
 * @param enabled a switched-off connector is never chosen for new mail
 * @param comment free text
 * @param addressSpace the mail that it is chosen for
 * @param isTransportRuleScoped chosen only where a rule names it
 * @param testMode never chosen for mail; only tests use it
 * @param route where its mail goes
 * @param tlsSettings the floor: below it nothing is sent
 * @param tlsDomain with {@link TlsSettings#DOMAIN_VALIDATION}: the names of which the certificate must carry one; empty with an MX route means the recipient domain
 * @param trustedCertificates a PEM file of trusted roots; empty means Java's own trust store
 * @param tlsOptions what we offer and show in handshakes
 * @param submission as whom it sends, and by which of Microsoft's options
 * @param sourceAddresses the addresses that we connect from, at most one of each family; empty means that the system chooses
 * @param limits how many connections, and how long each is used
 * @param pace how much is sent at most
 * @param retry when a failed attempt is repeated, and when the mail is returned
 * @param hybrid what it does for an organisation that is in two places
 */
public record OutboundConnector(
        ConnectorName name,
        ConnectorType type,
        boolean enabled,
        String comment,
        AddressSpace addressSpace,
        boolean isTransportRuleScoped,
        boolean testMode,
        Route route,
        TlsSettings tlsSettings,
        List<DomainPattern> tlsDomain,
        Optional<Path> trustedCertificates,
        TlsOptions tlsOptions,
        Submission submission,
        List<InetAddress> sourceAddresses,
        ConnectionLimits limits,
        Pace pace,
        RetrySchedule retry,
        HybridOptions hybrid) {

    /** Ordinary delivery, where no connector covers a recipient: by MX, over TLS where offered. Its name is reserved: the file can't use it. */
    public static final OutboundConnector DEFAULT_ROUTE = new OutboundConnector(
        ConnectorName.parse("mx"), ConnectorType.PARTNER, true, "ordinary delivery by MX",
        List.of(new DomainPattern.Any()), new Route.MxRecords(SmartHost.DEFAULT_PORT), TlsSettings.OPPORTUNISTIC, List.of(), Optional.empty(),
        ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT);

    public OutboundConnector {
        tlsDomain = List.copyOf(tlsDomain);
        sourceAddresses = List.copyOf(sourceAddresses);
    }

    /** A connector to nobody who shares domains with us. */
    public OutboundConnector(ConnectorName name, ConnectorType type, boolean enabled, String comment, AddressSpace addressSpace, boolean isTransportRuleScoped,
            boolean testMode, Route route, TlsSettings tlsSettings, List<DomainPattern> tlsDomain, Optional<Path> trustedCertificates, TlsOptions tlsOptions,
            Submission submission, List<InetAddress> sourceAddresses, ConnectionLimits limits, Pace pace, RetrySchedule retry) {
        this(name, type, enabled, comment, addressSpace, isTransportRuleScoped, testMode, route, tlsSettings, tlsDomain, trustedCertificates, tlsOptions, submission,
            sourceAddresses, limits, pace, retry, HybridOptions.NONE);
    }

    /** A connector for mail from anyone to these domains, with the usual options. */
    public OutboundConnector(ConnectorName name, ConnectorType type, boolean enabled, String comment, List<DomainPattern> recipientDomains, Route route,
            TlsSettings tlsSettings, List<DomainPattern> tlsDomain, Optional<Path> trustedCertificates, ConnectionLimits limits, RetrySchedule retry) {
        this(name, type, enabled, comment, AddressSpace.of(recipientDomains), false, false, route, tlsSettings, tlsDomain, trustedCertificates,
            TlsOptions.DEFAULT, Submission.NONE, List.of(), limits, Pace.UNLIMITED, retry);
    }

    /** The same, off. */
    OutboundConnector switchedOff() {
        return new OutboundConnector(name, type, false, comment, addressSpace, isTransportRuleScoped, testMode, route, tlsSettings, tlsDomain, trustedCertificates,
            tlsOptions, submission, sourceAddresses, limits, pace, retry, hybrid);
    }

    /** The recipients' domains of the address space. */
    public List<DomainPattern> recipientDomains() {
        return addressSpace.recipientDomains();
    }

    /** The public addresses that the other side sees us by, as far as the file tells: the static ones, else those that we connect from. Empty where nobody knows. */
    public List<InetAddress> seenFrom() {
        return submission.staticAddresses().isEmpty() ? sourceAddresses.stream().filter(PublicAddress::is).toList() : submission.staticAddresses();
    }

    /** Whether mail can be routed to it without a rule that names it. */
    public boolean isChosenByAddress() {
        return enabled && !isTransportRuleScoped && !testMode;
    }

    /** Where mail of a connector goes. */
    public sealed interface Route {
        /**
         * To the mail exchangers of the recipient domain (RFC 5321 §5.1).
         *
         * @param port 25 but in tests
         */
        record MxRecords(int port) implements Route {
        }

        /**
         * To one of these hosts; when it fails, to the next.
         *
         * @param hosts in the order of the file; at least one
         * @param weights how much of the mail goes to a host first, 1 to 100, compared with the others; 1 for one that is not named here
         */
        record SmartHosts(List<SmartHost> hosts, Map<SmartHost, Integer> weights) implements Route {
            public SmartHosts {
                hosts = List.copyOf(hosts);
                weights = Map.copyOf(weights);
                if (hosts.isEmpty()) {
                    throw new IllegalArgumentException("smartHosts: none (expected: at least one)");
                }
                if (weights.values().stream().anyMatch(weight -> weight < 1 || weight > 100)) {
                    throw new IllegalArgumentException("weight: " + weights + " (expected: 1 to 100)");
                }
            }

            public SmartHosts(List<SmartHost> hosts) {
                this(hosts, Map.of());
            }

            /** How much of the mail goes to {@code host} first, compared with the others. */
            public int weight(SmartHost host) {
                return weights.getOrDefault(host, 1);
            }
        }
    }
}
