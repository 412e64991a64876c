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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A port on loopback and the connections that were made to it. One thread serves one connection; none is left when it is closed. */
public final class LoopbackListener implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final ServerSocket listener;
    private final Threads threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();

    /**
     * Takes the port; nobody is served before {@link #serve}.
     *
     * @param name what the threads are called
     * @param port 0 for any that is free
     */
    public LoopbackListener(String name, int port) {
        this.threads = new Threads(name);
        try {
            this.listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves every connection from now on. */
    public void serve(Service service) {
        threads.start(() -> accept(service));
    }

    /** The address that it listens on: 127.0.0.1. */
    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
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

    private void accept(Service service) throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            if (listener.isClosed()) {
                socket.close();
            }
            connections.incrementAndGet();
            threads.start(() -> serve(service, socket));
        }
    }

    private void serve(Service service, Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            service.serve(socket);
        } finally {
            sockets.remove(socket);
        }
    }

    /** Talks to one client. */
    public interface Service {
        /** Returns, or throws, when the talk is over; the socket is then closed. */
        void serve(Socket socket) throws IOException;
    }
}
