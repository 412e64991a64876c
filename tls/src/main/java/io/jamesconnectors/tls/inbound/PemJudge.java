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
package io.jamesconnectors.tls.inbound;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.pem.PemFile;

/** Judges certificates in PEM as those of clients are judged, but that nobody has proved to hold the key. */
public final class PemJudge {
    private static final int MAX_CHAIN = 20;

    private final ClientCertificates certificates;
    private final Function<List<CertificateName>, Set<TrustSource>> sources;
    private final InstantSource clock;

    /** @param sources {@link io.jamesconnectors.connectors.inbound.InboundRules#trustSources} of the names */
    public PemJudge(ClientCertificates certificates, Function<List<CertificateName>, Set<TrustSource>> sources, InstantSource clock) {
        this.certificates = certificates;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * The certificate, judged by what is asked for its names.
     *
     * @param pem the client's own first, then its issuers
     * @throws IOException when it can't be read; the message says what is wrong, without quoting it
     */
    public CertificateFacts judge(String pem) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        PemFile file = PemFile.parse(pem);
        for (int i = 0; i < file.blocks().size() && chain.size() <= MAX_CHAIN; i++) {
            if (file.blocks().get(i).isCertificate()) {
                chain.add(file.certificate(i));
            }
        }
        if (chain.size() > MAX_CHAIN) {
            throw new IOException("more than " + MAX_CHAIN + " (expected: the client's own and its issuers)");
        }
        PresentedCertificate presented = PresentedCertificate.of(chain)
            .orElseThrow(() -> new IOException("none that can be read (expected: in PEM, the client's own first)"));
        return certificates.facts(presented, sources.apply(presented.names()), clock.instant());
    }
}
