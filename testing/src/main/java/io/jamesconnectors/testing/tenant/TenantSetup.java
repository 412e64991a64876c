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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.office365.Office365Simulator;

/** What an administrator sets up before mail flows; {@link #start()} starts it. Mailboxes come later: {@link TenantSimulator#recipients()}. */
public final class TenantSetup {
    private final TestCa ca;
    private final List<AcceptedDomain> domains = new ArrayList<>();
    private final Map<String, InboundConnector> inbound = new LinkedHashMap<>();
    private final Map<String, HeaderTerms> terms = new LinkedHashMap<>();
    private final List<OutboundConnector> outbound = new CopyOnWriteArrayList<>();
    private final Map<String, NextHost> outside = new ConcurrentHashMap<>();
    private final TenantSwitches switches = new TenantSwitches();
    private String name = "contoso";
    private @Nullable String routingDomain;
    private @Nullable InetAddress sourceAddress;
    private TestCertificate certificate;
    private boolean edgeBlocking = true;
    private boolean rejectDirectSend;

    TenantSetup(TestCa ca) {
        this.ca = ca;
        this.certificate = ca.issue().commonName(TenantSimulator.CERTIFICATE_NAME).dnsNames(TenantSimulator.CERTIFICATE_NAME).done();
    }

    /** What the tenant is called, in its host names and threads. Default: {@code contoso}. */
    public TenantSetup name(String value) {
        this.name = value;
        return this;
    }

    /** Adds an accepted domain: {@code Authoritative} (reference §5.3). The first of all accepted domains stands for the tenant. */
    public TenantSetup authoritative(String domain) {
        domains.add(new AcceptedDomain(domain, true, false));
        return this;
    }

    /** Adds an accepted domain: {@code InternalRelay}. */
    public TenantSetup internalRelay(String domain) {
        domains.add(new AcceptedDomain(domain, false, false));
        return this;
    }

    /** Adds an accepted domain: {@code InternalRelay} with {@code MatchSubDomains}. */
    public TenantSetup internalRelayWithSubDomains(String domain) {
        domains.add(new AcceptedDomain(domain, false, true));
        return this;
    }

    /** Adds the routing domain, such as {@code contoso.mail.onmicrosoft.test}: authoritative, and every recipient has an address in it (reference §5.2). */
    public TenantSetup routingDomain(String domain) {
        this.routingDomain = Address.canonical(domain);
        return authoritative(domain);
    }

    /** Lets the edge take mail for unknown recipients of authoritative domains; they are then reported with {@code 550 5.1.10} (reference §4.3, §5.3). */
    public TenantSetup withoutEdgeBlocking() {
        this.edgeBlocking = false;
        return this;
    }

    /** {@code RejectDirectSend} (reference §3.5). */
    public TenantSetup rejectDirectSend() {
        this.rejectDirectSend = true;
        return this;
    }

    /** Adds an inbound connector whose mail is a stranger's, as far as headers go. */
    public TenantSetup inbound(InboundConnector connector) {
        return inbound(connector, HeaderTerms.STRANGER);
    }

    /** Adds an inbound connector; only own servers may be trusted for their headers (reference §1.3, V4). */
    public TenantSetup inbound(InboundConnector connector, HeaderTerms headers) {
        if (headers != HeaderTerms.STRANGER && !connector.ownServers()) {
            throw new IllegalArgumentException("headers over " + connector.name() + ": " + headers + " (expected: STRANGER for a partner)");
        }
        if (inbound.putIfAbsent(connector.name(), connector) != null) {
            throw new IllegalArgumentException("inbound connector: " + connector.name() + " twice (expected: once)");
        }
        terms.put(connector.name(), headers);
        return this;
    }

    /** Adds an outbound connector. Among those that fit a recipient equally, the first is used: no tie-break is published (reference §3.6). */
    public TenantSetup outbound(OutboundConnector connector) {
        outbound.add(connector);
        return this;
    }

    /** Has mail for a domain outside go there; it stands for the MX record of the domain. */
    public TenantSetup outside(String domain, NextHost host) {
        outside.put(Address.canonical(domain), host);
        return this;
    }

    /** Has the tenant's connections come from this address of the loopback network, such as {@code 127.0.0.40}. */
    public TenantSetup connectsFrom(String address) {
        try {
            this.sourceAddress = InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: " + address + " (expected: one of the loopback network)", e);
        }
        return this;
    }

    /** Shows this certificate to the servers that ask for one. Default: a sound one for {@code mail.protection.outlook.com} (reference §7.1). */
    public TenantSetup clientCertificate(TestCertificate value) {
        this.certificate = value;
        return this;
    }

    /** What is not published; the tenant has the same object. */
    public TenantSwitches switches() {
        return switches;
    }

    /** Starts the tenant on free ports. */
    public TenantSimulator start() {
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("accepted domains: none (expected: one at least, reference §1.3 V10)");
        }
        return new TenantSimulator(this);
    }

    String name() {
        return name;
    }

    List<AcceptedDomain> domains() {
        return domains;
    }

    Map<String, InboundConnector> inbound() {
        return inbound;
    }

    List<OutboundConnector> outbound() {
        return outbound;
    }

    Map<String, NextHost> outside() {
        return outside;
    }

    Recipients newRecipients() {
        return new Recipients(Optional.ofNullable(routingDomain));
    }

    Routing routing(Recipients recipients) {
        return new Routing(domains, recipients, outbound, outside, switches);
    }

    HeaderFirewall firewall(Routing routing) {
        return new HeaderFirewall(name + ".prod.outlook.test", Map.copyOf(terms), routing, switches);
    }

    Carrier carrier() {
        return new Carrier(name + ".outbound.protection.outlook.com", Optional.ofNullable(sourceAddress),
            certificate.sslContextForAnyPeer(), new ServerTrust(ca));
    }

    /** Tells the endpoints of all this. */
    void applyTo(Office365Simulator office, Recipients recipients) {
        io.jamesconnectors.testing.office365.Tenant account = office.tenant(name).rejectDirectSend(rejectDirectSend)
            .alsoKnows(address -> recipients.find(address).isPresent());
        for (AcceptedDomain domain : domains) {
            if (domain.matchSubDomains()) {
                account.internalRelayWithSubDomains(domain.name());
            } else if (domain.authoritative() && edgeBlocking) {
                account.authoritative(domain.name());
            } else {
                account.internalRelay(domain.name());
            }
        }
        inbound.values().forEach(account::connector);
    }

    TestCa ca() {
        return ca;
    }
}
