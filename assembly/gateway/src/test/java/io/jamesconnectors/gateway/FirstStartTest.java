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
package io.jamesconnectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.secrets.UsedSecrets;

class FirstStartTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void makesACertificateThatNamesTheHost(@TempDir Path var) throws Exception {
        assertThat(new FirstStart(var).certificate("gateway.contoso.test", NOW)).isTrue();

        byte[] pem = Files.readAllBytes(var.resolve(FirstStart.CERTIFICATE));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        assertThat(certificate.getSubjectAlternativeNames()).singleElement().asList().contains("gateway.contoso.test");
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(NOW));
    }

    @Test
    void keepsTheCertificateThatIsThere(@TempDir Path var) throws Exception {
        FirstStart firstStart = new FirstStart(var);
        firstStart.certificate("gateway.contoso.test", NOW);
        String before = Files.readString(var.resolve(FirstStart.KEY));

        assertThat(firstStart.certificate("other.contoso.test", NOW)).isFalse();
        assertThat(Files.readString(var.resolve(FirstStart.KEY))).isEqualTo(before);
    }

    @Test
    void showsATokenOnceAndRecognisesItEverAfter(@TempDir Path var) throws Exception {
        FirstStart firstStart = new FirstStart(var);
        String token = UsedSecrets.note("token of the web administration", firstStart.token().orElseThrow());

        assertThat(firstStart.token()).isEmpty();
        assertThat(firstStart.storedToken().matches(token)).isTrue();
        assertThat(firstStart.storedToken().matches(token.substring(1))).isFalse();
    }

    @Test
    void refusesATokenFileThatHoldsNoHash(@TempDir Path var) throws Exception {
        Files.createDirectories(var.resolve("web"));
        Files.writeString(var.resolve(FirstStart.TOKEN), "secret", StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> new FirstStart(var).storedToken()).hasMessageNotContaining("secret");
    }
}
