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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * A certificate authority for tests and the demo: it issues what a real one would, and what no real one should.
 *
 * <p>Keys are EC P-256, since they are made in well under a millisecond. BouncyCastle only writes the certificates; the JDK's own providers sign.
 */
public final class TestCa {
    static final Duration LIFETIME = Duration.ofDays(365);
    static final String SIGNATURE = "SHA256withECDSA";

    private final KeyPair keys;
    private final List<X509Certificate> chain;

    private TestCa(KeyPair keys, List<X509Certificate> chain) {
        this.keys = keys;
        this.chain = chain;
    }

    /** A new root, named "Test Root". */
    public static TestCa create() {
        return create("Test Root");
    }

    /** A new root with the common name {@code name}, valid from yesterday for a year. */
    public static TestCa create(String name) {
        KeyPair keys = newKeys();
        return new TestCa(keys, List.of(authority(name, keys, name, keys)));
    }

    /** A new root whose key is RSA with 2,048 bits; what it issues has to be signed with an algorithm for such keys. */
    public static TestCa createWithRsa(String name) {
        KeyPair keys = newRsaKeys();
        return new TestCa(keys, List.of(authority(name, keys, name, keys)));
    }

    /** A new authority, certified by this one. */
    public TestCa intermediate(String name) {
        KeyPair newKeys = newKeys();
        List<X509Certificate> longer = new ArrayList<>();
        longer.add(authority(name, newKeys, commonName(), keys));
        longer.addAll(chain);
        return new TestCa(newKeys, List.copyOf(longer));
    }

    /** A new authority, certified by this one, whose own revocation is told there. */
    public TestCa intermediate(String name, TestRevocationServer revocation) {
        KeyPair newKeys = newKeys();
        List<X509Certificate> longer = new ArrayList<>();
        longer.add(authority(name, newKeys, commonName(), keys, Optional.of(revocation.crl()), Optional.of(revocation.ocsp())));
        longer.addAll(chain);
        return new TestCa(newKeys, List.copyOf(longer));
    }

    /** A new authority, certified by this one, which may issue {@code dNSName}s of {@code domain} and below alone (RFC 5280 §4.2.1.10). */
    public TestCa intermediateFor(String domain, String name) {
        KeyPair newKeys = newKeys();
        List<X509Certificate> longer = new ArrayList<>();
        JcaX509v3CertificateBuilder builder = authority(name, newKeys, commonName());
        try {
            builder.addExtension(Extension.nameConstraints, true,
                new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))}, null));
        } catch (CertIOException e) {
            throw new IllegalStateException("extension", e);
        }
        longer.add(sign(builder, keys, SIGNATURE));
        longer.addAll(chain);
        return new TestCa(newKeys, List.copyOf(longer));
    }

    /** Another certificate of this authority, same name and same key, issued by {@code other}: what cross-signing makes. */
    public X509Certificate crossSignedBy(TestCa other) {
        return authority(commonName(), keys, other.commonName(), other.keys);
    }

    /** A sound server certificate that carries these names as {@code dNSName}. */
    public TestCertificate server(String... dnsNames) {
        return issue().dnsNames(dnsNames).done();
    }

    /** A sound client certificate that carries these names as {@code dNSName}, for clients only. */
    public TestCertificate client(String... dnsNames) {
        return issue().dnsNames(dnsNames).forClientsOnly().done();
    }

    /** Describes a certificate step by step; {@link TestCertificateRequest#done()} issues it. */
    public TestCertificateRequest issue() {
        return new TestCertificateRequest(this);
    }

    /** The certificate of this authority. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The root above this authority, or its own certificate. */
    public X509Certificate root() {
        return chain.get(chain.size() - 1);
    }

    /** The root alone, as {@link KeyStore} of trusted certificates. */
    public KeyStore trustStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", root());
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("trust store", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root alone, as PEM. */
    public String rootPem() {
        return Pem.of(root());
    }

    /** Writes {@link #rootPem()} to {@code file} and returns it. */
    public Path writeRoot(Path file) {
        try {
            return Files.writeString(file, rootPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String commonName() {
        return chain.get(0).getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    }

    X500Name subject() {
        return named(commonName());
    }

    KeyPair keys() {
        return keys;
    }

    /** This authority and those between it and the root, without the root: what a server sends along. */
    List<X509Certificate> sentChain() {
        return chain.subList(0, chain.size() - 1);
    }

    static KeyPair newKeys() {
        return newKeys("EC", new ECGenParameterSpec("secp256r1"));
    }

    static KeyPair newRsaKeys() {
        return newKeys("RSA", new RSAKeyGenParameterSpec(2_048, RSAKeyGenParameterSpec.F4));
    }

    static KeyPair newWeakKeys() {
        return newKeys("RSA", new RSAKeyGenParameterSpec(512, RSAKeyGenParameterSpec.F4));
    }

    private static KeyPair newKeys(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            KeyPair keys = generator.generateKeyPair();
            UsedSecrets.note("private key of a test certificate", keys.getPrivate());
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    static BigInteger newSerial() {
        return new BigInteger(120, new SecureRandom()).setBit(119);
    }

    static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair signer, String signature) {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(signer.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("certificate", e);
        }
    }

    /** Says where to ask whether a certificate is revoked. */
    static void addRevocation(JcaX509v3CertificateBuilder builder, Optional<URI> crl, Optional<URI> ocsp) throws CertIOException {
        if (crl.isPresent()) {
            DistributionPointName place = new DistributionPointName(new GeneralNames(uri(crl.get())));
            builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(place, null, null)}));
        }
        if (ocsp.isPresent()) {
            builder.addExtension(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(X509ObjectIdentifiers.id_ad_ocsp, uri(ocsp.get())));
        }
    }

    private static GeneralName uri(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri.toString());
    }

    private static X509Certificate authority(String name, KeyPair subject, String issuerName, KeyPair issuer) {
        return authority(name, subject, issuerName, issuer, Optional.empty(), Optional.empty());
    }

    private static X509Certificate authority(String name, KeyPair subject, String issuerName, KeyPair issuer, Optional<URI> crl, Optional<URI> ocsp) {
        JcaX509v3CertificateBuilder builder = authority(name, subject, issuerName);
        try {
            addRevocation(builder, crl, ocsp);
        } catch (CertIOException e) {
            throw new IllegalStateException("extension", e);
        }
        return sign(builder, issuer, issuer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : SIGNATURE);
    }

    private static JcaX509v3CertificateBuilder authority(String name, KeyPair subject, String issuerName) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(named(issuerName), newSerial(),
            Date.from(yesterday), Date.from(yesterday.plus(LIFETIME)), named(name), subject.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } catch (CertIOException e) {
            throw new IllegalStateException("extension", e);
        }
        return builder;
    }

    static X500Name named(String commonName) {
        return new X500Name("CN=" + commonName);
    }
}
