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

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Finds a way from the server's certificate to a trusted one, and says what is wrong with it.
 *
 * <p>Servers send chains in the wrong order, with certificates missing at the end, doubled, or of no use. Paths are therefore put together by issuer names first,
 * which costs nothing, and only whole ones are validated, which costs signatures. Both are counted, so that ten certificates of one name, each signed by
 * each other, cost a stranger's server more than us.
 */
final class CertificateChain {
    private static final int MAX_STEPS = 64;
    private static final int MAX_PATHS = 4;
    private static final int MAX_LENGTH = 10;
    private static final int MAX_NAME = 120;

    private final List<X509Certificate> presented;
    private final TrustAnchors anchors;
    private final List<List<X509Certificate>> paths = new ArrayList<>();
    private int steps;

    private CertificateChain(List<X509Certificate> presented, TrustAnchors anchors) {
        this.presented = presented;
        this.anchors = anchors;
    }

    /** What keeps {@code presented} (the server's own certificate first) from being trusted at {@code now}; empty when nothing does. */
    static Optional<TlsProblem> problem(List<X509Certificate> presented, TrustAnchors anchors, Instant now) {
        X509Certificate server = presented.get(0);
        if (anchors.contain(server)) {
            return dateProblem(server, now);
        }
        CertificateChain chain = new CertificateChain(presented, anchors);
        chain.extend(List.of(server));
        Optional<TlsProblem> first = Optional.empty();
        for (List<X509Certificate> path : chain.paths) {
            Optional<TlsProblem> problem = chain.validate(path, now);
            if (problem.isEmpty()) {
                return problem;
            }
            first = first.isPresent() ? first : problem;
        }
        return first.or(() -> Optional.of(chain.withoutPath()));
    }

    /** The subject of a certificate, quoted, fit for a log line. */
    static String describe(X509Certificate certificate) {
        return "'" + name(certificate.getSubjectX500Principal().getName()) + "'";
    }

    private void extend(List<X509Certificate> path) {
        if (++steps > MAX_STEPS || paths.size() == MAX_PATHS || path.size() > MAX_LENGTH) {
            return;
        }
        X509Certificate last = path.get(path.size() - 1);
        if (!anchors.issuersOf(last).isEmpty()) {
            paths.add(path);
        }
        for (X509Certificate candidate : presented) {
            if (candidate.getSubjectX500Principal().equals(last.getIssuerX500Principal()) && !path.contains(candidate)) {
                List<X509Certificate> longer = new ArrayList<>(path);
                longer.add(candidate);
                extend(longer);
            }
        }
    }

    private Optional<TlsProblem> validate(List<X509Certificate> path, Instant now) {
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(anchors.issuersOf(path.get(path.size() - 1)));
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(explain(e, path, now));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers throw unchecked exceptions at odd keys and curves: whatever can't be validated is not trusted.
            return Optional.of(untrusted(path.get(0), "can't be validated, " + e.getMessage()));
        }
    }

    private static TlsProblem explain(CertPathValidatorException e, List<X509Certificate> path, Instant now) {
        X509Certificate faulty = path.get(Math.max(0, Math.min(e.getIndex(), path.size() - 1)));
        if (e.getReason() == BasicReason.EXPIRED || e.getReason() == BasicReason.NOT_YET_VALID) {
            return dateProblem(faulty, now).orElseGet(() -> untrusted(faulty, "is out of date"));
        }
        if (e.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return new TlsProblem(TlsProblem.Kind.WEAK, "certificate " + describe(faulty) + ": signed with " + faulty.getSigAlgName() + ", key "
                + faulty.getPublicKey().getAlgorithm() + " (expected: algorithms that this Java allows)");
        }
        return untrusted(faulty, "has a broken chain, " + e.getMessage());
    }

    private TlsProblem withoutPath() {
        X509Certificate server = presented.get(0);
        if (server.getSubjectX500Principal().equals(server.getIssuerX500Principal())) {
            return new TlsProblem(TlsProblem.Kind.SELF_SIGNED, "certificate " + describe(server) + ": signed by itself, valid "
                + dates(server) + " (expected: one that ends at one of " + anchors.size() + " trusted certificates)");
        }
        return untrusted(server, "ends at no trusted certificate, issued by '" + name(server.getIssuerX500Principal().getName()) + "'");
    }

    private static TlsProblem untrusted(X509Certificate certificate, String what) {
        return new TlsProblem(TlsProblem.Kind.UNTRUSTED, "certificate " + describe(certificate) + ": " + what + ", valid " + dates(certificate)
            + " (expected: a chain that ends at a trusted certificate)");
    }

    private static Optional<TlsProblem> dateProblem(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of(dateProblem(TlsProblem.Kind.EXPIRED, certificate, now));
        } catch (CertificateNotYetValidException e) {
            return Optional.of(dateProblem(TlsProblem.Kind.NOT_YET_VALID, certificate, now));
        }
    }

    private static TlsProblem dateProblem(TlsProblem.Kind kind, X509Certificate certificate, Instant now) {
        return new TlsProblem(kind, "certificate " + describe(certificate) + ": valid " + dates(certificate) + " (expected: valid at " + now + ")");
    }

    private static String dates(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant() + " to " + certificate.getNotAfter().toInstant();
    }

    private static String name(String distinguishedName) {
        return Printable.bounded(distinguishedName, MAX_NAME);
    }
}
