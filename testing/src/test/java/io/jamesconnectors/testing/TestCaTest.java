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
package io.jamesconnectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCaTest {
    private static final TestCa ROOT = TestCa.create();

    @Test
    void issuesAChainThatEndsAtItsRoot() throws Exception {
        TestCa intermediate = ROOT.intermediate("Test Intermediate");
        TestCertificate server = intermediate.server("mail.contoso.com", "*.contoso.com");

        assertThat(server.chain()).containsExactly(server.certificate(), intermediate.certificate());
        server.certificate().verify(intermediate.certificate().getPublicKey());
        intermediate.certificate().verify(ROOT.certificate().getPublicKey());
        assertThat(server.certificate().getSubjectAlternativeNames()).containsExactlyInAnyOrder(List.of(2, "mail.contoso.com"), List.of(2, "*.contoso.com"));
    }

    @Test
    void issuesCertificatesThatAreOutOfDate() {
        assertThatThrownBy(() -> ROOT.issue().expired().done().certificate().checkValidity()).isInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> ROOT.issue().notYetValid().done().certificate().checkValidity()).isInstanceOf(CertificateNotYetValidException.class);
    }

    @Test
    void issuesCertificatesThatNobodySigned() throws Exception {
        TestCertificate alone = ROOT.issue().selfSigned().done();

        alone.certificate().verify(alone.certificate().getPublicKey());
        assertThat(alone.chain()).hasSize(1);
    }

    @Test
    void issuesCertificatesForEachUse() throws Exception {
        assertThat(ROOT.client("mail.contoso.com").certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(ROOT.issue().forServersOnly().done().certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(ROOT.issue().forAnyUse().done().certificate().getExtendedKeyUsage()).containsExactly("2.5.29.37.0");
        assertThat(ROOT.issue().withoutExtendedKeyUsage().done().certificate().getExtendedKeyUsage()).isNull();
    }

    @Test
    void crossSignsAuthorities() throws Exception {
        TestCa other = TestCa.create("Other Root");
        TestCertificate client = other.client("mail.contoso.com");

        other.crossSignedBy(ROOT).verify(ROOT.certificate().getPublicKey());
        client.certificate().verify(other.crossSignedBy(ROOT).getPublicKey());
        assertThat(other.crossSignedBy(ROOT).getSubjectX500Principal()).isEqualTo(other.root().getSubjectX500Principal());
    }

    @Test
    void signsWithOtherAlgorithms() {
        TestCa rsa = TestCa.createWithRsa("RSA Root");

        assertThat(rsa.issue().signedWith("MD5withRSA").done().certificate().getSigAlgName()).isEqualTo("MD5withRSA");
        assertThat(rsa.certificate().getSigAlgName()).isEqualTo("SHA256withRSA");
    }

    @Test
    void writesPem(@TempDir Path directory) throws Exception {
        TestCertificate server = ROOT.intermediate("Test Intermediate").server("mail.contoso.com");

        assertThat(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(server.chainPem().getBytes(StandardCharsets.US_ASCII))))
            .hasToString(server.chain().toString());
        assertThat(ROOT.writeRoot(directory.resolve("root.pem"))).hasContent(ROOT.rootPem());
        assertThat(server.keyPem()).startsWith("-----BEGIN PRIVATE KEY-----\n").endsWith("\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void leavesTheProvidersOfThisJavaAlone() {
        ROOT.server("mail.contoso.com").sslContext();

        assertThat(Security.getProvider("BC")).isNull();
    }
}
