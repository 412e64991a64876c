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

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

class CertificateChainTest {
    private static final TestCa ROOT = TestCa.create();
    private static final TestCa INTERMEDIATE = ROOT.intermediate("Test Intermediate");
    private static final TrustAnchors ANCHORS = TrustAnchors.of(List.of(ROOT.root()));
    private static final Instant NOW = Instant.now();

    @Test
    void namesThePathThatItFound() {
        TestCertificate client = INTERMEDIATE.client("mail.contoso.com");

        assertThat(CertificateChain.judge(List.of(client.certificate(), TestCa.create("Stranger").root(), INTERMEDIATE.certificate(), ROOT.root()), ANCHORS, NOW))
            .isEqualTo(new ChainVerdict.Sound(List.of(client.certificate(), INTERMEDIATE.certificate()), ROOT.root()));
    }

    @Test
    void needsNoPathToACertificateThatIsTrustedItself() {
        assertThat(CertificateChain.judge(List.of(ROOT.root()), ANCHORS, NOW)).isEqualTo(new ChainVerdict.Sound(List.of(), ROOT.root()));
    }

    @Test
    void findsTheWayThroughACrossSignedAuthority() {
        TestCa other = TestCa.create("Other Root");
        TestCa issuing = other.intermediate("Issuing");
        X509Certificate cross = issuing.crossSignedBy(ROOT);
        TestCertificate client = issuing.client("mail.contoso.com");

        assertThat(CertificateChain.judge(List.of(client.certificate(), issuing.certificate(), cross, other.root()), ANCHORS, NOW))
            .isEqualTo(new ChainVerdict.Sound(List.of(client.certificate(), cross), ROOT.root()));
    }

    @Test
    void leavesALoopOfCrossSignedAuthorities() {
        TestCa a = TestCa.create("A");
        TestCa b = TestCa.create("B");
        List<X509Certificate> loop = List.of(a.client("mail.contoso.com").certificate(), a.crossSignedBy(b), b.crossSignedBy(a));
        CertificateChain chain = new CertificateChain(loop, ANCHORS);

        assertThat(kind(chain)).isEqualTo(TlsProblem.Kind.UNTRUSTED);
        assertThat(chain.steps()).isEqualTo(3);
        assertThat(chain.validations()).isZero();
    }

    @Test
    void boundsItsWorkInAMazeOfNamesakesBelowATrustedName() {
        List<X509Certificate> maze = new ArrayList<>();
        maze.add(TestCa.create().client("mail.contoso.com").certificate());
        for (int i = 0; i < 9; i++) {
            maze.add(TestCa.create().root());
        }
        CertificateChain chain = new CertificateChain(maze, ANCHORS);

        assertThat(kind(chain)).isEqualTo(TlsProblem.Kind.UNTRUSTED);
        assertThat(chain.steps()).isLessThanOrEqualTo(CertificateChain.MAX_STEPS);
        assertThat(chain.validations()).isEqualTo(CertificateChain.MAX_PATHS);
    }

    @Test
    void boundsItsWorkInAFullMesh() {
        TestCa[] mesh = new TestCa[6];
        for (int i = 0; i < mesh.length; i++) {
            mesh[i] = TestCa.create("Mesh " + i);
        }
        List<X509Certificate> presented = new ArrayList<>(List.of(mesh[0].client("mail.contoso.com").certificate()));
        for (TestCa subject : mesh) {
            for (TestCa issuer : mesh) {
                presented.add(subject.crossSignedBy(issuer));
            }
        }
        CertificateChain chain = new CertificateChain(presented, ANCHORS);

        assertThat(kind(chain)).isEqualTo(TlsProblem.Kind.UNTRUSTED);
        assertThat(chain.steps()).isEqualTo(CertificateChain.MAX_STEPS);
        assertThat(chain.validations()).isZero();
    }

    @Test
    void looksAtTheFirstOfAHundredCertificates() {
        List<X509Certificate> hundred = new ArrayList<>();
        TestCa last = ROOT;
        for (int i = 0; i < 99; i++) {
            last = last.intermediate("Authority " + i);
        }
        hundred.addAll(last.client("mail.contoso.com").chain());
        CertificateChain chain = new CertificateChain(hundred, ANCHORS);

        assertThat(hundred).hasSize(100);
        assertThat(kind(chain)).isEqualTo(TlsProblem.Kind.UNTRUSTED);
        assertThat(chain.steps()).isLessThanOrEqualTo(CertificateChain.MAX_LENGTH + 1);
    }

    @Test
    void ignoresAHundredStrangersBehindASoundChain() {
        List<X509Certificate> crowd = new ArrayList<>(INTERMEDIATE.client("mail.contoso.com").chain());
        for (int i = 0; i < 98; i++) {
            crowd.add(TestCa.create("Stranger " + i).root());
        }

        assertThat(CertificateChain.judge(crowd, ANCHORS, NOW)).isInstanceOf(ChainVerdict.Sound.class);
    }

    @Test
    void tellsAnUnknownRootThatWasSentFromAnIssuerThatWasNot() {
        TestCa other = TestCa.create("Other Root").intermediate("Other Intermediate");
        List<X509Certificate> chain = other.client("mail.contoso.com").chain();
        List<X509Certificate> withRoot = new ArrayList<>(chain);
        withRoot.add(other.root());

        assertThat(kind(new CertificateChain(chain, ANCHORS))).isEqualTo(TlsProblem.Kind.INCOMPLETE_CHAIN);
        assertThat(kind(new CertificateChain(withRoot, ANCHORS))).isEqualTo(TlsProblem.Kind.UNTRUSTED);
    }

    private static TlsProblem.Kind kind(CertificateChain chain) {
        return ((ChainVerdict.Unsound) chain.judge(NOW)).problem().kind();
    }
}
