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
package io.jamesconnectors.tls.revocation;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.tls.ChainVerdict;
import io.jamesconnectors.tls.http.BoundedHttp;

/**
 * Remembers what issuers say of the certificates in sound chains. {@link #of} answers at once, from memory; what it does not know is asked in the background by
 * {@value #THREADS} threads, with at most {@value #MAX_WAITING} questions waiting. Beyond that nothing is asked, and nothing is known.
 *
 * <p>An answer counts for an hour and is asked for again after half an hour, or after five minutes where nothing was learned, so that a client that comes
 * often meets no gap. What was
 * learned is not forgotten because a later question fails; a revocation is not forgotten until the issuer takes it back. At most {@value #MAX_ANSWERS} answers
 * are kept, those asked for last.
 *
 * <p>Only chains that end at a trusted root are asked about, so that no stranger decides where we connect to.
 */
public final class RevocationAnswers implements AutoCloseable {
    static final int THREADS = 4;
    static final int MAX_WAITING = 200;
    static final int MAX_ANSWERS = 2_000;
    static final Duration COUNTS = Duration.ofHours(1);
    static final Duration AGAIN = Duration.ofMinutes(30);
    static final Duration AGAIN_AFTER_NOTHING = Duration.ofMinutes(5);

    private static final Duration HTTP_LIMIT = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(RevocationAnswers.class);

    /** Asks, and waits for the answer. */
    interface Asking {
        RevocationStatus ask(X509Certificate certificate, X509Certificate issuer, Instant now);
    }

    private final Map<String, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > MAX_ANSWERS;
        }
    };
    private final Asking asking;
    private final ExecutorService background;
    private final InstantSource clock;

    RevocationAnswers(Asking asking, ExecutorService background, InstantSource clock) {
        this.asking = asking;
        this.background = background;
        this.clock = clock;
    }

    /** With daemon threads of its own, until {@link #close}. */
    public static RevocationAnswers start(InstantSource clock) {
        ThreadPoolExecutor background = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
            Thread thread = new Thread(task, "connectors-revocation");
            thread.setDaemon(true);
            return thread;
        });
        background.allowCoreThreadTimeOut(true);
        Issuer issuer = new Issuer(new BoundedHttp(HTTP_LIMIT));
        return new RevocationAnswers(issuer::ask, background, clock);
    }

    /**
     * What is known of a whole chain at {@code now}: revoked when one of its certificates is, good when all are; the trusted certificate at its end is never
     * asked about.
     * Nothing can be learned of a certificate that is trusted by itself.
     *
     * @return empty while an answer is outstanding
     */
    public Optional<RevocationStatus> of(ChainVerdict.Sound chain, Instant now) {
        List<X509Certificate> path = chain.path();
        boolean outstanding = false;
        RevocationStatus worst = path.isEmpty() ? RevocationStatus.UNKNOWN : RevocationStatus.GOOD;
        for (int i = 0; i < path.size(); i++) {
            Optional<RevocationStatus> status = of(path.get(i), i + 1 < path.size() ? path.get(i + 1) : chain.anchor(), now);
            outstanding |= status.isEmpty();
            if (status.isPresent() && worst != RevocationStatus.REVOKED && status.get() != RevocationStatus.GOOD) {
                worst = status.get();
            }
        }
        return outstanding && worst != RevocationStatus.REVOKED ? Optional.empty() : Optional.of(worst);
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    private Optional<RevocationStatus> of(X509Certificate certificate, X509Certificate issuer, Instant now) {
        String key = key(certificate, issuer);
        synchronized (answers) {
            Answer known = answers.getOrDefault(key, Answer.NONE);
            if (known.isDue(now)) {
                answers.put(key, known.asked(now));
                try {
                    background.execute(() -> learn(key, certificate, issuer));
                } catch (RejectedExecutionException e) {
                    answers.put(key, known);
                }
            }
            return answers.getOrDefault(key, Answer.NONE).at(now);
        }
    }

    private void learn(String key, X509Certificate certificate, X509Certificate issuer) {
        RevocationStatus learned = RevocationStatus.UNKNOWN;
        try {
            learned = asking.ask(certificate, issuer, clock.instant());
        } catch (RuntimeException e) {
            LOGGER.warn("Revocation: an issuer could not be asked", e);
        } finally {
            synchronized (answers) {
                answers.put(key, answers.getOrDefault(key, Answer.NONE).learned(learned, clock.instant()));
            }
        }
    }

    private static String key(X509Certificate certificate, X509Certificate issuer) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(certificate.getEncoded());
            return HexFormat.of().formatHex(sha256.digest(issuer.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was validated can't be encoded", e);
        }
    }
}
