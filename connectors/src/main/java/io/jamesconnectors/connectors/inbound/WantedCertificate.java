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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.SenderCertificate;

/** Whether a client's certificate is the one that a connector knows its peer by. */
final class WantedCertificate {
    /** Names without asterisk first, the longest first. */
    static final Comparator<DomainPattern> MOST_EXACT_FIRST = Comparator
        .<DomainPattern>comparingInt(pattern -> pattern instanceof DomainPattern.Exactly ? 0 : 1)
        .thenComparingInt(pattern -> -pattern.asString().length());

    private final SenderCertificate wanted;
    private final List<Name> names;

    WantedCertificate(SenderCertificate wanted) {
        this.wanted = wanted;
        this.names = wanted.names().stream().distinct().sorted(MOST_EXACT_FIRST)
            .map(pattern -> new Name(pattern, Optional.of(new Identification.ByCertificate(pattern)))).toList();
    }

    /** Why {@code facts} don't show it; null when they do. */
    @Nullable Cause missing(ConnectionFacts facts) {
        if (facts.tls().isEmpty() || facts.tls().get().certificate().isEmpty()) {
            return Cause.CERTIFICATE_NONE;
        }
        CertificateFacts presented = facts.tls().get().certificate().get();
        return met(presented) == null ? Cause.CERTIFICATE_NAME : unfit(presented);
    }

    /** The most exact name that {@code facts} show; empty when they don't show the certificate. */
    Optional<Identification> identification(ConnectionFacts facts) {
        if (missing(facts) == null && facts.tls().isPresent() && facts.tls().get().certificate().isPresent()) {
            @Nullable Name met = met(facts.tls().get().certificate().get());
            return met == null ? Optional.empty() : met.identification;
        }
        return Optional.empty();
    }

    /** Why a certificate that has one of the names does not count all the same; null when it does. {@link Cause#PENDING} only when nothing else is wrong. */
    @Nullable Cause unfit(CertificateFacts presented) {
        Trust trust = presented.trust(wanted.trust());
        if (trust != Trust.TRUSTED && trust != Trust.PENDING) {
            return Cause.of(trust);
        }
        if (!presented.forClients() && !(wanted.serverUseAllowed() && presented.forServers())) {
            return Cause.CERTIFICATE_WRONG_USE;
        }
        if (wanted.issuer().isPresent() && !wanted.issuer().get().equals(presented.issuer())) {
            return Cause.CERTIFICATE_ISSUER;
        }
        if (!wanted.fingerprints().isEmpty() && !hasFingerprint(presented)) {
            return Cause.CERTIFICATE_FINGERPRINT;
        }
        return trust == Trust.PENDING ? Cause.PENDING : null;
    }

    private boolean hasFingerprint(CertificateFacts presented) {
        for (Fingerprint fingerprint : presented.fingerprints()) {
            if (wanted.fingerprints().contains(fingerprint)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Name met(CertificateFacts presented) {
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < presented.names().size(); j++) {
                if (presented.names().get(j).meets(names.get(i).pattern)) {
                    return names.get(i);
                }
            }
        }
        return null;
    }

    private record Name(DomainPattern pattern, Optional<Identification> identification) {
    }
}
