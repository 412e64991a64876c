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
package io.jamesconnectors.smtp.validate;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.wire.Printable;
import io.jamesconnectors.tls.DnsIdentity;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.TlsVerdict;

/**
 * What the other side showed in its handshake, and which of our rules it meets, in words.
 *
 * @param text the rule, where there is one, names, issuer, end, and how many certificates were sent along
 * @param endsSoon whether a certificate that was shown ends within 30 days
 */
public record ShownCertificate(String text, boolean endsSoon) {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int MOST_NAMES = 10;
    private static final int MOST_CERTIFICATES = 10;
    private static final int LONGEST_NAME = 120;

    /** A server's, against the floor of a connector. */
    static ShownCertificate of(SSLSession session, TlsVerdict verdict, TlsRequirement requirement, Instant now) {
        List<X509Certificate> chain = chain(session);
        String text = rule(verdict, requirement) + "; " + verdict.protocol() + ' ' + verdict.cipher();
        return of(chain, verdict.certificateNames(), chain.isEmpty() ? text : text + "; ", now);
    }

    /** One that is measured by nothing; the first of {@code chain} is its own. */
    public static ShownCertificate of(List<X509Certificate> chain, Instant now) {
        return of(chain, chain.isEmpty() ? List.of() : DnsIdentity.of(chain.get(0)).stream().map(DnsIdentity::asString).toList(), "", now);
    }

    private static ShownCertificate of(List<X509Certificate> chain, List<String> names, String before, Instant now) {
        StringBuilder text = new StringBuilder(before);
        if (!chain.isEmpty()) {
            X509Certificate own = chain.get(0);
            text.append("certificate ").append(name(own.getSubjectX500Principal()))
                .append(" for ").append(names.isEmpty() ? "no name" : names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")))
                .append(names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "")
                .append(", issued by ").append(name(own.getIssuerX500Principal())).append(", until ").append(end(own).atOffset(ZoneOffset.UTC).toLocalDate())
                .append(", with ").append(chain.size() - 1).append(" more in the chain");
        }
        return new ShownCertificate(text.toString(), chain.stream().limit(MOST_CERTIFICATES)
            .anyMatch(certificate -> end(certificate).isBefore(now.plus(SOON))));
    }

    private static String rule(TlsVerdict verdict, TlsRequirement requirement) {
        TlsSettings floor = requirement.floor();
        String names = floor == TlsSettings.DOMAIN_VALIDATION ? " of " + requirement.names().stream().limit(MOST_NAMES).map(name -> name.asString())
            .collect(Collectors.joining(", ")) : "";
        String problem = verdict.problem().map(Object::toString).orElse("");
        if (!verdict.meetsFloor()) {
            return floor.word() + names + " not met: " + problem;
        }
        return floor.word() + names + " met" + (problem.isEmpty() ? "" : " (more would not be: " + problem + ")");
    }

    private static List<X509Certificate> chain(SSLSession session) {
        try {
            Certificate[] certificates = session.getPeerCertificates();
            return Stream.of(certificates).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static String name(X500Principal principal) {
        try {
            return "'" + Printable.bounded(Printable.line(principal.getName()), LONGEST_NAME) + "'";
        } catch (RuntimeException e) {
            // Names are decoded late: odd bytes in them surface here.
            return "'unreadable'";
        }
    }
}
