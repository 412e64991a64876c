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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.ProxyInformation;
import org.apache.james.protocols.smtp.SMTPSession;

import com.google.inject.Inject;
import com.google.inject.Singleton;

/**
 * The connections that this server makes to its own listeners in the part of a peer somewhere else. To James the peer's address is then that of the client,
 * as if a proxy had said so, in everything that follows: the decisions of connectors, {@code authorizedAddresses}, block lists, logs.
 *
 * <p><strong>Nobody else can have that.</strong> A connection is taken for ours only when all of this holds:
 * <ol>
 *   <li>A validation awaits it. Only an administrator starts one; there is no setting, no command of SMTP and no address that would do.</li>
 *   <li>Both of its ends, with their ports, are those of a socket that this process has bound, from an address of this machine to itself, before it made them
 *       known here. While it is bound, the system gives that address and port to no other socket.</li>
 *   <li>The system says at that very moment that this socket is connected, to just that listener. There is one connection between two ends, so the one that
 *       the listener has taken is the one that we have made. Were it somebody else's, who forged the address or was given it by a translation of addresses,
 *       ours would not have come about.</li>
 * </ol>
 * What is awaited is taken away by the first connection with these ends, whether it passes the third question or not, and in any case when the validation ends.
 * ADR 11 says why it is done so.
 */
@Singleton
public final class PlayedPeers {
    private static final AttachmentKey<PlayedPeer> KEY = AttachmentKey.of("io.jamesconnectors.inbound.played", PlayedPeer.class);

    private final Map<Ends, PlayedPeer> awaited = new ConcurrentHashMap<>();

    /** The two ends of a connection. */
    record Ends(InetSocketAddress client, InetSocketAddress listener) {
    }

    @Inject
    public PlayedPeers() {
        // Nobody is played yet.
    }

    /**
     * A peer at {@code address} that goes to {@code listener}, and is on its way when this returns.
     *
     * @param listener one of our own listeners
     * @param mayPost whether the server takes a message of this peer
     * @throws IOException when the system gives no socket for it
     */
    public PlayedPeer play(InetAddress address, InetSocketAddress listener, boolean mayPost) throws IOException {
        PlayedPeer peer = PlayedPeer.bind(address, listener, mayPost, this::forget);
        await(peer);
        peer.go();
        return peer;
    }

    /** From here on the first connection with its ends is asked whether it is this peer's. */
    void await(PlayedPeer peer) {
        awaited.put(peer.ends(), peer);
    }

    /**
     * To be asked about each connection before anything else is. One that is ours has the address of the peer afterwards.
     *
     * @param listener what connectors call the listener
     */
    public void meet(SMTPSession session, String listener) {
        if (awaited.isEmpty()) {
            return;
        }
        InetSocketAddress client = session.getRemoteAddress();
        PlayedPeer peer = awaited.remove(new Ends(client, session.getLocalAddress()));
        if (peer != null && peer.isConnected()) {
            session.setProxyInformation(new ProxyInformation(new InetSocketAddress(peer.address(), client.getPort()), session.getLocalAddress()));
            session.setAttachment(KEY, peer, State.Connection);
            peer.met(session, listener);
        }
    }

    /** The peer that is played on this session; empty on every session of somebody else. */
    public static Optional<PlayedPeer> on(SMTPSession session) {
        return session.getAttachment(KEY, State.Connection);
    }

    /** How many connections are awaited now. */
    int awaited() {
        return awaited.size();
    }

    private void forget(PlayedPeer peer) {
        awaited.remove(peer.ends(), peer);
    }
}
