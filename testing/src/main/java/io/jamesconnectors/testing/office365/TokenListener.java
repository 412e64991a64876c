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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.jamesconnectors.testing.TestCertificate;

/** Listens for HTTP, or HTTPS where it has a certificate, on one loopback port that it keeps while it does not listen. */
final class TokenListener implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Optional<TestCertificate> certificate;
    private final HttpHandler handler;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private int port;
    private @Nullable HttpServer server;
    private @Nullable Socket placeholder;

    TokenListener(Optional<TestCertificate> certificate, HttpHandler handler) {
        this.certificate = certificate;
        this.handler = handler;
    }

    String scheme() {
        return certificate.isPresent() ? "https" : "http";
    }

    synchronized int port() {
        return port;
    }

    synchronized void up() {
        if (server == null) {
            server = listen();
            port = server.getAddress().getPort();
            forgetPlaceholder();
        }
    }

    synchronized void down() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
            server = null;
            placeholder = reserve(port);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (server != null) {
                server.stop(0);
                server = null;
            }
            forgetPlaceholder();
        }
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("workers of the token endpoint: still running after " + PATIENCE_SECONDS + " s (expected: ended)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpServer listen() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            HttpServer listening;
            if (certificate.isPresent()) {
                HttpsServer secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(certificate.get().sslContext()));
                listening = secure;
            } else {
                listening = HttpServer.create(address, 0);
            }
            listening.setExecutor(workers);
            listening.createContext("/", handler);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the port for us without listening: whoever connects is refused, and nobody else gets it. */
    private static Socket reserve(int port) {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetPlaceholder() {
        try (Socket old = placeholder) {
            placeholder = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
