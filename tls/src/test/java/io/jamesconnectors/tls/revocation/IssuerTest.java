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
package io.jamesconnectors.tls.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestRevocationServer;
import io.jamesconnectors.testing.TestRevocationServer.Behaviour;
import io.jamesconnectors.tls.http.BoundedHttp;

class IssuerTest {
    private static final TestCa CA = TestCa.create().intermediate("Test Intermediate");
    private static final Instant NOW = Instant.now();

    private final TestRevocationServer server = TestRevocationServer.start(CA);
    private final Issuer issuer = new Issuer(new BoundedHttp(Duration.ofSeconds(20)));
    private final X509Certificate byResponder = CA.issue().ocsp(server.ocsp()).done().certificate();
    private final X509Certificate byList = CA.issue().crl(server.crl()).done().certificate();
    private final X509Certificate byBoth = CA.issue().ocsp(server.ocsp()).crl(server.crl()).done().certificate();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void saysThatACertificateIsGood() {
        assertThat(ask(byResponder)).isEqualTo(RevocationStatus.GOOD);
        assertThat(ask(byList)).isEqualTo(RevocationStatus.GOOD);
        assertThat(server.requests()).as("the JDK asks nobody by itself").isEqualTo(2);
    }

    @Test
    void saysThatACertificateIsRevoked() {
        server.revoke(byResponder);
        server.revoke(byList);

        assertThat(ask(byResponder)).isEqualTo(RevocationStatus.REVOKED);
        assertThat(ask(byList)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void isNotAskedForItsListWhenItsResponderAnswers() {
        assertThat(ask(byBoth)).isEqualTo(RevocationStatus.GOOD);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void isAskedForItsListWhenItsResponderDoesNotAnswer() {
        X509Certificate certificate = CA.issue().ocsp(server.ocsp().resolve("/nothing")).crl(server.crl()).done().certificate();
        server.revoke(certificate);

        assertThat(ask(certificate)).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void saysNothingWhenItFailsOrBabbles() {
        for (Behaviour behaviour : new Behaviour[] {Behaviour.FAILS, Behaviour.BABBLES}) {
            server.behave(behaviour);

            assertThat(ask(byBoth)).as(behaviour.name()).isEqualTo(RevocationStatus.UNKNOWN);
        }
        assertThat(server.requests()).as("the JDK asks nobody by itself").isEqualTo(4);
    }

    @Test
    void saysNothingWhenItIsSilent() {
        server.hold();

        assertThat(new Issuer(new BoundedHttp(Duration.ofMillis(300))).ask(byBoth, CA.certificate(), NOW)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void saysNothingWhenNobodyIsThere() {
        URI nobody = URI.create("http://127.0.0.1:1/");

        assertThat(ask(CA.issue().ocsp(nobody).crl(nobody).done().certificate())).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void saysNothingOfACertificateThatNamesNoPlace() {
        assertThat(ask(CA.client("mail.contoso.com").certificate())).isEqualTo(RevocationStatus.UNKNOWN);
    }

    @Test
    void isNotBelievedWhenSomeoneElseAnswers() {
        try (TestRevocationServer impostor = TestRevocationServer.start(TestCa.create("Test Intermediate"))) {
            X509Certificate certificate = CA.issue().ocsp(impostor.ocsp()).crl(impostor.crl()).done().certificate();

            assertThat(ask(certificate)).isEqualTo(RevocationStatus.UNKNOWN);
            impostor.revoke(certificate);
            assertThat(ask(certificate)).as("a stranger can't revoke either").isEqualTo(RevocationStatus.UNKNOWN);
        }
    }

    @Test
    void isNotBelievedAfterItsAnswerHasExpired() {
        Instant later = NOW.plus(Duration.ofDays(20 * 365));
        X509Certificate longLived = CA.issue().ocsp(server.ocsp()).crl(server.crl()).valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(30 * 365))).done().certificate();

        assertThat(issuer.ask(longLived, CA.certificate(), later)).isEqualTo(RevocationStatus.UNKNOWN);
    }

    private RevocationStatus ask(X509Certificate certificate) {
        return issuer.ask(certificate, CA.certificate(), NOW);
    }
}
