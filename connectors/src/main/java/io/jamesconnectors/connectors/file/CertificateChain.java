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

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Whether certificates, each followed by that of its issuer, lead to a root that somebody else knows. */
final class CertificateChain {

    private CertificateChain() {
    }

    /**
     * Where it breaks off; empty when it leads to one of the roots.
     *
     * @param chain ours first, never empty
     * @param roots those that are known here: which ones the other side knows can't be seen
     */
    static Optional<String> gap(List<X509Certificate> chain, List<X509Certificate> roots) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!isIssuedBy(chain.get(i), chain.get(i + 1))) {
                return Optional.of(called(chain.get(i)) + ", and the next certificate in the file is not that one");
            }
        }
        X509Certificate last = chain.get(chain.size() - 1);
        if (roots.stream().anyMatch(root -> root.equals(last) || isIssuedBy(last, root))) {
            return Optional.empty();
        }
        return Optional.of(isIssuedBy(last, last)
            ? "the certificate of '" + name(last) + "' is its own issuer, and no root that is known here"
            : called(last) + ", which is neither in the file nor a root that is known here");
    }

    /** How a diagnostic calls it. */
    static String name(X509Certificate certificate) {
        return Options.shown(certificate.getSubjectX500Principal().getName());
    }

    private static String called(X509Certificate certificate) {
        return "the certificate of '" + name(certificate) + "' is issued by '" + Options.shown(certificate.getIssuerX500Principal().getName()) + "'";
    }

    static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false; // of the same name, and another one
        }
    }
}
