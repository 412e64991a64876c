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
package io.jamesconnectors.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.pem.PemFile;

/** Our own certificate, its intermediates and its private key, as we show them to servers that ask. Immutable; never printed but by its subject. */
public final class ClientIdentity {
    private static final String WHAT = "client certificate";
    private static final int MAX_CHAIN = 10;

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * Reads the files that a configuration names.
     *
     * @param environment the value of an environment variable, or null; usually {@code System::getenv}
     * @throws IOException when something is missing, unreadable, or the key is not the certificate's; the message names the file and never holds a secret
     */
    public static ClientIdentity load(ClientCertificate files, Function<String, @Nullable String> environment) throws IOException {
        ClientIdentity identity = files.key().isPresent() ? ofPem(files.chain(), files.key().get()) : ofKeyStore(files, environment);
        identity.checkKey(files.key().orElse(files.chain()).toString());
        return identity;
    }

    /**
     * Reads what somebody shows us: a chain in PEM, ours first, and its key.
     *
     * @param pkcs8 the key, PKCS#8 in DER; may be wiped afterwards
     * @throws IOException when one is unreadable, or the key is not the certificate's; the message holds no secret
     */
    public static ClientIdentity of(String chainPem, byte[] pkcs8) throws IOException {
        List<X509Certificate> chain = chain("the chain", PemFile.parse(chainPem));
        ClientIdentity identity = new ClientIdentity(chain, key("what was given", pkcs8, chain.get(0).getPublicKey().getAlgorithm()));
        identity.checkKey("what was given");
        return identity;
    }

    /** Our certificate first, then its intermediates. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * A signature with our key: RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 octets, which JOSE calls PS256 (RFC 7518 §3.5).
     *
     * @throws GeneralSecurityException when the key is not RSA
     */
    public byte[] signPs256(byte[] text) throws GeneralSecurityException {
        Signature signing = Signature.getInstance("RSASSA-PSS");
        signing.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        signing.initSign(key);
        signing.update(text);
        return signing.sign();
    }

    PrivateKey key() {
        return key;
    }

    /** The subject of our certificate. */
    @Override
    public String toString() {
        return ChainProblems.describe(chain.get(0));
    }

    private static ClientIdentity ofPem(Path chainFile, Path keyFile) throws IOException {
        List<X509Certificate> chain = chain(chainFile.toString(), pem(chainFile));
        List<PemFile.Block> keys = pem(keyFile).blocks().stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
        if (keys.size() != 1 || !keys.get(0).label().equals("PRIVATE KEY")) {
            throw new IOException(WHAT + ": " + keyFile + " holds " + (keys.isEmpty() ? "no key" : keys.toString())
                + " (expected: one PRIVATE KEY, as \"openssl pkcs8 -topk8 -nocrypt\" writes it)");
        }
        return new ClientIdentity(chain, key(keyFile, keys.get(0), chain.get(0).getPublicKey().getAlgorithm()));
    }

    private static List<X509Certificate> chain(String source, PemFile certificates) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        for (int i = 0; i < certificates.blocks().size(); i++) {
            if (certificates.blocks().get(i).isCertificate()) {
                chain.add(certificate(source, certificates, i));
            }
        }
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new IOException(WHAT + ": " + source + " holds " + chain.size() + " certificates (expected: ours and its intermediates, at most " + MAX_CHAIN + ")");
        }
        return chain;
    }

    private static PemFile pem(Path file) throws IOException {
        try {
            return PemFile.read(file);
        } catch (IOException e) {
            throw new IOException(WHAT + ": " + file + " " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(String file, PemFile pem, int index) throws IOException {
        try {
            return pem.certificate(index);
        } catch (IOException e) {
            throw new IOException(WHAT + ": " + file + " " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, PemFile.Block block, String algorithm) throws IOException {
        try {
            return key(file.toString(), block.der(), algorithm);
        } catch (IllegalArgumentException e) {
            throw new IOException(unreadableKey(file.toString(), algorithm), e);
        }
    }

    private static PrivateKey key(String file, byte[] pkcs8, String algorithm) throws IOException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException | NoSuchAlgorithmException | IllegalArgumentException e) {
            throw new IOException(unreadableKey(file, algorithm), e);
        }
    }

    private static String unreadableKey(String file, String algorithm) {
        return WHAT + ": the key in " + file + " can't be read (expected: PKCS#8, a key of the kind " + algorithm + ", like its certificate)";
    }

    private static ClientIdentity ofKeyStore(ClientCertificate files, Function<String, @Nullable String> environment) throws IOException {
        Path file = files.chain();
        char[] password = password(files, environment);
        try {
            KeyStore store = keyStore(file, password);
            List<String> entries = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    entries.add(alias);
                }
            }
            if (entries.size() != 1) {
                throw new IOException(WHAT + ": " + file + " holds " + entries.size() + " keys (expected: one)");
            }
            Certificate[] chain = store.getCertificateChain(entries.get(0));
            if (!(store.getKey(entries.get(0), password) instanceof PrivateKey key) || chain == null) {
                throw new IOException(WHAT + ": " + file + " holds no private key with its certificate (expected: one)");
            }
            return new ClientIdentity(Stream.of(chain).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList(), key);
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        }
    }

    private static KeyStore keyStore(Path file, char[] password) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType()); // reads PKCS#12 and JKS alike
            store.load(in, password);
            return store;
        } catch (NoSuchFileException e) {
            throw new IOException(WHAT + ": " + file + " does not exist (expected: a PKCS#12 or JKS key store)", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path file, Exception cause) {
        return new IOException(WHAT + ": " + file + " can't be read (expected: a PKCS#12 or JKS key store, and its password)", cause);
    }

    private static char[] password(ClientCertificate files, Function<String, @Nullable String> environment) throws IOException {
        Optional<String> variable = files.password();
        if (variable.isEmpty()) {
            return new char[0];
        }
        String password = environment.apply(variable.get());
        if (password == null) {
            throw new IOException(WHAT + ": the environment variable " + variable.get() + " is not set (expected: the password of " + files.chain() + ")");
        }
        return password.toCharArray();
    }

    /** Signs a few bytes: the only proof that key and certificate belong together. */
    private void checkKey(String file) throws IOException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] sample = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(chain.get(0).getPublicKey());
            verifying.update(sample);
            if (!verifying.verify(signing.sign())) {
                throw new IOException(mismatch(file));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(mismatch(file), e);
        }
    }

    private String mismatch(String file) {
        return WHAT + ": the key in " + file + " is not that of the certificate " + this + " (expected: the key that it was issued for)";
    }
}
