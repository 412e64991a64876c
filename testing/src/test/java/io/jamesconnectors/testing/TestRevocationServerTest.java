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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;

import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.TestRevocationServer.Behaviour;

class TestRevocationServerTest {
    private static final TestCa CA = TestCa.create();

    private final TestRevocationServer server = TestRevocationServer.start(CA);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsWhatIsRevoked() throws Exception {
        X509Certificate revoked = CA.client("a.contoso.com").certificate();
        server.revoke(revoked);

        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(get(server.crl()).body()));

        list.verify(CA.certificate().getPublicKey());
        assertThat(list.isRevoked(revoked)).isTrue();
        assertThat(list.isRevoked(CA.client("b.contoso.com").certificate())).isFalse();
    }

    @Test
    void answersForSingleCertificates() throws Exception {
        X509Certificate revoked = CA.client("a.contoso.com").certificate();
        server.revoke(revoked);

        assertThat(status(revoked)).isInstanceOf(RevokedStatus.class);
        assertThat(status(CA.client("b.contoso.com").certificate())).as("null means good to BouncyCastle").isNull();
    }

    @Test
    void failsAndBabblesWhenTold() throws Exception {
        server.behave(Behaviour.FAILS);
        assertThat(get(server.crl()).statusCode()).isEqualTo(500);

        server.behave(Behaviour.BABBLES);
        assertThat(get(server.crl()).body()).asString().isEqualTo("no such thing");
    }

    @Test
    void holdsItsAnswersBackUntilReleased() throws Exception {
        server.hold();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(HttpRequest.newBuilder(server.crl()).build(), BodyHandlers.ofByteArray());
        server.awaitRequest();
        assertThat(answer).isNotDone();

        server.release();
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(server.requests()).isEqualTo(1);
    }

    private HttpResponse<byte[]> get(URI place) throws Exception {
        return client.send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofByteArray());
    }

    private @Nullable CertificateStatus status(X509Certificate certificate) throws Exception {
        CertificateID id = new CertificateID(new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
            new JcaX509CertificateHolder(CA.certificate()), certificate.getSerialNumber());
        byte[] question = new OCSPReqBuilder().addRequest(id).build().getEncoded();
        HttpRequest request = HttpRequest.newBuilder(server.ocsp()).POST(HttpRequest.BodyPublishers.ofByteArray(question)).build();
        BasicOCSPResp response = (BasicOCSPResp) new OCSPResp(client.send(request, BodyHandlers.ofByteArray()).body()).getResponseObject();
        assertThat(response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(CA.certificate().getPublicKey()))).isTrue();
        return response.getResponses()[0].getCertStatus();
    }
}
