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
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.pem.PemFile;

/** The roots that Java trusts ({@code javax.net.ssl.trustStore}, else its own), read when first needed. For one check of one file, by one thread. */
final class KnownRoots {
    private @Nullable List<X509Certificate> ofJava;

    /** These, and those in files of trusted certificates; what can't be read of the files is reported where they are named. */
    List<X509Certificate> with(Stream<Path> files) {
        List<X509Certificate> all = new ArrayList<>(ofJava());
        files.forEach(file -> {
            try {
                all.addAll(PemFile.read(file).trustedCertificates());
            } catch (IOException e) {
                // reported where the file is named
            }
        });
        return all;
    }

    private List<X509Certificate> ofJava() {
        List<X509Certificate> known = ofJava;
        if (known == null) {
            known = read();
            ofJava = known;
        }
        return known;
    }

    private static List<X509Certificate> read() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers())).toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java's own trust store can't be read", e);
        }
    }
}
