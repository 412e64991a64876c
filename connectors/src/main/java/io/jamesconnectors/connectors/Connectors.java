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

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One checked configuration, whole and immutable: what hooks and workers read, never the file.
 * Indexes for fast decisions are built by whoever decides, once per instance.
 *
 * @param acceptedDomains the domains that are ours
 * @param rejectDirectSend whether mail from an accepted domain that no connector stands for is refused
 * @param publishedAddresses published address ranges, by name in {@link InboundConnector#publishedAddresses}
 * @param inbound all inbound connectors in the order of the file, switched-off ones too
 * @param outbound all outbound connectors in the order of the file, switched-off ones too
 * @param dnsServers the name servers to ask, as {@code host:port}; empty means those of the system
 * @param throttling regular expressions for replies that ask us to slow down, looked for in "451 4.7.500 text" in any case, beside those that are known anyway;
 *     at most {@value #MAX_THROTTLING}, each valid and of at most {@value #MAX_THROTTLING_LENGTH} characters
 * @param legacyListeners the listeners for old devices, each name once
 * @param hybrid what holds where one organisation is in two places
 * @param trace what is kept of the way of each message
 */
public record Connectors(
        List<AcceptedDomain> acceptedDomains,
        boolean rejectDirectSend,
        List<PublishedAddresses> publishedAddresses,
        List<InboundConnector> inbound,
        List<OutboundConnector> outbound,
        List<SmartHost> dnsServers,
        List<String> throttling,
        List<LegacyListener> legacyListeners,
        Hybrid hybrid,
        TraceSettings trace) {

    /** The most regular expressions for throttling replies. */
    public static final int MAX_THROTTLING = 100;
    /** The longest of them, in characters. */
    public static final int MAX_THROTTLING_LENGTH = 200;

    /** A configuration without any connector: James's ordinary rules, and MX delivery. */
    public static final Connectors NONE = new Connectors(List.of(), List.of(), List.of(), List.of());

    public Connectors {
        acceptedDomains = List.copyOf(acceptedDomains);
        publishedAddresses = List.copyOf(publishedAddresses);
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
        dnsServers = List.copyOf(dnsServers);
        throttling = List.copyOf(throttling);
        legacyListeners = List.copyOf(legacyListeners);
        throttling.forEach(Pattern::compile);
        if (throttling.size() > MAX_THROTTLING || throttling.stream().anyMatch(expression -> expression.length() > MAX_THROTTLING_LENGTH)) {
            throw new IllegalArgumentException("throttling: " + throttling.size() + " expressions (expected: at most " + MAX_THROTTLING
                + ", each of at most " + MAX_THROTTLING_LENGTH + " characters)");
        }
    }

    /** A configuration that says nothing of a trace. */
    public Connectors(List<AcceptedDomain> acceptedDomains, boolean rejectDirectSend, List<PublishedAddresses> publishedAddresses, List<InboundConnector> inbound,
            List<OutboundConnector> outbound, List<SmartHost> dnsServers, List<String> throttling, List<LegacyListener> legacyListeners, Hybrid hybrid) {
        this(acceptedDomains, rejectDirectSend, publishedAddresses, inbound, outbound, dnsServers, throttling, legacyListeners, hybrid, TraceSettings.DEFAULT);
    }

    /** A configuration of an organisation that is in one place. */
    public Connectors(List<AcceptedDomain> acceptedDomains, boolean rejectDirectSend, List<PublishedAddresses> publishedAddresses, List<InboundConnector> inbound,
            List<OutboundConnector> outbound, List<SmartHost> dnsServers, List<String> throttling, List<LegacyListener> legacyListeners) {
        this(acceptedDomains, rejectDirectSend, publishedAddresses, inbound, outbound, dnsServers, throttling, legacyListeners, Hybrid.NONE);
    }

    /** A configuration without listeners for old devices. */
    public Connectors(List<AcceptedDomain> acceptedDomains, boolean rejectDirectSend, List<PublishedAddresses> publishedAddresses,
            List<InboundConnector> inbound, List<OutboundConnector> outbound, List<SmartHost> dnsServers, List<String> throttling) {
        this(acceptedDomains, rejectDirectSend, publishedAddresses, inbound, outbound, dnsServers, throttling, List.of());
    }

    /** A configuration that knows no throttling replies of its own. */
    public Connectors(List<AcceptedDomain> acceptedDomains, boolean rejectDirectSend, List<PublishedAddresses> publishedAddresses,
            List<InboundConnector> inbound, List<OutboundConnector> outbound, List<SmartHost> dnsServers) {
        this(acceptedDomains, rejectDirectSend, publishedAddresses, inbound, outbound, dnsServers, List.of());
    }

    /** A configuration that uses no published ranges and takes direct send. */
    public Connectors(List<AcceptedDomain> acceptedDomains, List<InboundConnector> inbound, List<OutboundConnector> outbound, List<SmartHost> dnsServers) {
        this(acceptedDomains, false, List.of(), inbound, outbound, dnsServers);
    }

    /** The accepted domain that covers {@code domain}: the exact one, else the longest of those that count their subdomains. */
    public Optional<AcceptedDomain> acceptedDomain(DomainName domain) {
        return acceptedDomains.stream()
            .filter(accepted -> accepted.covers(domain))
            .max((a, b) -> Integer.compare(a.name().asString().length(), b.name().asString().length()));
    }

    /** The same with one connector off. */
    public Connectors switchedOff(Direction direction, ConnectorName name) {
        List<InboundConnector> arriving = direction == Direction.OUTBOUND ? inbound
            : inbound.stream().map(connector -> connector.name().equals(name) ? connector.switchedOff() : connector).toList();
        List<OutboundConnector> leaving = direction == Direction.INBOUND ? outbound
            : outbound.stream().map(connector -> connector.name().equals(name) ? connector.switchedOff() : connector).toList();
        return new Connectors(acceptedDomains, rejectDirectSend, publishedAddresses, arriving, leaving, dnsServers, throttling, legacyListeners, hybrid, trace);
    }

    /** The outbound connector of that name, if there is one. */
    public Optional<OutboundConnector> outbound(ConnectorName name) {
        return outbound.stream().filter(connector -> connector.name().equals(name)).findFirst();
    }
}
