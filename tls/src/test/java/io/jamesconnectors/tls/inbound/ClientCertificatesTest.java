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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.TestRevocationServer;
import io.jamesconnectors.testing.TestRevocationServer.Behaviour;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.revocation.RevocationAnswers;

class ClientCertificatesTest {
    private static final TestCa ROOT = TestCa.create();
    private static final TestCa INTERMEDIATE = ROOT.intermediate("Test Intermediate");
    private static final Instant NOW = Instant.now();

    private final ClientCertificates certificates = ClientCertificates.start();
    private final Path directory;
    private final TrustSource source;

    ClientCertificatesTest(@TempDir Path directory) {
        this.directory = directory;
        this.source = new TrustSource(Optional.of(ROOT.writeRoot(directory.resolve("roots.pem"))), RevocationCheck.NONE);
        certificates.prepare(Set.of(source, TrustSource.JAVA));
    }

    @AfterEach
    void close() {
        certificates.close();
    }

    @Test
    void saysWhoASessionIsAndWhatItsChainIsWorthByEachSource() throws Exception {
        SSLSession session = ClientSession.with(INTERMEDIATE.client("mail.contoso.com", "*.contoso.com"));

        assertThat(certificates.names(session)).extracting(CertificateName::toString).containsExactly("mail.contoso.com", "*.contoso.com");
        assertThat(certificates.facts(session, Set.of(source, TrustSource.JAVA), NOW)).hasValueSatisfying(facts -> {
            assertThat(facts.names()).isEqualTo(certificates.names(session));
            assertThat(facts.issuer()).isEqualTo("cn=test intermediate");
            assertThat(facts.fingerprints()).hasSize(2);
            assertThat(facts.forClients()).isTrue();
            assertThat(facts.forServers()).isFalse();
            assertThat(facts.trust()).isEqualTo(Map.of(source, Trust.TRUSTED, TrustSource.JAVA, Trust.INCOMPLETE_CHAIN));
        });
    }

    @Test
    void saysNothingOfAClientWithoutCertificate() throws Exception {
        SSLSession session = ClientSession.between(ClientTls.anonymous().engine("mx.contoso.com", 25));

        assertThat(certificates.names(session)).isEmpty();
        assertThat(certificates.facts(session, Set.of(source), NOW)).isEmpty();
    }

    @Test
    void judgesAResumedSessionAtThePresentMoment() throws Exception {
        SSLContext client = ROOT.client("mail.contoso.com").sslContextForAnyPeer();
        SSLSession first = ClientSession.with(client, "TLSv1.3");
        SSLSession second = ClientSession.with(client, "TLSv1.3");

        assertThat(second.getCreationTime()).as("resumed").isEqualTo(first.getCreationTime());
        assertThat(trust(second, NOW)).isEqualTo(Trust.TRUSTED);
        assertThat(trust(second, NOW.plus(Duration.ofDays(400)))).isEqualTo(Trust.EXPIRED);
    }

