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
package io.jamesconnectors.testing.office365;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.Threads;

/** A place that takes mail. One thread serves one connection; none is left when it is closed. */
public final class SmtpEndpoint implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final String hostName;
    private final EndpointPolicy policy;
    private final WireSwitches wire;
    private final InstantSource clock;
    private final Office365Record record;
    private final X509TrustManager clientTrust;
    private final ServerSocket listener;
    private final Threads threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final Map<Phase, Queue<String>> planned = new ConcurrentHashMap<>();
    private volatile SSLContext tls;

    SmtpEndpoint(String hostName, EndpointPolicy policy, WireSwitches wire, InstantSource clock, Office365Record record, X509TrustManager clientTrust,
            TestCertificate certificate) {
        this.hostName = hostName;
        this.policy = policy;
        this.wire = wire;
        this.clock = clock;
        this.record = record;
        this.clientTrust = clientTrust;
        this.tls = certificate.sslContextForAnyPeer();
        this.threads = new Threads(hostName);
        try {
            this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        threads.start(this::accept);
    }

    /** The address that it listens on: 127.0.0.1. */
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How it speaks; may be changed at any time. */
    public WireSwitches wire() {
        return wire;
    }

    /** Shows this certificate from the next handshake on. */
    public void certificate(TestCertificate certificate) {
        this.tls = certificate.sslContextForAnyPeer();
    }

    /**
     * Gives {@code reply} instead of its own the next {@code count} times that this phase is reached; one that begins with 421 ends the connection.
     * Several plans for a phase are carried out one after the other.
     */
    public SmtpEndpoint answerNext(Phase phase, String reply, int count) {
        Queue<String> replies = planned.computeIfAbsent(phase, key -> new ConcurrentLinkedQueue<>());
        for (int i = 0; i < count; i++) {
            replies.add(reply);
        }
        return this;
    }

    /**
     * Throttles the next {@code count} messages at MAIL: {@code 451 4.7.500}.
     * Source: Microsoft, "Email non-delivery reports and SMTP errors in Exchange Online", codes 4.7.500 to 4.7.699.
     * The text behind the code is not published in full.
     */
    public SmtpEndpoint throttleNext(int count) {
        return answerNext(Phase.MAIL, MxPolicy.SERVER_BUSY, count);
    }

    /** Connections accepted. */
    public long connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return sockets.size();
    }

    /** Cuts all connections without a word. New ones are accepted as before. */
    public void dropConnections() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            dropConnections();
            threads.join();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            if (listener.isClosed()) {
                socket.close();
            }
            connections.incrementAndGet();
            threads.start(() -> serve(socket));
        }
    }

    private void serve(Socket socket) throws IOException {
        Client client = new Client(socket.getInetAddress(), clock.instant());
        try (socket) {
            socket.setTcpNoDelay(true);
            new SmtpSession(this, socket, client, record.newConnection()).run();
        } finally {
            policy.left(client);
            sockets.remove(socket);
        }
    }

    Optional<String> plannedReply(Phase phase) {
        Queue<String> replies = planned.get(phase);
        return replies == null ? Optional.empty() : Optional.ofNullable(replies.poll());
    }

    String hostName() {
        return hostName;
    }

    EndpointPolicy policy() {
        return policy;
    }

    InstantSource clock() {
        return clock;
    }

    Office365Record record() {
        return record;
    }

    SSLContext tls() {
        return tls;
    }

    X509TrustManager clientTrust() {
        return clientTrust;
    }
}
