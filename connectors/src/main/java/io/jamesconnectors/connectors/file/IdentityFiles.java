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

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.pem.PemFile;

/**
 * What the files of a client certificate hold.
 *
 * @param chain our certificate first; empty when there is a fault
 * @param fault why they can't be used; never holds what is in them
 */
public record IdentityFiles(List<X509Certificate> chain, Optional<Fault> fault) {
    private static final int MAX_CHAIN = 10;
    private static final String KEY = "PRIVATE KEY";

    /**
     * What is wrong.
     *
     * @param inKey whether with the file of the key, rather than the one of the chain
     * @param what after the name of the file: "does not exist"
     */
    public record Fault(boolean inKey, String what) {
    }

    /**
     * Reads them, as they are now.
     *
     * @param environment where the password of a key store is
     */
    public static IdentityFiles read(ClientCertificate files, Function<String, @Nullable String> environment) {
        List<X509Certificate> chain;
        try {
            chain = files.key().isPresent() ? chainIn(files.chain())
                : ofKeyStore(files.chain(), files.password().map(environment::apply).orElse("").toCharArray());
        } catch (IOException e) {
            return new IdentityFiles(List.of(), Optional.of(new Fault(false, String.valueOf(e.getMessage()))));
        }
        try {
            if (files.key().isPresent()) {
                checkKey(files.key().get(), chain.get(0).getPublicKey().getAlgorithm());
            }
        } catch (IOException e) {
            return new IdentityFiles(List.of(), Optional.of(new Fault(true, String.valueOf(e.getMessage()))));
        }
        return new IdentityFiles(chain, Optional.empty());
    }

    private static List<X509Certificate> chainIn(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        PemFile pem = PemFile.read(file);
        for (int i = 0; i < pem.blocks().size(); i++) {
            if (pem.blocks().get(i).isCertificate()) {
                chain.add(pem.certificate(i));
            }
        }
        if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
            throw new IOException("holds " + (chain.isEmpty() ? "no" : chain.size())
                + " certificates (expected: a PEM file with ours and its intermediates, at most " + MAX_CHAIN + ")");
        }
        return chain;
    }

    private static void checkKey(Path file, String algorithm) throws IOException {
        List<PemFile.Block> keys = PemFile.read(file).blocks().stream().filter(block -> block.label().endsWith(KEY)).toList();
        if (keys.size() != 1 || !keys.get(0).label().equals(KEY)) {
            String found = keys.isEmpty() ? "no key" : keys.size() > 1 ? keys.size() + " keys" : "a key of the form " + keys.get(0).label();
            throw new IOException("holds " + found + " (expected: one PRIVATE KEY in PEM, as \"openssl pkcs8 -topk8 -nocrypt\" writes it)");
        }
        try {
            KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(keys.get(0).der()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("holds an unreadable key (expected: one of the kind " + algorithm + ", as its certificate)", e);
        }
    }

    private static List<X509Certificate> ofKeyStore(Path file, char[] password) throws IOException {
        List<List<X509Certificate>> keys;
        try {
            keys = KeyStoreFile.read(file, KeyStore.getDefaultType(), password, "passwordVariable").chains();
        } catch (KeyStoreFile.PemInstead e) {
            throw new IOException("is a PEM file, and there is no key (expected: key=\"…\", or a PKCS#12 or JKS key store)", e);
        }
        if (keys.size() != 1 || keys.get(0).isEmpty()) {
            throw new IOException("holds " + keys.size() + " keys (expected: one private key, with its certificate)");
        }
        return keys.get(0);
    }
}
