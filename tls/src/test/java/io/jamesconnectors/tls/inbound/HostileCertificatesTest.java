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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/** Whatever a client sends: an answer, and never trust by accident. */
class HostileCertificatesTest {
    private static final TestCa ROOT = TestCa.create();
    private static final TestCa INTERMEDIATE = ROOT.intermediate("Test Intermediate");
    private static final Instant NOW = Instant.now();

    private final ClientCertificates certificates = ClientCertificates.start();
    private final TrustSource source;

    HostileCertificatesTest(@TempDir Path directory) {
        source = new TrustSource(Optional.of(ROOT.writeRoot(directory.resolve("roots.pem"))), RevocationCheck.NONE);
        certificates.prepare(Set.of(source));
    }

    @AfterEach
    void close() {
        certificates.close();
    }

    @Test
    void haveNoCommonNameThatTheirIssuerIsNotConstrainedIn() throws Exception {
        TestCa confined = ROOT.intermediateFor("fabrikam.com", "Fabrikam's Own Issuer");

        assertThat(facts(confined.issue().commonName("*.contoso.com").done()).names()).as("whether or not this Java trusts the chain: newer ones do not").isEmpty();
        assertThat(facts(confined.client("mail.contoso.com")).trust(source)).isEqualTo(Trust.UNTRUSTED);
        assertThat(facts(confined.client("mail.fabrikam.com"))).satisfies(sound -> {
            assertThat(sound.names()).hasSize(1);
            assertThat(sound.trust(source)).isEqualTo(Trust.TRUSTED);
        });
    }

    @Test
    void areJudgedWhateverTheirBytes() throws Exception {
        TestCertificate client = INTERMEDIATE.issue().commonName("mail.contoso.com").dnsNames("mail.contoso.com", "*.contoso.com")
            .crl(URI.create("http://127.0.0.1:1/")).ocsp(URI.create("http://127.0.0.1:1/")).done();
        TestCertificate plain = INTERMEDIATE.issue().commonName("mail.contoso.com").withoutExtendedKeyUsage().done();
        long seed = Long.getLong("seed", 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int judged = 0;
        int trusted = 0;
        for (int i = 0; i < 5_000; i++) {
            TestCertificate sound = random.nextBoolean() ? client : plain;
            Optional<X509Certificate> own = mutated(sound.certificate(), random);
            Optional<X509Certificate> issuer = random.nextInt(4) == 0 ? mutated(INTERMEDIATE.certificate(), random) : Optional.of(INTERMEDIATE.certificate());
            if (own.isEmpty() || issuer.isEmpty()) {
                continue;
            }
            List<X509Certificate> chain = List.of(own.get(), issuer.get());
            Optional<CertificateFacts> facts = PresentedCertificate.of(chain).map(presented -> certificates.facts(presented, Set.of(source), NOW));
            judged++;
            if (facts.isPresent() && facts.get().trust(source) == Trust.TRUSTED) {
                trusted++;
                assertThat(own.get().getTBSCertificate()).as("seed %d", seed).isEqualTo(sound.certificate().getTBSCertificate());
            }
        }
        assertThat(judged).as("seed %d", seed).isGreaterThan(500);
        assertThat(trusted).as("seed %d, judged %d", seed, judged).isLessThan(judged / 2);
    }

    @Test
    void areJudgedInAnyOrderAndNumber() {
        TestCa other = TestCa.create("Other Root");
        TestCertificate client = INTERMEDIATE.client("mail.contoso.com");
        X509Certificate cross = INTERMEDIATE.crossSignedBy(other);
        List<X509Certificate> pool = new ArrayList<>(List.of(INTERMEDIATE.certificate(), ROOT.root(), other.root(), cross, other.crossSignedBy(ROOT),
            ROOT.crossSignedBy(other), other.intermediate("Test Intermediate").certificate(), TestCa.create().root()));
        long seed = Long.getLong("seed", 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 200; i++) {
            List<X509Certificate> chain = new ArrayList<>(List.of(client.certificate()));
            for (int n = random.nextInt(12); n > 0; n--) {
                chain.add(pool.get(random.nextInt(pool.size())));
            }
            Collections.swap(pool, random.nextInt(pool.size()), random.nextInt(pool.size()));
            Trust trust = certificates.facts(ClientSession.presented(chain), Set.of(source), NOW).trust(source);

            if (trust == Trust.TRUSTED) {
                assertThat(chain).as("seed %d", seed).containsAnyOf(INTERMEDIATE.certificate(), cross);
            } else {
                assertThat(trust).as("seed %d", seed).isIn(Trust.UNTRUSTED, Trust.INCOMPLETE_CHAIN);
                assertThat(chain.contains(INTERMEDIATE.certificate()) && chain.size() < 4).as("seed %d: a short sound chain", seed).isFalse();
            }
        }
    }

    private CertificateFacts facts(TestCertificate client) {
        return certificates.facts(PresentedCertificate.of(client.chain()).orElseThrow(), Set.of(source), NOW);
    }

    private static Optional<X509Certificate> mutated(X509Certificate certificate, RandomGenerator random) throws Exception {
        byte[] bytes = certificate.getEncoded();
        for (int change = random.nextInt(3); change >= 0; change--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
