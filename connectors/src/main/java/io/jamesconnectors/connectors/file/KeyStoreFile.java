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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The keys in a key store, by their certificates. Messages of its exceptions go on after the name of the file, and never hold the password.
 *
 * @param chains of each private key its certificates, ours first; an empty list for a key that has none, or is no private one
 */
record KeyStoreFile(List<List<X509Certificate>> chains) {
    private static final int MAX_MEBIBYTES = 4;

    KeyStoreFile {
        chains = List.copyOf(chains);
    }

    /**
     * Reads a file of at most 4 MiB, with one password for store and keys.
     *
     * @param type {@code JKS} or {@code PKCS12}: Java reads either of them by both names
     * @param placeOfPassword where the password is: "passwordVariable"
     * @throws PemInstead when it is a PEM file
     * @throws IOException when it can't be read
     */
    static KeyStoreFile read(Path file, String type, char[] password, String placeOfPassword) throws IOException {
        byte[] bytes = BoundedFile.read(file, MAX_MEBIBYTES);
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
            throw new PemInstead();
        }
        KeyStore store;
        try {
            store = KeyStore.getInstance(type);
        } catch (KeyStoreException e) {
            throw new IOException("can't be read as " + Options.shown(type) + " (expected: JKS or PKCS12)", e);
        }
        try {
            store.load(new ByteArrayInputStream(bytes), password);
            List<List<X509Certificate>> chains = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    chains.add(store.getKey(alias, password) instanceof PrivateKey ? certificates(store.getCertificateChain(alias)) : List.of());
                }
            }
            return new KeyStoreFile(chains);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IOException(isOfPassword(e) ? "does not open with this password (expected: that of the store and its key, in " + placeOfPassword + ")"
                : "can't be read (expected: a PKCS#12 or JKS key store, and its password in " + placeOfPassword + ")", e);
        }
    }

    private static boolean isOfPassword(Exception e) {
        return e instanceof UnrecoverableKeyException || e.getCause() instanceof UnrecoverableKeyException;
    }

    private static List<X509Certificate> certificates(Certificate @Nullable [] chain) {
        return chain == null ? List.of() : Arrays.stream(chain).flatMap(link -> link instanceof X509Certificate known ? Stream.of(known) : Stream.of()).toList();
    }

    /** A PEM file in the place of a key store. */
    static final class PemInstead extends IOException {
        private static final long serialVersionUID = 1L;

        PemInstead() {
            super("is a PEM file (expected: a PKCS#12 or JKS key store)");
        }
    }
}
