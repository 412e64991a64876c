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
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Tells over HTTP on the loopback interface which certificates of one authority are revoked: as a list at {@link #crl()} and certificate by certificate at
 * {@link #ocsp()}. It can be told to fail, to answer with rubbish, or to hold its answers back.
 */
public final class TestRevocationServer implements AutoCloseable {
    private static final Duration ANSWER_LIFETIME = Duration.ofDays(3_650);
    private static final int MAX_REQUEST = 65_536;

    /** What it does with a request. */
    public enum Behaviour {
        /** Answers what is so. */
        ANSWERS,
        /** Answers 500. */
        FAILS,
        /** Answers 200 with bytes that mean nothing. */
        BABBLES
    }

    private final TestCa ca;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Set<BigInteger> revoked = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final Semaphore arrived = new Semaphore(0);
    private volatile Behaviour behaviour = Behaviour.ANSWERS;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private TestRevocationServer(TestCa ca, HttpServer server) {
        this.ca = ca;
        this.server = server;
        server.setExecutor(workers);
        server.createContext("/crl", exchange -> answer(exchange, "application/pkix-crl"));
        server.createContext("/ocsp", exchange -> answer(exchange, "application/ocsp-response"));
        server.start();
    }

    /** Starts one for the certificates that {@code ca} issues. */
    public static TestRevocationServer start(TestCa ca) {
        try {
            return new TestRevocationServer(ca, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the list is. */
    public URI crl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/crl");
    }

    /** Where single questions go. */
    public URI ocsp() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ocsp");
    }

    /** From now on {@code certificate} is revoked. */
    public void revoke(X509Certificate certificate) {
        revoked.add(certificate.getSerialNumber());
    }

    /** How it answers from now on. */
    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Requests that come from now on wait for {@link #release}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /** Lets all that wait go on. */
    public void release() {
        gate.countDown();
    }

    /** How many requests there were. */
    public int requests() {
        return requests.get();
    }

    /** Waits until one more request is there than this method has waited for before. */
    public void awaitRequest() throws InterruptedException {
        if (!arrived.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("requests: " + requests.get() + " (expected: another one within 30 seconds)");
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange, String type) throws IOException {
        requests.incrementAndGet();
        arrived.release();
        try (exchange) {
            byte[] request = exchange.getRequestBody().readNBytes(MAX_REQUEST);
            gate.await();
            byte[] body = switch (behaviour) {
                case FAILS -> new byte[0];
                case BABBLES -> "no such thing".getBytes(StandardCharsets.US_ASCII);
                case ANSWERS -> type.endsWith("crl") ? list() : status(request.length > 0 ? request : fromPath(exchange.getRequestURI()));
            };
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(behaviour == Behaviour.FAILS ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OperatorCreationException | OCSPException e) {
            throw new IOException(e);
        }
    }

    private byte[] list() throws OperatorCreationException, IOException {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(ca.subject(), Date.from(aMomentAgo()));
        builder.setNextUpdate(Date.from(Instant.now().plus(ANSWER_LIFETIME)));
        revoked.forEach(serial -> builder.addCRLEntry(serial, Date.from(aMomentAgo()), CRLReason.keyCompromise));
        return builder.build(signer()).getEncoded();
    }

    private byte[] status(byte[] request) throws IOException, OCSPException, OperatorCreationException {
        DigestCalculator sha1 = new JcaDigestCalculatorProviderBuilder().build().get(RespID.HASH_SHA1);
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(SubjectPublicKeyInfo.getInstance(ca.keys().getPublic().getEncoded()), sha1);
        for (Req single : new OCSPReq(request).getRequestList()) {
            CertificateStatus status = revoked.contains(single.getCertID().getSerialNumber())
                ? new RevokedStatus(Date.from(aMomentAgo()), CRLReason.keyCompromise)
                : CertificateStatus.GOOD;
            builder.addResponse(single.getCertID(), status, Date.from(aMomentAgo()), Date.from(Instant.now().plus(ANSWER_LIFETIME)));
        }
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, builder.build(signer(), null, Date.from(Instant.now()))).getEncoded();
    }

    /** A short question comes as GET (RFC 6960 appendix A.1). */
    private static byte[] fromPath(URI uri) {
        return Base64.getMimeDecoder().decode(uri.getPath().substring("/ocsp/".length()));
    }

    private ContentSigner signer() throws OperatorCreationException {
        return new JcaContentSignerBuilder(TestCa.SIGNATURE).build(ca.keys().getPrivate());
    }

    private static Instant aMomentAgo() {
        return Instant.now().minus(Duration.ofMinutes(5));
    }
}
