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
package io.jamesconnectors.server.played;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.james.protocols.api.ProtocolSessionImpl;
import org.apache.james.protocols.smtp.SMTPSession;

import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;

/** A peer that is played on one connection to a listener of ours; see {@link PlayedPeers} for what makes it ours. */
public final class PlayedPeer implements AutoCloseable {
    private final InetAddress address;
    private final SocketChannel channel;
    private final PlayedPeers.Ends ends;
    private final boolean mayPost;
    private final Consumer<PlayedPeer> whenGone;
    private final CompletableFuture<Taken> taken = new CompletableFuture<>();
    private final AtomicReference<Optional<Decided>> decided = new AtomicReference<>(Optional.empty());

    /**
     * How the listener took the connection.
     *
     * @param listener what connectors call it
     * @param behindProxy whether a PROXY header comes first
     * @param tlsFirst whether TLS does
     */
    public record Taken(String listener, boolean behindProxy, boolean tlsFirst) {
    }

    /** What was decided about the peer, and by which facts. */
    public record Decided(ConnectionFacts facts, Decision decision) {
    }

    private PlayedPeer(InetAddress address, SocketChannel channel, PlayedPeers.Ends ends, boolean mayPost, Consumer<PlayedPeer> whenGone) {
        this.address = address;
        this.channel = channel;
        this.ends = ends;
        this.mayPost = mayPost;
        this.whenGone = whenGone;
    }

    /** Binds a socket at the address of {@code listener} itself: from a machine to itself nothing travels over a network. */
    static PlayedPeer bind(InetAddress address, InetSocketAddress listener, boolean mayPost, Consumer<PlayedPeer> whenGone) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            channel.bind(new InetSocketAddress(listener.getAddress(), 0));
            return new PlayedPeer(address, channel, new PlayedPeers.Ends((InetSocketAddress) channel.getLocalAddress(), listener), mayPost, whenGone);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Where the peer is, as James sees it. */
    public InetAddress address() {
        return address;
    }

    /** Whether the server takes a message of this peer. */
    public boolean mayPost() {
        return mayPost;
    }

    /**
     * Waits until the connection is there.
     *
     * @throws IOException when the listener can't be reached
     */
    public void awaitConnection(Duration patience) throws IOException {
        if (!channel.finishConnect()) {
            try (Selector selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_CONNECT);
                selector.select(patience.toMillis());
            }
            if (!channel.finishConnect()) {
                throw new SocketTimeoutException("no connection within " + patience.toSeconds() + " s");
            }
        }
        channel.configureBlocking(true);
    }

    /**
     * Waits until the listener has taken the connection.
     *
     * @return empty when it does not: nothing that knows connectors is at that listener
     */
    public Optional<Taken> awaitTaken(Duration patience) throws InterruptedException {
        try {
            return Optional.of(taken.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
    }

    /** The conversation, once the connection is there. */
    public PeerTalk talk(Duration patience) throws IOException {
        return new PeerTalk(channel.socket(), patience);
    }

    /** To be told of each decision about this peer, before the peer is told. */
    public void decided(ConnectionFacts facts, Decision decision) {
        decided.set(Optional.of(new Decided(facts, decision)));
    }

    /** What was decided since this was asked last. */
    public Optional<Decided> decision() {
        return decided.getAndSet(Optional.empty());
    }

    /** The connection ends, and is awaited no more. */
    @Override
    public void close() throws IOException {
        whenGone.accept(this);
        channel.close();
    }

    PlayedPeers.Ends ends() {
        return ends;
    }

    /** Sets out; the connection may be there at once. */
    void go() throws IOException {
        try {
            channel.connect(ends.listener());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether the system has connected our socket, and to that listener. Never waits. */
    boolean isConnected() {
        try {
            return channel.isOpen() && channel.finishConnect() && ends.listener().equals(channel.getRemoteAddress()) && ends.client().equals(channel.getLocalAddress());
        } catch (IOException | NoConnectionPendingException e) {
            return false;
        }
    }

    void met(SMTPSession session, String listener) {
        boolean behindProxy = session instanceof ProtocolSessionImpl known && known.getProtocolTransport().isProxyRequired();
        taken.complete(new Taken(listener, behindProxy, session.isTLSStarted()));
    }
}
