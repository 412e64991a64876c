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
package io.jamesconnectors.tls;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** A TLS handshake between two engines in memory: no socket, no thread. */
public final class Handshake {
    private static final int ROOM = 700_000;

    private final SSLEngine client;
    private final SSLEngine server;

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Shakes hands and returns what the client knows afterwards. */
    public static SSLSession of(SSLEngine client, SSLContext server) throws SSLException {
        SSLEngine engine = server.createSSLEngine();
        engine.setUseClientMode(false);
        return of(client, engine);
    }

    /** The same with a server that is set up already. */
    public static SSLSession of(SSLEngine client, SSLEngine server) throws SSLException {
        new Handshake(client, server).run();
        return client.getSession();
    }

    private void run() throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(ROOM);
        ByteBuffer toClient = ByteBuffer.allocate(ROOM);
        client.beginHandshake();
        server.beginHandshake();
        boolean moved = true;
        while (moved) {
            moved = step(client, toClient, toServer) | step(server, toServer, toClient);
        }
        if (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING || server.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            throw new SSLException("handshake: stuck at " + client.getHandshakeStatus() + " and " + server.getHandshakeStatus());
        }
    }

    private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        boolean moved = false;
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            moved = true;
        }
        SSLEngineResult wrapped = engine.wrap(ByteBuffer.allocate(0), out);
        in.flip();
        SSLEngineResult unwrapped = in.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP_AGAIN
            ? engine.unwrap(in, ByteBuffer.allocate(ROOM))
            : wrapped;
        in.compact();
        return moved || wrapped.bytesProduced() > 0 || unwrapped.bytesConsumed() > 0;
    }
}
