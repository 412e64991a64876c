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
package io.jamesconnectors.tls.inbound;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.net.ssl.SSLSession;

import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.connectors.inbound.Trust;
import io.jamesconnectors.tls.CertificateChain;
import io.jamesconnectors.tls.ChainVerdict;
import io.jamesconnectors.tls.TlsProblem;
import io.jamesconnectors.tls.TrustAnchors;
import io.jamesconnectors.tls.revocation.RevocationAnswers;

/**
 * Says what the certificates of our clients are worth. One for the server; safe for use by all threads.
 *
 * <p>{@link #names} and {@link #facts} are for I/O threads: they read no file, resolve no name, ask nobody and throw nothing, whatever a client has sent.
 * They do cost
 * signatures, at most four paths for each file of roots, so ask once for a connection or a MAIL and not for each recipient:
 * <pre>
 *     List&lt;CertificateName&gt; names = certificates.names(session);
 *     Optional&lt;CertificateFacts&gt; facts = certificates.facts(session, rules.trustSources(names), now);
 * </pre>
 * Whoever keeps a {@link PresentedCertificate} for the time of a connection saves the reading. Asking directly after the handshake gives the issuers of a
 * certificate time
 * to answer before the first recipient, where a connector checks for revocation.
 *
 * <p>{@link #prepare} reads files. It is called when a configuration comes into force, before decisions ask by it. What was not prepared is read in the
 * background, and the
 * answer until then is {@link Trust#PENDING}. Changed files are noticed within {@value #LOOK_SECONDS} seconds.
 */
public final class ClientCertificates implements AutoCloseable {
    static final int LOOK_SECONDS = 30;

    private final TrustStores stores = new TrustStores();
    private final Set<Optional<Path>> asked = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService background;
    private final RevocationAnswers revocation;

    ClientCertificates(ScheduledExecutorService background, RevocationAnswers revocation) {
        this.background = background;
        this.revocation = revocation;
        background.scheduleWithFixedDelay(stores::refresh, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** With daemon threads of its own, until {@link #close}. */
    public static ClientCertificates start() {
        ScheduledThreadPoolExecutor background = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "connectors-trusted-certificates");
            thread.setDaemon(true);
            return thread;
        });
        background.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new ClientCertificates(background, RevocationAnswers.start(InstantSource.system()));
    }

    /**
     * Reads the roots of these sources and forgets those of others. Reads files: not for I/O threads. A file that can't be read trusts nobody and is
     * logged.
     */
    public void prepare(Set<TrustSource> sources) {
        stores.keep(sources.stream().map(TrustSource::trustedCertificates).collect(Collectors.toSet()));
    }

    /** The names of what the client of this session showed; none when it showed nothing, or nothing that can be read. */
    public List<CertificateName> names(SSLSession session) {
        return PresentedCertificate.of(session).map(PresentedCertificate::names).orElse(List.of());
    }

    /**
     * What the client of this session showed, and what it is worth by each of {@code sources}.
     *
     * @param session after the handshake, new or resumed
     * @param sources {@link io.jamesconnectors.connectors.inbound.InboundRules#trustSources} of its names
     * @param now the moment at which its chain must be valid
     * @return empty when it showed nothing, or nothing that can be read
     */
    public Optional<CertificateFacts> facts(SSLSession session, Set<TrustSource> sources, Instant now) {
        return PresentedCertificate.of(session).map(presented -> facts(presented, sources, now));
    }

    /** As {@link #facts(SSLSession, Set, Instant)}, for what was read before. */
    public CertificateFacts facts(PresentedCertificate presented, Set<TrustSource> sources, Instant now) {
        Map<Optional<Path>, Optional<ChainVerdict>> verdicts = new HashMap<>();
        Map<TrustSource, Trust> trust = new HashMap<>();
        for (TrustSource source : sources) {
            trust.put(source, verdicts.computeIfAbsent(source.trustedCertificates(), file -> verdict(presented, file, now))
                .map(verdict -> trust(verdict, source.revocation(), now))
                .orElse(Trust.PENDING));
        }
        return presented.facts(trust);
    }

    @Override
    public void close() {
        background.shutdownNow();
        revocation.close();
    }

    private Optional<ChainVerdict> verdict(PresentedCertificate presented, Optional<Path> file, Instant now) {
        Optional<TrustAnchors> anchors = stores.anchors(file);
        if (anchors.isEmpty()) {
            readInBackground(file);
        }
        return anchors.map(roots -> CertificateChain.judge(presented.chain(), roots, now));
    }

    private void readInBackground(Optional<Path> file) {
        if (asked.add(file)) {
            try {
                background.execute(() -> {
                    try {
                        stores.load(file);
                    } finally {
                        asked.remove(file);
                    }
                });
            } catch (RejectedExecutionException e) {
                asked.remove(file);
            }
        }
    }

    private Trust trust(ChainVerdict verdict, RevocationCheck check, Instant now) {
        if (verdict instanceof ChainVerdict.Unsound unsound) {
            return trust(unsound.problem().kind());
        }
        if (check == RevocationCheck.NONE) {
            return Trust.TRUSTED;
        }
        return revocation.of((ChainVerdict.Sound) verdict, now).map(status -> switch (status) {
            case GOOD -> Trust.TRUSTED;
            case REVOKED -> Trust.REVOKED;
            case UNKNOWN -> check == RevocationCheck.REQUIRED ? Trust.STATUS_UNKNOWN : Trust.TRUSTED;
        }).orElse(Trust.PENDING);
    }

    private static Trust trust(TlsProblem.Kind kind) {
        return switch (kind) {
            case EXPIRED -> Trust.EXPIRED;
            case NOT_YET_VALID -> Trust.NOT_YET_VALID;
            case SELF_SIGNED -> Trust.SELF_SIGNED;
            case INCOMPLETE_CHAIN -> Trust.INCOMPLETE_CHAIN;
            case NO_TLS, WEAK, NO_CERTIFICATE, UNTRUSTED, WRONG_USE, NAME_MISMATCH -> Trust.UNTRUSTED;
        };
    }
}
