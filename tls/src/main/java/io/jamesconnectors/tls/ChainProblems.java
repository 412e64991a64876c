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
package io.jamesconnectors.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

/** Puts into words what is wrong with a chain. */
final class ChainProblems {
    private static final int MAX_NAME = 120;

    private ChainProblems() {
    }

    /** The subject of a certificate, quoted, fit for a log line. */
    static String describe(X509Certificate certificate) {
        return "'" + name(certificate.getSubjectX500Principal()) + "'";
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** What the validator found on {@code path}. */
    static TlsProblem of(CertPathValidatorException e, List<X509Certificate> path, Instant now) {
        X509Certificate faulty = path.get(Math.max(0, Math.min(e.getIndex(), path.size() - 1)));
        if (e.getReason() == BasicReason.EXPIRED || e.getReason() == BasicReason.NOT_YET_VALID) {
            return ofDates(faulty, now).orElseGet(() -> untrusted(faulty, "is out of date"));
        }
        if (e.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return new TlsProblem(TlsProblem.Kind.WEAK, "certificate " + describe(faulty) + ": signed with " + faulty.getSigAlgName() + ", key "
                + faulty.getPublicKey().getAlgorithm() + " (expected: algorithms that this Java allows)");
        }
        return untrusted(faulty, "has a broken chain, " + e.getMessage());
    }

    /**
     * No path leads to a trusted certificate.
     *
     * @param incomplete whether the way ended at a certificate whose issuer was not sent
     */
    static TlsProblem withoutPath(X509Certificate peer, int trusted, boolean incomplete) {
        if (isSelfIssued(peer)) {
            return new TlsProblem(TlsProblem.Kind.SELF_SIGNED, "certificate " + describe(peer) + ": signed by itself, valid "
                + dates(peer) + " (expected: one that ends at one of " + trusted + " trusted certificates)");
        }
        String issued = "issued by '" + name(peer.getIssuerX500Principal()) + "'";
        return incomplete
            ? new TlsProblem(TlsProblem.Kind.INCOMPLETE_CHAIN, "certificate " + describe(peer) + ": ends at no trusted certificate, " + issued
                + ", an issuer is missing (expected: all certificates between it and a trusted root sent along)")
            : untrusted(peer, "ends at no trusted certificate, " + issued);
    }

    static TlsProblem untrusted(X509Certificate certificate, String what) {
        return new TlsProblem(TlsProblem.Kind.UNTRUSTED, "certificate " + describe(certificate) + ": " + what + ", valid " + dates(certificate)
            + " (expected: a chain that ends at a trusted certificate)");
    }

    /** Whether {@code certificate} is out of date at {@code now}. */
    static Optional<TlsProblem> ofDates(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of(ofDates(TlsProblem.Kind.EXPIRED, certificate, now));
        } catch (CertificateNotYetValidException e) {
            return Optional.of(ofDates(TlsProblem.Kind.NOT_YET_VALID, certificate, now));
        }
    }

    private static TlsProblem ofDates(TlsProblem.Kind kind, X509Certificate certificate, Instant now) {
        return new TlsProblem(kind, "certificate " + describe(certificate) + ": valid " + dates(certificate) + " (expected: valid at " + now + ")");
    }

    private static String dates(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant() + " to " + certificate.getNotAfter().toInstant();
    }

    private static String name(X500Principal principal) {
        try {
            return Printable.bounded(principal.getName(), MAX_NAME);
        } catch (RuntimeException e) {
            // Names are decoded late: odd bytes in them surface here.
            return "unreadable";
        }
    }
}
