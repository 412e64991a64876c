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
import java.net.Socket;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.jamesconnectors.testing.LoopbackListener;
import io.jamesconnectors.testing.TestCertificate;

/** A place that takes mail. One thread serves one connection; none is left when it is closed. */
public final class SmtpEndpoint implements AutoCloseable {
    private final String hostName;
    private final EndpointPolicy policy;
    private final WireSwitches wire;
    private final InstantSource clock;
    private final Office365Record record;
    private final X509TrustManager clientTrust;
    private final LoopbackListener listener;
    private final Map<Phase, Queue<String>> planned = new ConcurrentHashMap<>();
    private volatile SSLContext tls;
    private volatile Delivery delivery = Delivery.NONE;

    SmtpEndpoint(String hostName, EndpointPolicy policy, WireSwitches wire, InstantSource clock, Office365Record record, X509TrustManager clientTrust,
            TestCertificate certificate) {
        this.hostName = hostName;
        this.policy = policy;
        this.wire = wire;
        this.clock = clock;
        this.record = record;
        this.clientTrust = clientTrust;
        this.tls = certificate.sslContextForAnyPeer();
        this.listener = new LoopbackListener(hostName, 0);
    }

    void start() {
        listener.serve(this::serve);
    }

    /** The address that it listens on: 127.0.0.1. */
    public String host() {
        return listener.host();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** How it speaks; may be changed at any time. */
    public WireSwitches wire() {
        return wire;
    }

    /** Shows this certificate from the next handshake on. */
    public void certificate(TestCertificate certificate) {
        this.tls = certificate.sslContextForAnyPeer();
    }

    /** Hands all mail that it takes from now on to {@code target}. */
    public void deliverTo(Delivery target) {
        this.delivery = target;
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
        return listener.connections();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return listener.openConnections();
    }

    /** Cuts all connections without a word. New ones are accepted as before. */
    public void dropConnections() {
        listener.dropConnections();
    }

    @Override
    public void close() {
        listener.close();
    }

    private void serve(Socket socket) throws IOException {
        Client client = new Client(socket.getInetAddress(), clock.instant());
        try {
            new SmtpSession(this, socket, client, record.newConnection()).run();
        } finally {
            policy.left(client);
        }
    }

    Optional<String> plannedReply(Phase phase) {
        Queue<String> replies = planned.get(phase);
        return replies == null ? Optional.empty() : Optional.ofNullable(replies.poll());
    }

    String hostName() {
        return hostName;
    }

    Delivery delivery() {
        return delivery;
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
