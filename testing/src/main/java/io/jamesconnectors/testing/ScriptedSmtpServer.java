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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A mail server on loopback that misbehaves as told: the first connection gets the first script, the second the second, and all further ones the last.
 * It writes down what each client says, so that tests can assert what went over the wire, and what did not.
 */
public final class ScriptedSmtpServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<SmtpScript> scripts;
    private final Threads threads = new Threads("scripted-smtp");
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<ScriptedSession> sessions = new ArrayList<>();

    private ScriptedSmtpServer(InetAddress address, List<SmtpScript> scripts) throws IOException {
        this.scripts = scripts;
        this.listener = new ServerSocket(0, 50, address);
    }

    /** Starts a server that plays these scripts. */
    public static ScriptedSmtpServer playing(SmtpScript... scripts) {
        return playingAt(InetAddress.getLoopbackAddress(), scripts);
    }

    /** As {@link #playing}, at a loopback address of choice, such as {@code ::1}. */
    public static ScriptedSmtpServer playingAt(InetAddress address, SmtpScript... scripts) {
        try {
            ScriptedSmtpServer server = new ScriptedSmtpServer(address, List.of(scripts));
            server.threads.start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address that it listens on: 127.0.0.1 unless told otherwise. */
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections were accepted. */
    public int connections() {
        synchronized (sessions) {
            return sessions.size();
        }
    }

    /**
     * What the client of the only connection said, line by line, {@code <TLS>} for a finished handshake and {@code .} for a message. Waits for the end of the connection.
     *
     * @throws IllegalStateException when there was another number of connections, or it does not end
     */
    public List<String> transcript() {
        if (connections() != 1) {
            throw new IllegalStateException("connections: " + connections() + " (expected: 1)");
        }
        return transcript(0);
    }

    /** What the client of connection {@code index} said; the first is 0. Waits for the end of the connection. */
    public List<String> transcript(int index) {
        return session(index).transcript();
    }

    /** The messages that came over connection {@code index}, as they were on the wire, final dot included, chunks put together. Waits for the end of the connection. */
    public List<String> messages(int index) {
        return session(index).messages();
    }

    /** The address that connection {@code index} came from. */
    public InetAddress clientAddress(int index) {
        return session(index).clientAddress();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.join();
        }
    }

    private ScriptedSession session(int index) {
        synchronized (sessions) {
            return sessions.get(index);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            if (listener.isClosed()) {
                socket.close();
            }
            socket.setTcpNoDelay(true);
            ScriptedSession session = new ScriptedSession(socket);
            SmtpScript script;
            synchronized (sessions) {
                script = scripts.get(Math.min(sessions.size(), scripts.size() - 1));
                sessions.add(session);
            }
            threads.start(() -> session.play(script));
        }
    }
}