    @Test
    void trustsASoundChainWhateverItsUse() {
        assertThat(trust(ROOT.issue().forServersOnly().done())).isEqualTo(Trust.TRUSTED);
        assertThat(trust(ROOT.issue().forServersOnly().withCriticalUse().done())).isEqualTo(Trust.TRUSTED);
        assertThat(trust(ROOT.issue().forMailOnly().done())).isEqualTo(Trust.TRUSTED);
        assertThat(trust(ROOT.issue().withoutExtendedKeyUsage().done())).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void tellsWhatIsOutOfDate() {
        assertThat(trust(ROOT.issue().expired().done())).isEqualTo(Trust.EXPIRED);
        assertThat(trust(ROOT.issue().notYetValid().done())).isEqualTo(Trust.NOT_YET_VALID);
    }

    @Test
    void tellsASelfSignedCertificate() {
        assertThat(trust(ROOT.issue().selfSigned().done())).isEqualTo(Trust.SELF_SIGNED);
    }

    @Test
    void tellsAMissingIntermediate() {
        TestCertificate whole = INTERMEDIATE.intermediate("Second Intermediate").client("mail.contoso.com");

        assertThat(trust(whole)).isEqualTo(Trust.TRUSTED);
        assertThat(trust(whole.chain().subList(0, 1))).isEqualTo(Trust.INCOMPLETE_CHAIN);
        assertThat(trust(whole.chain().subList(0, 2))).isEqualTo(Trust.INCOMPLETE_CHAIN);
        assertThat(trust(List.of(whole.chain().get(0), whole.chain().get(2)))).isEqualTo(Trust.INCOMPLETE_CHAIN);
    }

    @Test
    void doesNotTrustAnotherRoot() {
        TestCa other = TestCa.create("Other Root");
        List<X509Certificate> withRoot = new ArrayList<>(other.client("mail.contoso.com").chain());
        withRoot.add(other.root());

        assertThat(trust(withRoot)).isEqualTo(Trust.UNTRUSTED);
        assertThat(trust(TestCa.create().client("mail.contoso.com"))).as("same name, other key").isEqualTo(Trust.UNTRUSTED);
    }

    @Test
    void doesNotTrustACertificateOfAClientThatPlaysAuthority() {
        TestCertificate client = ROOT.issue().commonName("Test Intermediate").done();

        assertThat(trust(List.of(INTERMEDIATE.client("mail.contoso.com").certificate(), client.certificate()))).isEqualTo(Trust.UNTRUSTED);
    }

    @Test
    void doesNotTrustWeakAlgorithms() {
        TestCa rsa = TestCa.createWithRsa("RSA Root");
        TrustSource byRsa = new TrustSource(Optional.of(rsa.writeRoot(directory.resolve("rsa.pem"))), RevocationCheck.NONE);
        certificates.prepare(Set.of(source, byRsa));

        assertThat(trust(ROOT.issue().weakKey().done())).isEqualTo(Trust.UNTRUSTED);
        assertThat(trust(rsa.issue().signedWith("MD5withRSA").done().chain(), byRsa)).isEqualTo(Trust.UNTRUSTED);
        assertThat(trust(rsa.issue().signedWith("SHA256withRSA").done().chain(), byRsa)).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void findsItsWayThroughAChainThatIsOutOfOrderAndDoubled() {
        TestCertificate whole = INTERMEDIATE.intermediate("Second Intermediate").client("mail.contoso.com");
        List<X509Certificate> others = new ArrayList<>(whole.chain().subList(1, whole.chain().size()));
        others.addAll(List.copyOf(others));
        others.add(ROOT.root());
        others.add(TestCa.create("Stranger").root());
        others.add(whole.certificate());
        Collections.reverse(others);
        others.add(0, whole.certificate());

        assertThat(trust(others)).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void trustsACertificateThatIsItselfARoot() {
        TestCertificate own = ROOT.issue().selfSigned().dnsNames("mail.contoso.com").done();
        TrustSource pinned = new TrustSource(Optional.of(write("own.pem", own.chainPem())), RevocationCheck.NONE);
        certificates.prepare(Set.of(pinned));

        assertThat(trust(own.chain(), pinned)).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void trustsNobodyByAFileThatCannotBeRead() {
        TrustSource missing = new TrustSource(Optional.of(directory.resolve("none.pem")), RevocationCheck.NONE);
        TrustSource rubbish = new TrustSource(Optional.of(write("rubbish.pem", "nothing")), RevocationCheck.NONE);
        certificates.prepare(Set.of(source, missing, rubbish));
        PresentedCertificate presented = ClientSession.presented(ROOT.client("mail.contoso.com"));

        CertificateFacts facts = certificates.facts(presented, Set.of(source, missing, rubbish), NOW);

        assertThat(facts.trust()).isEqualTo(Map.of(source, Trust.TRUSTED, missing, Trust.INCOMPLETE_CHAIN, rubbish, Trust.INCOMPLETE_CHAIN));
    }

    @Test
    void readsInTheBackgroundWhatWasNotPrepared() {
        ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);
        try (ClientCertificates unprepared = new ClientCertificates(later, RevocationAnswers.start(InstantSource.system()))) {
            PresentedCertificate presented = ClientSession.presented(ROOT.client("mail.contoso.com"));
            assertThat(unprepared.facts(presented, Set.of(source), NOW).trust(source)).isEqualTo(Trust.PENDING);

            await(() -> unprepared.facts(presented, Set.of(source), NOW).trust(source) == Trust.TRUSTED);
        }
    }

    @Test
    void isPendingUntilTheIssuerHasAnswered() throws Exception {
        try (TestRevocationServer issuer = TestRevocationServer.start(ROOT)) {
            issuer.hold();
            TestCertificate client = ROOT.issue().ocsp(issuer.ocsp()).done();
            assertThat(trust(client, RevocationCheck.REQUIRED)).isEqualTo(Trust.PENDING);
            assertThat(trust(client, RevocationCheck.WHEN_AVAILABLE)).isEqualTo(Trust.PENDING);
            assertThat(trust(client, RevocationCheck.NONE)).isEqualTo(Trust.TRUSTED);

            issuer.awaitRequest();
            assertThat(trust(client, RevocationCheck.REQUIRED)).as("slow").isEqualTo(Trust.PENDING);
            issuer.release();
            await(() -> trust(client, RevocationCheck.REQUIRED) == Trust.TRUSTED);
            assertThat(issuer.requests()).isEqualTo(1);
        }
    }

    @Test
    void doesNotTrustARevokedCertificate() {
        try (TestRevocationServer issuer = TestRevocationServer.start(ROOT)) {
            TestCertificate client = ROOT.issue().crl(issuer.crl()).done();
            issuer.revoke(client.certificate());

            await(() -> trust(client, RevocationCheck.WHEN_AVAILABLE) != Trust.PENDING);
            assertThat(trust(client, RevocationCheck.WHEN_AVAILABLE)).isEqualTo(Trust.REVOKED);
            assertThat(trust(client, RevocationCheck.REQUIRED)).isEqualTo(Trust.REVOKED);
        }
    }

    @Test
    void doesNotTrustACertificateOfARevokedIntermediate() {
        try (TestRevocationServer root = TestRevocationServer.start(ROOT)) {
            TestCa intermediate = ROOT.intermediate("Revoked Intermediate", root);
            root.revoke(intermediate.certificate());
            TestCertificate client = intermediate.client("mail.contoso.com");

            await(() -> trust(client, RevocationCheck.WHEN_AVAILABLE) != Trust.PENDING);
            assertThat(trust(client, RevocationCheck.WHEN_AVAILABLE)).isEqualTo(Trust.REVOKED);
        }
    }

    @Test
    void goesByTheConnectorWhenNothingCanBeLearned() {
        try (TestRevocationServer issuer = TestRevocationServer.start(ROOT)) {
            issuer.behave(Behaviour.FAILS);
            TestCertificate client = ROOT.issue().ocsp(issuer.ocsp()).crl(issuer.crl()).done();

            await(() -> trust(client, RevocationCheck.REQUIRED) != Trust.PENDING);
            assertThat(trust(client, RevocationCheck.REQUIRED)).isEqualTo(Trust.STATUS_UNKNOWN);
            assertThat(trust(client, RevocationCheck.WHEN_AVAILABLE)).isEqualTo(Trust.TRUSTED);
        }
    }

    @Test
    void goesNowhereForAChainThatIsNotTrusted() {
        TestCa stranger = TestCa.create("Stranger");
        try (TestRevocationServer trap = TestRevocationServer.start(stranger)) {
            List<TestCertificate> strangers = List.of(
                stranger.issue().ocsp(trap.ocsp()).crl(trap.crl()).done(),
                stranger.issue().selfSigned().ocsp(trap.ocsp()).crl(trap.crl()).done(),
                ROOT.issue().expired().ocsp(trap.ocsp()).crl(trap.crl()).done());
            for (TestCertificate client : strangers) {
                assertThat(trust(client, RevocationCheck.REQUIRED)).isIn(Trust.INCOMPLETE_CHAIN, Trust.SELF_SIGNED, Trust.EXPIRED);
            }
            TestCertificate known = ROOT.issue().ocsp(trap.ocsp()).done();
            await(() -> trust(known, RevocationCheck.REQUIRED) != Trust.PENDING);

            assertThat(trap.requests()).as("only for the known one").isEqualTo(1);
        }
    }

    private Trust trust(TestCertificate client, RevocationCheck check) {
        TrustSource checked = new TrustSource(source.trustedCertificates(), check);
        return certificates.facts(ClientSession.presented(client), Set.of(checked), NOW).trust(checked);
    }

    /** Until {@code condition} holds: for what another thread is about to do. */
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 30 seconds").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private Trust trust(TestCertificate client) {
        return trust(client.chain());
    }

    private Trust trust(List<X509Certificate> chain) {
        return trust(chain, source);
    }

    private Trust trust(List<X509Certificate> chain, TrustSource by) {
        return certificates.facts(ClientSession.presented(chain), Set.of(by), NOW).trust(by);
    }

    private Trust trust(SSLSession session, Instant now) {
        return certificates.facts(session, Set.of(source), now).orElseThrow().trust(source);
    }

    private Path write(String name, String pem) {
        try {
            return Files.writeString(directory.resolve(name), pem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
