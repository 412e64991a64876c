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
package io.jamesconnectors.smtp.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.smtp.secret.Secret;
import io.jamesconnectors.tls.ClientIdentity;

/**
 * By which an application proves that it holds the key of its certificate: a JWT (RFC 7519), signed PS256 (RFC 7518 §3.5), as Microsoft describes it ("Microsoft identity
 * platform application authentication certificate credentials"). Good once, for ten minutes, and from two minutes ago on, since clocks differ.
 */
final class ClientAssertion {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration SKEW = Duration.ofMinutes(2);
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final JsonFactory JSON = new JsonFactory();
    private static final SecureRandom RANDOM = new SecureRandom();

    private ClientAssertion() {
    }

    /**
     * A new one.
     *
     * @param files certificate and RSA key; read for each, so that renewed ones count at once
     * @throws IOException when they can't be read, or can't sign; the message names the file
     */
    static Secret of(ClientCertificate files, String clientId, URI endpoint, Instant now) throws IOException {
        ClientIdentity identity = ClientIdentity.load(files, System::getenv);
        try {
            String signed = BASE64URL.encodeToString(header(identity.chain().get(0))) + "." + BASE64URL.encodeToString(claims(clientId, endpoint, now));
            return Secret.of((signed + "." + BASE64URL.encodeToString(identity.signPs256(signed.getBytes(US_ASCII)))).getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IOException("client certificate: " + files.chain() + " can't sign a login (expected: an RSA key): " + e.getMessage(), e);
        }
    }

    private static byte[] header(X509Certificate certificate) throws IOException, GeneralSecurityException {
        byte[] der = certificate.getEncoded();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("alg", "PS256");
            json.writeStringField("typ", "JWT");
            json.writeStringField("x5t", BASE64URL.encodeToString(MessageDigest.getInstance("SHA-1").digest(der)));
            json.writeStringField("x5t#S256", BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(der)));
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static byte[] claims(String clientId, URI endpoint, Instant now) throws IOException {
        byte[] id = new byte[16];
        RANDOM.nextBytes(id);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("aud", endpoint.toString());
            json.writeStringField("iss", clientId);
            json.writeStringField("sub", clientId);
            json.writeStringField("jti", BASE64URL.encodeToString(id));
            json.writeNumberField("nbf", now.minus(SKEW).getEpochSecond());
            json.writeNumberField("exp", now.plus(LIFE).getEpochSecond());
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
