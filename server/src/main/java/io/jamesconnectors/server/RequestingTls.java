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
package io.jamesconnectors.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.protocols.api.ClientAuth;
import org.apache.james.protocols.lib.SslConfig;
import org.apache.james.protocols.netty.Encryption;
import org.jspecify.annotations.Nullable;

import nl.altindag.ssl.SSLFactory;
import nl.altindag.ssl.util.PemUtils;

/**
 * The TLS configuration of a listener that asks for client certificates. It takes the place of James's own, and makes James's
 * {@link Encryption} itself, from the same values and by the same library as James ({@code LegacyJavaEncryptionFactory}).
 *
 * <p>James asks its TLS configuration {@link #useSSL()} and {@link #useStartTLS()} in one place only: when it is about to make the listener's TLS,
 * at the start and at each reload of certificates. That question is taken as the order to do it, on the thread of the reload; the answer is that
 * James has nothing to do. So a renewed certificate is in force at once and there is no moment in which certificates are not asked for: a client
 * that was not asked would look like one that has none, and its mail could be refused for good. When the new key material can't be used the reload
 * fails, as in James, and the listener keeps what it has.
 */
final class RequestingTls extends SslConfig {
    private final boolean startTls;
    private final FileSystem files;
    private final ListenerTls listener;
    private volatile @Nullable Encryption latest;

    RequestingTls(SslConfig configured, FileSystem files, ListenerTls listener) {
        super(configured.useStartTLS(), configured.useSSL(), configured.getClientAuth(), configured.getKeystore(), configured.getKeystoreType(),
            configured.getPrivateKey(), configured.getCertificates(), configured.getSecret(), configured.getTruststore(), configured.getTruststoreType(),
            configured.getEnabledCipherSuites(), configured.getEnabledProtocols(), configured.getTruststoreSecret(), configured.ocspCRLChecksEnabled());
        this.startTls = configured.useStartTLS();
        this.files = files;
        this.listener = listener;
    }

    /** Makes the listener's TLS anew. */
    @Override
    public boolean useSSL() {
        try {
            X509ExtendedKeyManager keys = keys();
            Encryption made = encryption(keys);
            HandshakeRehearsal.with(made, keys);
            listener.encrypt(made);
            latest = made;
            return false;
        } catch (ReflectiveOperationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS of the listener: " + e, e);
        }
    }

    @Override
    public boolean useStartTLS() {
        return false;
    }

    /** Whether {@code encryption} is the last that was made here. */
    boolean made(Encryption encryption) {
        return encryption == latest;
    }

    private Encryption encryption(X509ExtendedKeyManager keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys}, new TrustManager[] {new AnyClientCertificate()}, null);
        return startTls
            ? Encryption.createStartTls(context, getEnabledCipherSuites(), getEnabledProtocols(), ClientAuth.WANT)
            : Encryption.createTls(context, getEnabledCipherSuites(), getEnabledProtocols(), ClientAuth.WANT);
    }

    private X509ExtendedKeyManager keys() throws IOException {
        Optional<char[]> secret = Optional.ofNullable(getSecret()).map(String::toCharArray);
        if (getKeystore() == null) {
            try (InputStream certificates = files.getResource(getCertificates()); InputStream key = files.getResource(getPrivateKey())) {
                return PemUtils.loadIdentityMaterial(certificates, key, secret.orElse(null));
            }
        }
        Path keystore = files.getFile(getKeystore()).toPath();
        char[] password = secret.orElseGet(() -> new char[0]);
        return SSLFactory.builder().withIdentityMaterial(keystore, password, password, getKeystoreType()).build().getKeyManager().orElseThrow();
    }
}
