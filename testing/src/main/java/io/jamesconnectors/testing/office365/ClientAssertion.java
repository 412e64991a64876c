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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * A JWT by which an app proves that it has the key of a certificate.
 * Source: Microsoft, "Microsoft identity platform application authentication certificate credentials" (PS256 with {@code x5t#S256} now, RS256 with
 * {@code x5t} before; claims aud, exp, iss, jti, nbf, sub), and RFC 7523 §3. How far clocks may differ is not published: five minutes here.
 *
 * @param header the first part
 * @param claims the second part
 * @param signed the bytes that are signed
 * @param signature the third part
 */
record ClientAssertion(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** Empty where it is no JWT. */
    static Optional<ClientAssertion> parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = MAPPER.readTree(BASE64URL.decode(parts[0]));
            JsonNode claims = MAPPER.readTree(BASE64URL.decode(parts[1]));
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return header.isObject() && claims.isObject()
                ? Optional.of(new ClientAssertion(header, claims, signed, BASE64URL.decode(parts[2])))
                : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with it at this moment; empty where nothing is. */
    Optional<AadError> problem(App app, List<String> audiences, Instant now) {
        String clientId = app.clientId();
        for (String claim : List.of("aud", "exp", "iss", "jti", "sub")) {
            if (!claims.has(claim)) {
                return Optional.of(AadError.malformedAssertion("The claim '" + claim + "' is missing."));
            }
        }
        if (!claims.get("iss").asText().equals(clientId) || !claims.get("sub").asText().equals(clientId)) {
            return Optional.of(AadError.assertionOfAnother());
        }
        if (!audiences.contains(claims.get("aud").asText())) {
            return Optional.of(AadError.assertionForAnother(audiences.get(0)));
        }
        long seconds = now.getEpochSecond();
        if (claims.get("exp").asLong() + SKEW.toSeconds() <= seconds || claims.path("nbf").asLong() - SKEW.toSeconds() > seconds) {
            return Optional.of(AadError.assertionOutOfTime());
        }
        Optional<X509Certificate> certificate = app.certificates().stream().filter(this::isNamed).findFirst();
        if (certificate.isEmpty()) {
            return Optional.of(AadError.badAssertion("The key was not found."));
        }
        if (now.isAfter(certificate.get().getNotAfter().toInstant())) {
            return Optional.of(AadError.badAssertion("The certificate has expired."));
        }
        if (!isSignedBy(certificate.get())) {
            return Optional.of(AadError.badAssertion("The signature is not valid."));
        }
        UsedSecrets.note("signature of a client assertion", signature);
        return Optional.empty();
    }

    /** What tells one assertion from another. */
    String id() {
        return claims.path("jti").asText();
    }

    private boolean isNamed(X509Certificate certificate) {
        return header.path("x5t#S256").asText().equals(thumbprint(certificate, "SHA-256"))
            || header.path("x5t").asText().equals(thumbprint(certificate, "SHA-1"));
    }

    private boolean isSignedBy(X509Certificate certificate) {
        try {
            Signature verifier;
            switch (header.path("alg").asText()) {
                case "RS256" -> verifier = Signature.getInstance("SHA256withRSA");
                case "PS256" -> {
                    verifier = Signature.getInstance("RSASSA-PSS");
                    verifier.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                }
                default -> {
                    return false;
                }
            }
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String thumbprint(X509Certificate certificate, String algorithm) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "client assertion " + id();
    }
}
