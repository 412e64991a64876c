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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.pem.PemFile;

/**
 * The key and the certificate of a listener: {@code <keystore>}, {@code <keystoreType>} and {@code <secret>}, or {@code <privateKey>} and {@code <certificates>}, of which James
 * takes the key store where it finds both (its {@code SslConfig}). What this user may not read is passed over: James often may read what an administrator may not.
 */
final class ListenerKeys {
    private static final String USUAL_TYPE = "JKS"; // SslConfig's default
    /** The gateway makes these when it starts for the first time. */
    private static final Set<String> MADE_AT_FIRST_START = Set.of("file://var/tls/gateway.key", "file://var/tls/gateway.pem");

    private final JamesFiles.Facts facts;
    private final Findings findings;
    private final KnownRoots roots = new KnownRoots();

    ListenerKeys(JamesFiles.Facts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    /**
     * What is wrong with them.
     *
     * @param tls the element of a listener that offers TLS
     * @param listener "the listener 'smtp'"
     */
    void check(Node tls, String listener) {
        Optional<Value> store = tls.option("keystore");
        if (store.isPresent()) {
            file(store).ifPresent(path -> keyStore(tls, store.get(), path, listener));
            return;
        }
        Optional<Value> certificates = tls.option("certificates");
        file(certificates).ifPresent(path -> certificates(certificates.orElseThrow(), path, listener));
        Optional<Value> key = tls.option("privateKey");
        file(key).ifPresent(path -> key(key.orElseThrow(), path, listener));
    }

    /** What a value names, where it can be told and looked at. */
    private Optional<Path> file(Optional<Value> value) {
        if (value.isEmpty() || value.get().broken() || !value.get().text().startsWith("file://")) {
            return Optional.empty();
        }
        try {
            Path path = FileReference.resolve(facts.base(), value.get().text());
            boolean isMade = MADE_AT_FIRST_START.contains(value.get().text()) && Files.notExists(path);
            return Optional.of(path).filter(known -> !isMade && (Files.isReadable(known) || Files.notExists(known)));
        } catch (InvalidPathException e) {
            return Optional.empty(); // James says so itself
        }
    }

    private void keyStore(Node tls, Value place, Path path, String listener) {
        Optional<Value> secret = tls.option("secret");
        Optional<Value> type = tls.option("keystoreType");
        if (secret.filter(Value::broken).isPresent() || type.filter(Value::broken).isPresent()) {
            return;
        }
        try {
            List<List<X509Certificate>> chains = KeyStoreFile.read(path, type.map(Value::text).orElse(USUAL_TYPE), secret.map(Value::text).orElse("").toCharArray(), "<secret>").chains();
            List<List<X509Certificate>> usable = chains.stream().filter(chain -> !chain.isEmpty()).toList();
            if (usable.isEmpty()) {
                throw new IOException("holds " + (chains.isEmpty() ? "no key" : "no certificate for its key") + " (expected: a private key with its certificate)");
            }
            usable.forEach(chain -> judge(place, path, chain, listener));
        } catch (IOException e) {
            unusable(place, path, listener, e);
        }
    }

    private void certificates(Value place, Path path, String listener) {
        try {
            PemFile pem = PemFile.read(path);
            List<X509Certificate> chain = new ArrayList<>();
            for (int i = 0; i < pem.blocks().size(); i++) {
                if (pem.blocks().get(i).isCertificate()) {
                    chain.add(pem.certificate(i));
                }
            }
            if (chain.isEmpty()) {
                throw new IOException("holds no certificate (expected: a PEM file with that of the listener, and its intermediates)");
            }
            judge(place, path, chain, listener);
        } catch (IOException e) {
            unusable(place, path, listener, e);
        }
    }

    private void key(Value place, Path path, String listener) {
        try {
            if (PemFile.read(path).blocks().stream().noneMatch(block -> block.label().endsWith("PRIVATE KEY"))) {
                throw new IOException("holds no key (expected: a PEM file with a PRIVATE KEY)");
            }
        } catch (IOException e) {
            unusable(place, path, listener, e);
        }
    }

    private void unusable(Value place, Path path, String listener, IOException e) {
        findings.add(Check.JAMES_KEY_UNUSABLE, place.position(), called(place, path, listener) + " " + e.getMessage());
    }

    private void judge(Value place, Path path, List<X509Certificate> chain, String listener) {
        chain.stream().flatMap(certificate -> CertificateEnd.said(certificate, facts.now()).stream()).findFirst()
            .ifPresent(said -> findings.add(Check.JAMES_CERTIFICATE_ENDS, place.position(), "the file holds the certificate of " + said));
        boolean vouchesForItself = CertificateChain.isIssuedBy(chain.get(0), chain.get(0));
        if (!vouchesForItself) {
            CertificateChain.gap(chain, roots.with(ownRoots())).ifPresent(gap ->
                findings.add(Check.JAMES_INCOMPLETE_CHAIN, place.position(), called(place, path, listener) + " breaks off: " + gap));
        }
    }

    /** Authorities that connectors trust: who has one of his own is hardly missing an intermediate. */
    private Stream<Path> ownRoots() {
        Connectors connectors = facts.accepted().connectors();
        return Stream.concat(
            connectors.inbound().stream().map(InboundConnector::certificate).flatMap(Optional::stream).map(known -> known.trust().trustedCertificates()).flatMap(Optional::stream),
            connectors.outbound().stream().map(OutboundConnector::trustedCertificates).flatMap(Optional::stream)).distinct();
    }

    private static String called(Value place, Path path, String listener) {
        return FileReference.shown(place, path) + ", which " + listener + " uses,";
    }
}
