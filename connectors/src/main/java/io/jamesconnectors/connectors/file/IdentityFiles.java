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
package io.jamesconnectors.connectors.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ClientCertificate;

/**
 * What the files of a client certificate hold.
 *
 * @param chain our certificate first; empty when there is a fault
 * @param fault why they can't be used; never holds what is in them
 */
record IdentityFiles(List<X509Certificate> chain, Optional<Fault> fault) {
    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_CHAIN = 10;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    /**
     * What is wrong.
     *
     * @param inKey whether with the file of the key, rather than the one of the chain
     * @param what after the name of the file: "does not exist"
     */
    record Fault(boolean inKey, String what) {
    }

    static IdentityFiles read(ClientCertificate files, Function<String, @Nullable String> environment) {
        try {
            List<X509Certificate> chain = files.key().isPresent() ? ofPem(files.chain(), files.key().get())
                : ofKeyStore(files.chain(), files.password().map(environment::apply));
            return new IdentityFiles(chain, Optional.empty());
        } catch (Unusable e) {
            return new IdentityFiles(List.of(), Optional.of(e.fault));
        }
    }

    private static List<X509Certificate> ofPem(Path chainFile, Path keyFile) throws Unusable {
        List<X509Certificate> chain = new ArrayList<>();
        for (MatchResult block : blocks(bytes(chainFile, false))) {
            if (block.group(1).equals("CERTIFICATE")) {
                chain.add(certificate(block.group(2)));
            }
        }
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new Unusable(false, "holds " + (chain.isEmpty() ? "no" : chain.size()) + " certificates (expected: a PEM file with ours and its intermediates, at most " + MAX_CHAIN + ")");
        }
        List<MatchResult> keys = blocks(bytes(keyFile, true)).stream().filter(block -> block.group(1).endsWith("PRIVATE KEY")).toList();
        if (keys.size() != 1 || !keys.get(0).group(1).equals("PRIVATE KEY")) {
            throw new Unusable(true, "holds " + (keys.isEmpty() ? "no key" : keys.size() > 1 ? keys.size() + " keys" : "a key of the form " + keys.get(0).group(1))
                + " (expected: one PRIVATE KEY in PEM, as \"openssl pkcs8 -topk8 -nocrypt\" writes it)");
        }
        checkKey(keys.get(0).group(2), chain.get(0).getPublicKey().getAlgorithm());
        return chain;
    }

    private static X509Certificate certificate(String base64) throws Unusable {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unusable(false, "holds an unreadable certificate");
        }
    }

    private static void checkKey(String base64, String algorithm) throws Unusable {
        try {
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unusable(true, "holds an unreadable key (expected: one of the kind " + algorithm + ", as its certificate)");
        }
    }

    private static List<X509Certificate> ofKeyStore(Path file, Optional<String> password) throws Unusable {
        byte[] bytes = bytes(file, false);
        if (!blocks(bytes).isEmpty()) {
            throw new Unusable(false, "is a PEM file, and there is no key (expected: key=\"…\", or a PKCS#12 or JKS key store)");
        }
        char[] secret = password.orElse("").toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType()); // reads PKCS#12 and JKS alike
            store.load(new ByteArrayInputStream(bytes), secret);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            Key key = keys.size() == 1 ? store.getKey(keys.get(0), secret) : null;
            Certificate[] chain = keys.size() == 1 ? store.getCertificateChain(keys.get(0)) : null;
            if (!(key instanceof PrivateKey) || chain == null || chain.length == 0) {
                throw new Unusable(false, "holds " + keys.size() + " keys (expected: one private key, with its certificate)");
            }
            return Stream.of(chain).filter(X509Certificate.class::isInstance).map(X509Certificate.class::cast).toList();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new Unusable(false, "can't be read (expected: a PKCS#12 or JKS key store, and its password in passwordVariable)");
        }
    }

    private static List<MatchResult> blocks(byte[] bytes) {
        return BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1)).results().toList();
    }

    private static byte[] bytes(Path file, boolean key) throws Unusable {
        if (!Files.isRegularFile(file)) {
            throw new Unusable(key, Files.exists(file) ? "is no file" : "does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Unusable(key, "is larger than 4 MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw new Unusable(key, "can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** Ends the reading of the files; has no stack trace. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Unusable(boolean inKey, String what) {
            super(what, null, false, false);
            this.fault = new Fault(inKey, what);
        }
    }
}
