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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * An issued certificate with its key.
 *
 * @param key never secret: it lives for one test
 * @param chain the certificate, then the intermediates that a server sends along; the root only when it is its own
 */
public record TestCertificate(PrivateKey key, List<X509Certificate> chain) {
    /** The password of {@link #keyStore()} and of its one entry. */
    public static final String PASSWORD = "changeit";

    public TestCertificate {
        chain = List.copyOf(chain);
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** The same, sent with these certificates instead: in a wrong order, or with some left out. */
    public TestCertificate sentAs(List<X509Certificate> otherChain) {
        return new TestCertificate(key, otherChain);
    }

    /** Key and chain as a PKCS#12 key store in memory. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key store", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A context for a server that shows this certificate, or for a client that does so when asked. It trusts nobody. */
    public SSLContext sslContext() {
        return sslContext(new TrustManager[0]);
    }

    /** As {@link #sslContext}, for one who shakes hands with anyone: whom a server asks for a certificate, and a client whose server is of no interest. */
    public SSLContext sslContextForAnyPeer() {
        return sslContext(new TrustManager[] {new AnyPeer()});
    }

    private SSLContext sslContext(TrustManager[] trustManagers) {
        try {
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keyStore(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS context", e);
        }
    }

    /** The chain as PEM, the certificate first. */
    public String chainPem() {
        return chain.stream().map(Pem::of).collect(Collectors.joining());
    }

    /** The key as PEM, PKCS#8, not encrypted. */
    public String keyPem() {
        return Pem.of(key);
    }
}
