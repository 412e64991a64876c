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

import static io.jamesconnectors.connectors.TlsSettings.CERTIFICATE_VALIDATION;
import static io.jamesconnectors.connectors.TlsSettings.DOMAIN_VALIDATION;
import static io.jamesconnectors.connectors.TlsSettings.ENCRYPTION_ONLY;
import static io.jamesconnectors.connectors.TlsSettings.OPPORTUNISTIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

class PeerVerifierTest {
    private static final TestCa ROOT = TestCa.create();
    private static final TestCa INTERMEDIATE = ROOT.intermediate("Test Intermediate");
    private static final Instant NOW = Instant.now();

    @Test
    void acceptsASoundChainWithTheExpectedName() throws Exception {
        TlsVerdict verdict = verify(INTERMEDIATE.server("mail.contoso.com"), DOMAIN_VALIDATION, "*.contoso.com");

        assertThat(verdict.meetsFloor()).isTrue();
        assertThat(verdict.reached()).isEqualTo(DOMAIN_VALIDATION);
        assertThat(verdict.protocol()).isEqualTo("TLSv1.3");
        assertThat(verdict.cipher()).startsWith("TLS_AES_");
        assertThat(verdict.certificateNames()).containsExactly("mail.contoso.com");
        assertThat(verdict.problem()).isEmpty();
    }

    @Test
    void refusesAnotherName() throws Exception {
        TlsVerdict verdict = verify(ROOT.server("mail.fabrikam.com"), DOMAIN_VALIDATION, "mail.contoso.com", "*.mail.contoso.com");

        assertProblem(verdict, CERTIFICATE_VALIDATION, TlsProblem.Kind.NAME_MISMATCH,
            "names of 'CN=Test Server': mail.fabrikam.com (expected: mail.contoso.com, *.mail.contoso.com)");
    }

    @Test
    void doesNotTakeTheCommonNameForAName() throws Exception {
        TlsVerdict verdict = verify(ROOT.issue().commonName("mail.contoso.com").done(), DOMAIN_VALIDATION, "mail.contoso.com");

        assertProblem(verdict, CERTIFICATE_VALIDATION, TlsProblem.Kind.NAME_MISMATCH, "names of 'CN=mail.contoso.com': none (expected: mail.contoso.com)");
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        TestCertificate certificate = ROOT.issue().dnsNames("mail.contoso.com").valid(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2020-02-01T00:00:00Z")).done();

        assertProblem(verify(certificate, DOMAIN_VALIDATION, "mail.contoso.com"), ENCRYPTION_ONLY, TlsProblem.Kind.EXPIRED,
            "certificate 'CN=Test Server': valid 2020-01-01T00:00:00Z to 2020-02-01T00:00:00Z (expected: valid at " + NOW + ")");
    }

    @Test
    void refusesACertificateThatIsNotYetValid() throws Exception {
        assertProblem(verify(ROOT.issue().notYetValid().done(), CERTIFICATE_VALIDATION), ENCRYPTION_ONLY, TlsProblem.Kind.NOT_YET_VALID, "valid");
    }

    @Test
    void goesByTheGivenMomentAndNotByTheWallClock() throws Exception {
        SSLSession session = handshake(ROOT.server("mail.contoso.com"));
        TlsRequirement requirement = requirement(CERTIFICATE_VALIDATION, ROOT);

        assertThat(PeerVerifier.verify(session, requirement, NOW).meetsFloor()).isTrue();
        assertProblem(PeerVerifier.verify(session, requirement, NOW.plus(Duration.ofDays(400))), ENCRYPTION_ONLY, TlsProblem.Kind.EXPIRED, "CN=Test Server");
        assertProblem(PeerVerifier.verify(session, requirement, NOW.minus(Duration.ofDays(2))), ENCRYPTION_ONLY, TlsProblem.Kind.NOT_YET_VALID, "CN=Test Server");
    }

    @Test
    void refusesAnUnknownRoot() throws Exception {
        TlsVerdict verdict = verify(TestCa.create("Other Root").server("mail.contoso.com"), DOMAIN_VALIDATION, "mail.contoso.com");

        assertProblem(verdict, ENCRYPTION_ONLY, TlsProblem.Kind.INCOMPLETE_CHAIN,
            "ends at no trusted certificate, issued by 'CN=Other Root', an issuer is missing");
    }

    @Test
    void refusesARootOfTheSameNameWithAnotherKey() throws Exception {
        assertProblem(verify(TestCa.create().server("mail.contoso.com"), CERTIFICATE_VALIDATION), ENCRYPTION_ONLY, TlsProblem.Kind.UNTRUSTED, "broken chain");
    }

    @Test
    void refusesASelfSignedCertificate() throws Exception {
        TlsVerdict verdict = verify(ROOT.issue().dnsNames("mail.contoso.com").selfSigned().done(), DOMAIN_VALIDATION, "mail.contoso.com");

        assertProblem(verdict, ENCRYPTION_ONLY, TlsProblem.Kind.SELF_SIGNED, "certificate 'CN=Test Server': signed by itself, valid ");
    }

    @Test
    void acceptsASelfSignedCertificateThatIsTrustedItself() throws Exception {
        TestCertificate certificate = ROOT.issue().dnsNames("mail.contoso.com").selfSigned().done();
        TlsRequirement requirement = new TlsRequirement(DOMAIN_VALIDATION, patterns("mail.contoso.com"), TrustAnchors.of(List.of(certificate.certificate())));
        SSLSession session = handshake(certificate);

        assertThat(PeerVerifier.verify(session, requirement, NOW).reached()).isEqualTo(DOMAIN_VALIDATION);
        assertProblem(PeerVerifier.verify(session, requirement, NOW.plus(Duration.ofDays(400))), ENCRYPTION_ONLY, TlsProblem.Kind.EXPIRED, "valid");
    }

    @Test
    void refusesAMissingIntermediate() throws Exception {
        TestCertificate whole = INTERMEDIATE.server("mail.contoso.com");

        assertProblem(verify(whole.sentAs(List.of(whole.certificate())), CERTIFICATE_VALIDATION), ENCRYPTION_ONLY, TlsProblem.Kind.INCOMPLETE_CHAIN,
            "issued by 'CN=Test Intermediate', an issuer is missing");
    }

    @Test
    void findsItsWayThroughAChainInDisorder() throws Exception {
        TestCertificate whole = INTERMEDIATE.intermediate("Second Intermediate").server("mail.contoso.com");
        List<X509Certificate> disorder = new ArrayList<>(whole.chain().subList(1, whole.chain().size()));
        disorder.add(ROOT.root());
        disorder.add(TestCa.create("Stranger").root());
        Collections.reverse(disorder);
        disorder.add(0, whole.certificate());

        // A server of the JDK would not send such a chain: the session is made up.
        assertThat(CertificateChain.problem(disorder, TrustAnchors.of(List.of(ROOT.root())), NOW)).isEmpty();
    }

    @Test
    void triesTheNextPathWhenTheFirstIsBroken() {
        TestCertificate whole = INTERMEDIATE.server("mail.contoso.com");
        X509Certificate namesake = TestCa.create().intermediate("Test Intermediate").certificate();

        assertThat(CertificateChain.problem(List.of(whole.certificate(), namesake, INTERMEDIATE.certificate()), TrustAnchors.of(List.of(ROOT.root())), NOW)).isEmpty();
    }

    @Test
    void refusesAServerCertificateThatPlaysAuthority() {
        TestCertificate server = ROOT.issue().commonName("Test Intermediate").done();
        TestCertificate victim = INTERMEDIATE.server("mail.contoso.com");

        Optional<TlsProblem> problem = CertificateChain.problem(List.of(victim.certificate(), server.certificate()), TrustAnchors.of(List.of(ROOT.root())), NOW);

        assertThat(problem).hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(TlsProblem.Kind.UNTRUSTED));
    }

