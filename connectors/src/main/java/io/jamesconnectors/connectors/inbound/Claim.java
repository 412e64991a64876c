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
package io.jamesconnectors.connectors.inbound;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.Reason;

/** A name of a certificate, or a block of addresses, that an organisation or office365 connector claims as its own. */
final class Claim {
    private final InboundConnector connector;
    private final AcceptedDomains ours;
    private final ReplacedSenders replaced;
    private final Optional<Identification> identification;
    private final String subject;
    private final Optional<WantedCertificate> certificate;
    private final boolean fromTenants;
    private final boolean nameIsProof;
    private final Map<Proof, Decision> decisions = new EnumMap<>(Proof.class); // both are filled here, and only read afterwards
    private final Map<Proof, Weighing> alone = new EnumMap<>(Proof.class);

    private Claim(InboundConnector connector, AcceptedDomains ours, ReplacedSenders replaced, Identification identification, String subject,
            Optional<WantedCertificate> certificate, boolean fromTenants, boolean nameIsProof) {
        this.connector = connector;
        this.ours = ours;
        this.replaced = replaced;
        this.identification = Optional.of(identification);
        this.subject = subject;
        this.certificate = certificate;
        this.fromTenants = fromTenants && connector.type() == ConnectorType.OFFICE365;
        this.nameIsProof = nameIsProof;
        for (Proof proof : connector.type() == ConnectorType.OFFICE365
                ? List.of(Proof.TENANT_XOORG, Proof.TENANT_HEADER, Proof.TENANT_SENDER, Proof.AWAITED)
                : nameIsProof ? List.of(Proof.NAME) : List.of(Proof.SENDER, Proof.SENDER_REPLACED)) {
            decisions.put(proof, new Decision(verdict(proof), Optional.empty(), Optional.of(connector.name()), this.identification,
                List.of(reason(proof.cause()))));
            alone.put(proof, Weighing.alone(this, proof));
        }
    }

    static Claim of(InboundConnector connector, AcceptedDomains ours, ReplacedSenders replaced, DomainPattern name, WantedCertificate certificate) {
        return new Claim(connector, ours, replaced, new Identification.ByCertificate(name),
            "tlsSenderCertificateName " + name.asString() + " is among the names of the client's certificate", Optional.of(certificate), true,
            connector.type() == ConnectorType.ORGANIZATION && ours.areProvedBy(name));
    }

    static Claim of(InboundConnector connector, AcceptedDomains ours, ReplacedSenders replaced, Identification.ByAddress place) {
        return new Claim(connector, ours, replaced, place, place.published().map(name -> "senderIPAddresses " + name + ", there " + place.block())
            .orElseGet(() -> "senderIPAddresses " + place.block()) + " contains the client", Optional.empty(), place.published().isPresent(), false);
    }

    InboundConnector connector() {
        return connector;
    }

    Optional<Identification> identification() {
        return identification;
    }

    /** Whether Microsoft alone could send from there, for a tenant that it knows. */
    boolean isFromTenants() {
        return fromTenants;
    }

    /** Why it does not identify a client that it concerns; null when it does. {@link Cause#PENDING} only when nothing else is wrong. */
    @Nullable Cause obstacle(String listener, Optional<TlsFacts> tls) {
        @Nullable Cause apart = Cause.apart(connector, listener);
        if (apart != null) {
            return apart;
        }
        if (connector.minimumTls().isPresent()) {
            if (tls.isEmpty()) {
                return Cause.TLS_MISSING;
            }
            if (!tls.get().version().isAtLeast(connector.minimumTls().get())) {
                return Cause.TLS_TOO_OLD;
            }
        }
        if (certificate.isEmpty()) {
            return null;
        }
        return tls.isEmpty() || tls.get().certificate().isEmpty() ? Cause.CERTIFICATE_NONE : certificate.get().unfit(tls.get().certificate().get());
    }

    /**
     * The second proof.
     *
     * @param xoorg what {@code XOORG} says, {@link OriginatorOrg#NONE} where the client is not believed in it
     */
    Proof proof(ConnectionFacts facts, OriginatorOrg xoorg) {
        if (connector.type() == ConnectorType.OFFICE365) {
            return tenantProof(facts, xoorg);
        }
        if (nameIsProof) {
            return Proof.NAME;
        }
        if (facts.senderDomain().isEmpty()) {
            return Proof.SENDER_WITHOUT_DOMAIN;
        }
        if (ours.cover(facts.senderDomain())) {
            return Proof.SENDER;
        }
        return ours.cover(replaced.replacement(facts)) ? Proof.SENDER_REPLACED : Proof.SENDER_NOT_ACCEPTED;
    }

    /** The decision for a client that it identifies with this proof, where no other claim concerns the client. */
    Decision decision(Proof proof) {
        return made(proof, decisions);
    }

    /** The weighing for such a client. */
    Weighing alone(Proof proof) {
        return made(proof, alone);
    }

    Reason reason(Cause cause) {
        return Reason.of(cause.code(), subject + ", " + cause.words() + ".", connector.name());
    }

    private Proof tenantProof(ConnectionFacts facts, OriginatorOrg xoorg) {
        if (xoorg instanceof OriginatorOrg.Named named) {
            return names(named.domain(), Proof.TENANT_XOORG);
        }
        OriginatorOrg header = facts.originatorOrg();
        if (xoorg instanceof OriginatorOrg.Unusable || header instanceof OriginatorOrg.Unusable) {
            return Proof.TENANT_FOREIGN;
        }
        if (header instanceof OriginatorOrg.Named named) {
            return names(named.domain(), Proof.TENANT_HEADER);
        }
        if (header instanceof OriginatorOrg.NotYet) {
            return Proof.AWAITED;
        }
        return ours.cover(facts.senderDomain()) ? Proof.TENANT_SENDER : Proof.TENANT_UNPROVEN;
    }

    private Proof names(DomainName organisation, Proof proof) {
        return ours.cover(organisation) ? proof : Proof.TENANT_FOREIGN;
    }

    private static <T> T made(Proof proof, Map<Proof, T> from) {
        @Nullable T made = from.get(proof);
        if (made == null) {
            throw new IllegalArgumentException("proof: " + proof + " (expected: one of " + from.keySet() + ")");
        }
        return made;
    }

    private static Verdict verdict(Proof proof) {
        return proof == Proof.AWAITED ? Verdict.AWAIT_MESSAGE : Verdict.GRANT_RELAY;
    }
}
