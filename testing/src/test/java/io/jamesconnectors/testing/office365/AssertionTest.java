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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.testing.TestCertificate;

@Timeout(120)
class AssertionTest {
    private static final TestCertificate CERTIFICATE = Office.CA.issue().rsaKey().commonName("app").done();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void takesTheAssertionOfARegisteredCertificate() throws Exception {
        try (Office office = new Office()) {
            office.app.certificate(CERTIFICATE.certificate());

            assertThat(outcome(office, token("PS256", claims(office)))).isEqualTo("200 ");
            assertThat(outcome(office, token("RS256", claims(office)))).isEqualTo("200 ");
        }
    }

    @Test
    void refusesTheAssertionOfAnotherKey() throws Exception {
        try (Office office = new Office()) {
            assertThat(outcome(office, token("PS256", claims(office)))).isEqualTo("401 AADSTS700027");
            office.app.certificate(CERTIFICATE.certificate());
            String good = token("PS256", claims(office));
            String other = token("PS256", claims(office).put("jti", "another"));
            assertThat(outcome(office, good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')))).isEqualTo("401 AADSTS700027");
            assertThat(outcome(office, token("none", claims(office)))).isEqualTo("401 AADSTS700027");
        }
    }

    @Test
    void refusesWhatTheClaimsDoNotAllow() throws Exception {
        try (Office office = new Office()) {
            office.app.certificate(CERTIFICATE.certificate());
            Instant now = office.clock.instant();

            assertThat(outcome(office, token("PS256", claims(office).put("aud", "https://example.com")))).isEqualTo("401 AADSTS700023");
            assertThat(outcome(office, token("PS256", claims(office).put("sub", "other")))).isEqualTo("401 AADSTS700021");
            assertThat(outcome(office, token("PS256", claims(office).put("iss", "other")))).isEqualTo("401 AADSTS700021");
            assertThat(outcome(office, token("PS256", claims(office).put("exp", now.minus(Duration.ofMinutes(6)).getEpochSecond()))))
                .isEqualTo("401 AADSTS700024");
            assertThat(outcome(office, token("PS256", claims(office).put("nbf", now.plus(Duration.ofMinutes(6)).getEpochSecond()))))
                .isEqualTo("401 AADSTS700024");
            ObjectNode withoutId = claims(office);
            withoutId.remove("jti");
            assertThat(outcome(office, token("PS256", withoutId))).isEqualTo("400 AADSTS50027");
            assertThat(outcome(office, "no token")).isEqualTo("400 AADSTS50027");
            assertThat(outcome(office, "a.b.c")).isEqualTo("400 AADSTS50027");
        }
    }

    @Test
    void refusesAnExpiredCertificate() throws Exception {
        TestCertificate expired = Office.CA.issue().rsaKey().expired().done();
        try (Office office = new Office()) {
            office.app.certificate(expired.certificate());

            assertThat(outcome(office, token("PS256", claims(office), expired))).isEqualTo("401 AADSTS700027");
        }
    }

    @Test
    void canRefuseAnAssertionThatItHasSeen() throws Exception {
        try (Office office = new Office()) {
            office.app.certificate(CERTIFICATE.certificate());
            String token = token("PS256", claims(office));

            assertThat(outcome(office, token)).isEqualTo("200 ");
            assertThat(outcome(office, token)).isEqualTo("200 ");
            office.simulator.tokens().switches().refusesRepeatedAssertions(true);
            assertThat(outcome(office, token)).isEqualTo("401 AADSTS700027");
        }
    }

    private static String outcome(Office office, String assertion) throws Exception {
        HttpResponse<String> response = Office.post(office.simulator, "contoso", "grant_type", "client_credentials", "client_id", office.app.clientId(),
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", assertion,
            "scope", "https://outlook.office365.com/.default");
        return response.statusCode() + " " + Office.json(response).path("error_description").asText().split(":", 2)[0];
    }

    private static ObjectNode claims(Office office) {
        return MAPPER.createObjectNode().put("aud", office.simulator.tokens().uri("contoso").toString()).put("iss", office.app.clientId())
            .put("sub", office.app.clientId()).put("jti", "22c30bb8").put("exp", office.clock.instant().plus(Duration.ofMinutes(5)).getEpochSecond());
    }

    private static String token(String algorithm, ObjectNode claims) throws Exception {
        return token(algorithm, claims, CERTIFICATE);
    }

    private static String token(String algorithm, ObjectNode claims, TestCertificate certificate) throws Exception {
        boolean pss = algorithm.equals("PS256");
        byte[] thumbprint = MessageDigest.getInstance(pss ? "SHA-256" : "SHA-1").digest(certificate.certificate().getEncoded());
        ObjectNode header = MAPPER.createObjectNode().put("alg", algorithm).put("typ", "JWT").put(pss ? "x5t#S256" : "x5t", base64Url(thumbprint));
        String signed = base64Url(header.toString().getBytes(StandardCharsets.UTF_8)) + "." + base64Url(claims.toString().getBytes(StandardCharsets.UTF_8));
        Signature signer = Signature.getInstance(pss ? "RSASSA-PSS" : "SHA256withRSA");
        if (pss) {
            signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signer.initSign(certificate.key());
        signer.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64Url(signer.sign());
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