    @Test
    void givesUpOnAMazeOfNamesakes() {
        List<X509Certificate> maze = new ArrayList<>();
        maze.add(TestCa.create("Maze").server("mail.contoso.com").certificate());
        for (int i = 0; i < 9; i++) {
            maze.add(TestCa.create("Maze").root());
        }

        Optional<TlsProblem> problem = CertificateChain.problem(maze, TrustAnchors.of(List.of(ROOT.root())), NOW);

        assertThat(problem).hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(TlsProblem.Kind.UNTRUSTED));
    }

    @Test
    void refusesAKeyThatJavaHasSwitchedOff() {
        Optional<TlsProblem> problem = CertificateChain.problem(ROOT.issue().weakKey().done().chain(), TrustAnchors.of(List.of(ROOT.root())), NOW);

        assertThat(problem).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(TlsProblem.Kind.WEAK);
            assertThat(found.detail()).startsWith("certificate 'CN=Test Server': signed with SHA256withECDSA, key RSA (expected: ");
        });
    }

    @Test
    void refusesACertificateForClients() throws Exception {
        TlsVerdict verdict = verify(ROOT.issue().dnsNames("mail.contoso.com").forClientsOnly().done(), CERTIFICATE_VALIDATION);

        assertProblem(verdict, ENCRYPTION_ONLY, TlsProblem.Kind.WRONG_USE, "1.3.6.1.5.5.7.3.2 (expected: 1.3.6.1.5.5.7.3.1, server authentication)");
    }

    @Test
    void acceptsACertificateWithoutExtendedKeyUsage() throws Exception {
        assertThat(verify(ROOT.issue().withoutExtendedKeyUsage().done(), CERTIFICATE_VALIDATION).meetsFloor()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TlsSettings.class)
    void saysWhatWasReachedWhateverWasAsked(TlsSettings floor) throws Exception {
        assertThat(verify(ROOT.server("mail.contoso.com"), floor, "mail.contoso.com").reached()).isEqualTo(DOMAIN_VALIDATION);
    }

    @Test
    void namesTheDefectOfAConnectionThatIsGoodEnough() throws Exception {
        TlsVerdict verdict = verify(ROOT.issue().expired().done(), OPPORTUNISTIC);

        assertThat(verdict.meetsFloor()).isTrue();
        assertThat(verdict.reached()).isEqualTo(ENCRYPTION_ONLY);
        assertThat(verdict.problem()).hasValueSatisfying(problem -> assertThat(problem.kind()).isEqualTo(TlsProblem.Kind.EXPIRED));
    }

    @Test
    void judgesAResumedSessionLikeANewOne() throws Exception {
        ClientTls tls = ClientTls.anonymous();
        SSLContext server = ROOT.server("mail.contoso.com").sslContext();
        SSLSession first = Handshake.of(tls12(tls.engine("mail.contoso.com", 25)), server);
        SSLSession second = Handshake.of(tls12(tls.engine("mail.contoso.com", 25)), server);

        assertThat(second.getId()).as("resumed").isEqualTo(first.getId());
        assertThat(PeerVerifier.verify(second, requirement(CERTIFICATE_VALIDATION, ROOT), NOW).meetsFloor()).isTrue();
        assertThat(PeerVerifier.verify(second, requirement(CERTIFICATE_VALIDATION, TestCa.create("Other Root")), NOW).meetsFloor()).isFalse();
        assertThat(PeerVerifier.verify(second, requirement(CERTIFICATE_VALIDATION, ROOT), NOW.plus(Duration.ofDays(400))).meetsFloor()).isFalse();
    }

    @Test
    void keepsNamesOfStrangersOutOfTheLayoutOfTheLog() throws Exception {
        String longName = "x\r\nlevel=INFO ".repeat(4);
        TlsVerdict verdict = verify(ROOT.issue().commonName(longName.strip()).dnsNames("evil\r\n.contoso.com").done(), DOMAIN_VALIDATION, "mail.contoso.com");

        assertThat(verdict.certificateNames()).isEmpty();
        assertThat(verdict.problem().orElseThrow().detail()).doesNotContain("\r", "\n").hasSizeLessThan(TlsProblem.MAX_DETAIL + 1);
    }

    @Test
    void boundsTheNamesInAVerdict() throws Exception {
        String[] names = new String[150];
        Arrays.setAll(names, i -> "host" + i + ".contoso.com");
        TlsVerdict verdict = verify(ROOT.server(names), DOMAIN_VALIDATION, "host149.contoso.com");

        assertThat(verdict.meetsFloor()).isTrue();
        assertThat(verdict.certificateNames()).hasSize(TlsVerdict.MAX_NAMES);
    }

    @Test
    void neverTakesClearTextForTls() {
        TlsVerdict clear = TlsVerdict.withoutTls(ENCRYPTION_ONLY, "STARTTLS: not offered");

        assertThat(clear.meetsFloor()).isFalse();
        assertThat(clear.isEncrypted()).isFalse();
        assertThat(clear.problem()).hasValue(new TlsProblem(TlsProblem.Kind.NO_TLS, "STARTTLS: not offered"));
        assertThat(TlsVerdict.withoutTls(OPPORTUNISTIC, "STARTTLS: not offered").meetsFloor()).isTrue();
    }

    @Test
    void takesASessionThatHasNotShakenHandsForNothing() {
        SSLSession fresh = ClientTls.anonymous().engine("mail.contoso.com", 25).getSession();

        assertProblem(PeerVerifier.verify(fresh, requirement(ENCRYPTION_ONLY, ROOT), NOW), OPPORTUNISTIC, TlsProblem.Kind.WEAK, "SSL_NULL_WITH_NULL_NULL");
    }

    private static void assertProblem(TlsVerdict verdict, TlsSettings reached, TlsProblem.Kind kind, String detail) {
        assertThat(verdict.meetsFloor()).isFalse();
        assertThat(verdict.reached()).isEqualTo(reached);
        assertThat(verdict.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.detail()).contains(detail);
        });
    }

    private static TlsVerdict verify(TestCertificate certificate, TlsSettings floor, String... names) throws Exception {
        return PeerVerifier.verify(handshake(certificate), requirement(floor, ROOT, names), NOW);
    }

    private static SSLSession handshake(TestCertificate certificate) throws Exception {
        return Handshake.of(ClientTls.anonymous().engine("mail.contoso.com", 25), certificate.sslContext());
    }

    private static SSLEngine tls12(SSLEngine engine) {
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        return engine;
    }

    private static TlsRequirement requirement(TlsSettings floor, TestCa ca, String... names) {
        return new TlsRequirement(floor, patterns(names), TrustAnchors.of(List.of(ca.root())));
    }

    private static List<DomainPattern> patterns(String... names) {
        return Arrays.stream(names).map(DomainPattern::parse).toList();
    }
}
