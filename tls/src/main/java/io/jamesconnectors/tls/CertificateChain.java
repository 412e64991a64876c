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
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Finds a way from a peer's certificate to a trusted one, and says what is wrong with it.
 *
 * <p>Peers send chains in the wrong order, with certificates missing at the end, doubled, or of no use. Paths are therefore put together by issuer names first,
 * which costs nothing, and only whole ones are validated, which costs signatures. Both are counted, so that ten certificates of one name, each signed by
 * each other, cost a stranger more than us: at most {@value #MAX_STEPS} steps, {@value #MAX_PATHS} paths of at most {@value #MAX_LENGTH} certificates, found
 * among
 * the first {@value #MAX_PRESENTED} that were sent.
 *
 * <p>Checked are signatures, dates, constraints and algorithms (RFC 5280, by the PKIX validator of the JDK with its own list of disabled algorithms); neither
 * the
 * extended key usage of the peer's own certificate, nor names, nor revocation. Nothing here touches the network.
 */
public final class CertificateChain {
    static final int MAX_STEPS = 64;
    static final int MAX_PATHS = 4;
    static final int MAX_LENGTH = 10;
    static final int MAX_PRESENTED = 32;

    private final List<X509Certificate> presented;
    private final TrustAnchors anchors;
    private final List<List<X509Certificate>> paths = new ArrayList<>();
    private int steps;
    private int validations;
    private boolean broken;
    private boolean ended;

    CertificateChain(List<X509Certificate> presented, TrustAnchors anchors) {
        this.presented = presented.subList(0, Math.min(presented.size(), MAX_PRESENTED));
        this.anchors = anchors;
    }

    /**
     * Judges a chain, whatever is in it.
     *
     * @param presented the peer's own certificate, then whatever it sent along, in any order; at least one
     * @param now the moment at which all certificates of the path must be valid
     */
    public static ChainVerdict judge(List<X509Certificate> presented, TrustAnchors anchors, Instant now) {
        return new CertificateChain(presented, anchors).judge(now);
    }

    /** What keeps {@code presented} from being trusted at {@code now}; empty when nothing does. */
    static Optional<TlsProblem> problem(List<X509Certificate> presented, TrustAnchors anchors, Instant now) {
        return judge(presented, anchors, now) instanceof ChainVerdict.Unsound unsound ? Optional.of(unsound.problem()) : Optional.empty();
    }

    ChainVerdict judge(Instant now) {
        X509Certificate peer = presented.get(0);
        try {
            return anchors.contain(peer)
                ? ChainProblems.ofDates(peer, now).<ChainVerdict>map(ChainVerdict.Unsound::new).orElseGet(() -> new ChainVerdict.Sound(List.of(), peer))
                : search(peer, now);
        } catch (RuntimeException e) {
            // Names are decoded late and throw unchecked exceptions at odd bytes: whatever can't be read is not trusted.
            return new ChainVerdict.Unsound(ChainProblems.untrusted(peer, "can't be read, " + e.getMessage()));
        }
    }

    /** How many certificates were looked at to find the paths. */
    int steps() {
        return steps;
    }

    /** How many paths were validated. */
    int validations() {
        return validations;
    }

    private ChainVerdict search(X509Certificate peer, Instant now) {
        extend(List.of(peer));
        Optional<ChainVerdict> first = Optional.empty();
        for (List<X509Certificate> path : paths) {
            ChainVerdict verdict = validate(path, now);
            if (verdict instanceof ChainVerdict.Sound) {
                return verdict;
            }
            first = first.isPresent() ? first : Optional.of(verdict);
        }
        return first.orElseGet(() -> new ChainVerdict.Unsound(ChainProblems.withoutPath(peer, anchors.size(), broken && !ended)));
    }

    private void extend(List<X509Certificate> path) {
        if (steps == MAX_STEPS || paths.size() == MAX_PATHS || path.size() > MAX_LENGTH) {
            return;
        }
        steps++;
        X509Certificate last = path.get(path.size() - 1);
        if (!anchors.issuersOf(last).isEmpty()) {
            paths.add(path);
        }
        boolean issuerSent = false;
        for (X509Certificate candidate : presented) {
            if (candidate.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
                issuerSent = true;
                if (!path.contains(candidate)) {
                    List<X509Certificate> longer = new ArrayList<>(path);
                    longer.add(candidate);
                    extend(longer);
                }
            }
        }
        ended |= ChainProblems.isSelfIssued(last);
        broken |= !issuerSent;
    }

    private ChainVerdict validate(List<X509Certificate> path, Instant now) {
        validations++;
        try {
            CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(anchors.issuersOf(path.get(path.size() - 1)));
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false);
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
            return new ChainVerdict.Sound(path, result.getTrustAnchor().getTrustedCert());
        } catch (CertPathValidatorException e) {
            return new ChainVerdict.Unsound(ChainProblems.of(e, path, now));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers throw unchecked exceptions at odd keys and curves: whatever can't be validated is not trusted.
            return new ChainVerdict.Unsound(ChainProblems.untrusted(path.get(0), "can't be validated, " + e.getMessage()));
        }
    }
}
