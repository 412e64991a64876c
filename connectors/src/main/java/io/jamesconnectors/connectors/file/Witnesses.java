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

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.diagnostics.Witness;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * Looks for a mail that shows what a check suspects. Whatever is returned has been decided by {@link InboundRules} themselves; where they decide otherwise, as
 * when another connector stands before the one in question, there is no witness. The first {@value #MOST} questions are answered.
 */
final class Witnesses {
    /** A decision may walk over every connector of a level; a file can hold a hundred thousand. */
    private static final int MOST = 100;
    private static final List<DomainName> STRANGERS = List.of(DomainName.parse("elsewhere.example"), DomainName.parse("far-away.example"));
    /** Nobody's, for documents (RFC 5737, RFC 3849). */
    private static final List<Cidr> ANYWHERE = List.of(Cidr.parse("203.0.113.0/24"), Cidr.parse("198.51.100.0/24"), Cidr.parse("2001:db8::/32"), Cidr.parse("192.0.2.0/24"));

    private final Connectors connectors;
    private @Nullable InboundRules rules;
    private int asked;

    Witnesses(Connectors connectors) {
        this.connectors = connectors;
    }

    /** A stranger's mail to a stranger that a connector lets through for an address in the block. */
    Optional<Witness> relayedFrom(InboundConnector connector, Cidr block) {
        return relayed(connector, List.of(block), Optional.empty());
    }

    /** The same for a certificate of such a name by a public authority, from anywhere. */
    Optional<Witness> relayedWith(InboundConnector connector, DomainPattern name) {
        Optional<SenderCertificate> wanted = connector.certificate()
            .filter(certificate -> certificate.trust().trustedCertificates().isEmpty() && certificate.fingerprints().isEmpty());
        return wanted.flatMap(certificate -> relayed(connector, ANYWHERE, Optional.of(certificate(certificate, name))));
    }

    /** Whether so much was asked that no more is answered. */
    boolean isExhausted() {
        return asked >= MOST;
    }

    /** A stranger's mail to us that a partner connector refuses: where it goes by addresses or a certificate although it comes over TLS, else in clear. */
    Optional<Witness> refused(InboundConnector partner) {
        boolean byProof = partner.restrictDomainsToIPAddresses() || partner.restrictDomainsToCertificate();
        Optional<TlsFacts> tls = byProof ? Optional.of(tls(Optional.empty())) : Optional.empty();
        DomainName ours = partner.associatedAcceptedDomains().stream().findFirst().or(this::firstDomain).orElse(DomainName.parse("ours.example"));
        for (InetAddress address : Addresses.in(ANYWHERE)) {
            ConnectionFacts facts = facts(listener(partner), address, tls, stranger(), ours, true, false);
            @Nullable Decision decision = decide(facts);
            if (decision != null && decision.verdict() == Verdict.REFUSE && decision.connector().isPresent()) {
                return Optional.of(witness(facts, "is refused with " + decision.reply().orElseThrow()));
            }
        }
        return Optional.empty();
    }

    /** A stranger's mail to a stranger that the server by itself relays for an address in the block. */
    Optional<Witness> relayedByServer(String listener, Cidr block) {
        for (InetAddress address : Addresses.in(List.of(block))) {
            ConnectionFacts facts = facts(listener, address, Optional.empty(), stranger(), otherStranger(), false, true);
            @Nullable Decision decision = decide(facts);
            if (decision != null && decision.verdict() == Verdict.ORDINARY) {
                return Optional.of(witness(facts, "is relayed"));
            }
        }
        return Optional.empty();
    }

    private Optional<Witness> relayed(InboundConnector connector, List<Cidr> from, Optional<CertificateFacts> certificate) {
        Optional<DomainName> sender = connector.associatedAcceptedDomains().stream().findFirst().or(this::firstDomain);
        Optional<TlsFacts> tls = connector.requireTls() || certificate.isPresent() ? Optional.of(tls(certificate)) : Optional.empty();
        if (sender.isEmpty()) {
            return Optional.empty();
        }
        for (InetAddress address : Addresses.in(from)) {
            ConnectionFacts facts = facts(listener(connector), address, tls, sender.get(), stranger(), false, false);
            @Nullable Decision decision = decide(facts);
            if (decision != null && decision.verdict() == Verdict.GRANT_RELAY && decision.connector().filter(connector.name()::equals).isPresent()) {
                return Optional.of(witness(facts, "is relayed"));
            }
        }
        return Optional.empty();
    }

    private @Nullable Decision decide(ConnectionFacts facts) {
        if (asked >= MOST) {
            return null;
        }
        asked++;
        return rules().decide(facts);
    }

    private InboundRules rules() {
        @Nullable InboundRules built = rules;
        if (built == null) {
            built = InboundRules.of(connectors);
            rules = built;
        }
        return built;
    }

    private Optional<DomainName> firstDomain() {
        return connectors.acceptedDomains().stream().map(AcceptedDomain::name).findFirst();
    }

    /** A domain that is not ours. */
    private DomainName stranger() {
        return STRANGERS.stream().filter(domain -> connectors.acceptedDomain(domain).isEmpty()).findFirst().orElse(STRANGERS.get(0));
    }

    private DomainName otherStranger() {
        return STRANGERS.stream().filter(domain -> connectors.acceptedDomain(domain).isEmpty()).reduce((first, second) -> second).orElse(STRANGERS.get(1));
    }

    private static String listener(InboundConnector connector) {
        return connector.listeners().stream().sorted().findFirst().orElse("");
    }

    private static TlsFacts tls(Optional<CertificateFacts> certificate) {
        return new TlsFacts(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", certificate);
    }

    private static CertificateFacts certificate(SenderCertificate wanted, DomainPattern name) {
        boolean below = name instanceof DomainPattern.WithSubdomains;
        DomainName domain = DomainName.parse(below ? "mail." + ((DomainPattern.WithSubdomains) name).domain() : name.asString());
        Map<TrustSource, Trust> trust = Map.of(wanted.trust(), Trust.TRUSTED);
        return new CertificateFacts(List.of(new CertificateName(domain, false)), wanted.issuer().orElse("cn=public authority"), Set.of(), true, true, trust);
    }

    private static ConnectionFacts facts(String listener, InetAddress address, Optional<TlsFacts> tls, DomainName sender, DomainName recipient, boolean ours,
            boolean serverRelays) {
        return new ConnectionFacts(listener, address, tls, Optional.empty(), Optional.of(sender), OriginatorOrg.NONE, OriginatorOrg.NONE, Optional.of(recipient),
            ours, serverRelays);
    }

    private static Witness witness(ConnectionFacts facts, String outcome) {
        return new Witness(Cidr.of(facts.clientAddress()).toString(), facts.tls().isPresent() ? "1.3" : "none",
            facts.tls().flatMap(TlsFacts::certificate).map(certificate -> certificate.names().get(0).toString()),
            "anyone@" + facts.senderDomain().orElseThrow(), "someone@" + facts.recipientDomain().orElseThrow(), outcome);
    }
}
