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

import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;

/**
 * What a certificate shall say. Unless told otherwise: common name "Test Server", no names, valid from yesterday for a year,
 * for servers and clients, signed by the authority.
 */
public final class TestCertificateRequest {
    private final TestCa issuer;
    private X500Name subject = TestCa.named("Test Server");
    private List<String> dnsNames = List.of();
    private Instant from = Instant.now().minus(Duration.ofDays(1));
    private Instant until = from.plus(TestCa.LIFETIME);
    private List<KeyPurposeId> purposes = List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
    private boolean selfSigned;
    private boolean weakKey;
    private boolean rsaKey;
    private boolean purposesCritical;
    private String signature = TestCa.SIGNATURE;
    private Optional<URI> crl = Optional.empty();
    private Optional<URI> ocsp = Optional.empty();
    private Optional<byte[]> alternativeNames = Optional.empty();

    TestCertificateRequest(TestCa issuer) {
        this.issuer = issuer;
    }

    /** The common name of the subject; it never counts as a name of the server. */
    public TestCertificateRequest commonName(String name) {
        this.subject = TestCa.named(name);
        return this;
    }

    /** The whole subject, in the order and with the string types in which it is built. */
    public TestCertificateRequest subject(X500Name name) {
        this.subject = name;
        return this;
    }

    /** The {@code dNSName} entries, written as they are: wildcards, control characters and nonsense included. */
    public TestCertificateRequest dnsNames(String... names) {
        this.dnsNames = List.of(names);
        return this;
    }

    /** The value of the subject alternative names as these bytes, whatever they are, instead of {@link #dnsNames}. */
    public TestCertificateRequest alternativeNames(byte[] value) {
        this.alternativeNames = Optional.of(value);
        return this;
    }

    /** The time in which it is valid. */
    public TestCertificateRequest valid(Instant notBefore, Instant notAfter) {
        this.from = notBefore;
        this.until = notAfter;
        return this;
    }

    /** Expired an hour ago. */
    public TestCertificateRequest expired() {
        return valid(Instant.now().minus(Duration.ofDays(30)), Instant.now().minus(Duration.ofHours(1)));
    }

    /** Valid from tomorrow. */
    public TestCertificateRequest notYetValid() {
        return valid(Instant.now().plus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(30)));
    }

    /** An extended key usage of clients only. */
    public TestCertificateRequest forClientsOnly() {
        this.purposes = List.of(KeyPurposeId.id_kp_clientAuth);
        return this;
    }

    /** An extended key usage of servers only, as public authorities issue since 2026. */
    public TestCertificateRequest forServersOnly() {
        this.purposes = List.of(KeyPurposeId.id_kp_serverAuth);
        return this;
    }

    /** An extended key usage of any kind (RFC 5280 §4.2.1.12), and nothing else. */
    public TestCertificateRequest forAnyUse() {
        this.purposes = List.of(KeyPurposeId.anyExtendedKeyUsage);
        return this;
    }

    /** An extended key usage of neither clients nor servers: of mail. */
    public TestCertificateRequest forMailOnly() {
        this.purposes = List.of(KeyPurposeId.id_kp_emailProtection);
        return this;
    }

    /** With the extended key usage marked as critical. */
    public TestCertificateRequest withCriticalUse() {
        this.purposesCritical = true;
        return this;
    }

    /** No extended key usage at all, which allows every use (RFC 5280 §4.2.1.12). */
    public TestCertificateRequest withoutExtendedKeyUsage() {
        this.purposes = List.of();
        return this;
    }

    /** Signed by its own key: the authority has no part in it. */
    public TestCertificateRequest selfSigned() {
        this.selfSigned = true;
        return this;
    }

    /** With an RSA key of 512 bits, which Java does not allow: no handshake succeeds with it. */
    public TestCertificateRequest weakKey() {
        this.weakKey = true;
        return this;
    }

    /** With an RSA key of 2,048 bits, as Microsoft demands of the certificates of apps. */
    public TestCertificateRequest rsaKey() {
        this.rsaKey = true;
        return this;
    }

    /** Signed by this algorithm of Java instead of {@code SHA256withECDSA}. */
    public TestCertificateRequest signedWith(String algorithm) {
        this.signature = algorithm;
        return this;
    }

    /** Names the place of a revocation list. */
    public TestCertificateRequest crl(URI place) {
        this.crl = Optional.of(place);
        return this;
    }

    /** Names a responder that says whether it is revoked. */
    public TestCertificateRequest ocsp(URI responder) {
        this.ocsp = Optional.of(responder);
        return this;
    }

    /** Issues it, with a new key. */
    public TestCertificate done() {
        KeyPair keys = weakKey ? TestCa.newWeakKeys() : rsaKey ? TestCa.newRsaKeys() : TestCa.newKeys();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(selfSigned ? subject : issuer.subject(), TestCa.newSerial(),
            Date.from(from), Date.from(until), subject, keys.getPublic());
        try {
            if (alternativeNames.isPresent()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames.get());
            } else if (!dnsNames.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false,
                    new GeneralNames(dnsNames.stream().map(name -> new GeneralName(GeneralName.dNSName, name)).toArray(GeneralName[]::new)));
            }
            if (!purposes.isEmpty()) {
                builder.addExtension(Extension.extendedKeyUsage, purposesCritical, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
            }
            TestCa.addRevocation(builder, crl, ocsp);
        } catch (CertIOException e) {
            throw new IllegalStateException("extension", e);
        }
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(TestCa.sign(builder, selfSigned ? keys : issuer.keys(), signature));
        if (!selfSigned) {
            chain.addAll(issuer.sentChain());
        }
        return new TestCertificate(keys.getPrivate(), chain);
    }
}
