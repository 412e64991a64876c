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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.jamesconnectors.testing.secrets.KeptOutput;

/**
 * A mail server on loopback that takes everything, fast, and counts it: the stand-in for a partner or for an Office 365 endpoint.
 * It speaks real SMTP (RFC 5321 with PIPELINING, 8BITMIME, SMTPUTF8, SIZE, ENHANCEDSTATUSCODES) and real TLS. One thread serves one connection;
 * after {@link #close()} none is left.
 */
public final class SinkSmtpServer implements AutoCloseable {
    private static final int MAX_TRANSCRIPT = 100_000;

    private final SinkBehaviour behaviour;
    private final LoopbackListener listener;
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong resumedHandshakes = new AtomicLong();
    private final AtomicLong recipients = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong bareLineFeeds = new AtomicLong();
    private final Object lock = new Object();
    private final List<ReceivedMessage> kept = new ArrayList<>();
    private final Set<String> messageIds = new HashSet<>();
    private final List<String> transcript = new ArrayList<>();
    private long messages;
    private long duplicates;

    private SinkSmtpServer(SinkBehaviour behaviour, LoopbackListener listener) {
        this.behaviour = behaviour;
        this.listener = listener;
    }

    /** Describes a server step by step; {@link SinkBehaviour#start()} starts it. */
    public static SinkBehaviour that() {
        return new SinkBehaviour();
    }

    static SinkSmtpServer start(SinkBehaviour behaviour, int port) {
        SinkSmtpServer server = new SinkSmtpServer(behaviour, new LoopbackListener("sink-smtp", port));
        server.listener.serve(socket -> new SinkSession(server, behaviour, socket).run());
        return server;
    }

    /** The address that it listens on: 127.0.0.1. */
    public String host() {
        return listener.host();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Messages taken, each delivery counted. */
    public long messages() {
        synchronized (lock) {
            return messages;
        }
    }

    /** Messages whose Message-ID had come before. */
    public long duplicates() {
        synchronized (lock) {
            return duplicates;
        }
    }

    /** The Message-IDs that have come, each once. */
    public Set<String> messageIds() {
        synchronized (lock) {
            return Set.copyOf(messageIds);
        }
    }

    /** The messages kept, in order of arrival ({@link SinkBehaviour#keep}). */
    public List<ReceivedMessage> received() {
        synchronized (lock) {
            return List.copyOf(kept);
        }
    }

    /** The command lines received, over all connections in order ({@link SinkBehaviour#recordTranscript()}). */
    public List<String> transcript() {
        synchronized (lock) {
            return List.copyOf(transcript);
        }
    }

    /** Recipients of the messages taken. */
    public long recipients() {
        return recipients.get();
    }

    /** Bytes of content taken, after unstuffing. */
    public long bytes() {
        return bytes.get();
    }

    /** Line feeds without a carriage return before them, in the content taken: RFC 5321 §2.3.8 forbids them. */
    public long bareLineFeeds() {
        return bareLineFeeds.get();
    }

    /** Connections accepted. */
    public long connections() {
        return listener.connections();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return listener.openConnections();
    }

    /** TLS handshakes completed, resumed ones included. */
    public long handshakes() {
        return handshakes.get();
    }

    /** TLS handshakes that resumed an earlier session. */
    public long resumedHandshakes() {
        return resumedHandshakes.get();
    }

    /** Waits until {@link #messages()} has reached {@code count}; false when the time is over before. */
    public boolean awaitMessages(long count, Duration timeout) {
        return Waiting.on(lock, () -> messages >= count, timeout);
    }

    /** Waits until {@code count} different Message-IDs have come; false when the time is over before. */
    public boolean awaitMessageIds(int count, Duration timeout) {
        return Waiting.on(lock, () -> messageIds.size() >= count, timeout);
    }

    /** Cuts all connections without a word. New ones are accepted as before. */
    public void dropConnections() {
        listener.dropConnections();
    }

    @Override
    public void close() {
        listener.close();
        received().stream().filter(ReceivedMessage::isNotice).forEach(notice -> KeptOutput.keep("notice.eml", notice.content()));
    }

    void handshakeDone(boolean resumed) {
        handshakes.incrementAndGet();
        if (resumed) {
            resumedHandshakes.incrementAndGet();
        }
    }

    void commandReceived(String line) {
        if (behaviour.hasTranscript()) {
            synchronized (lock) {
                if (transcript.size() < MAX_TRANSCRIPT) {
                    transcript.add(line);
                }
            }
        }
    }

    void messageReceived(ReceivedMessage message, long bareFeeds) {
        recipients.addAndGet(message.recipients().size());
        bytes.addAndGet(message.size());
        bareLineFeeds.addAndGet(bareFeeds);
        String id = message.header("Message-ID").orElse("");
        synchronized (lock) {
            messages++;
            if (!id.isEmpty() && !messageIds.add(id)) {
                duplicates++;
            }
            if (kept.size() < behaviour.messagesKept()) {
                kept.add(message);
            }
            lock.notifyAll();
        }
        behaviour.listener().accept(message);
    }
}
