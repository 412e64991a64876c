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

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection to a {@link ScriptedSmtpServer}: plays its script and writes down what the client says. */
final class ScriptedSession {
    static final String TLS = "<TLS>";
    private static final long PATIENCE_SECONDS = 10;
    private static final int MAX_LINE = 100_000;

    private final List<String> transcript = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final StringBuilder chunks = new StringBuilder();
    private final CountDownLatch over = new CountDownLatch(1);
    private final InetAddress clientAddress;
    private Socket socket;
    private InputStream in;
    private boolean slowly;

    ScriptedSession(Socket socket) throws IOException {
        this.socket = socket;
        this.clientAddress = socket.getInetAddress();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    InetAddress clientAddress() {
        return clientAddress;
    }

    void play(SmtpScript script) {
        try {
            for (SmtpScript.Step step : script.steps()) {
                step.run(this);
            }
            while (true) {
                note(line());
            }
        } catch (IOException e) {
            // The client has hung up, or the script has.
        } finally {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone already.
            }
            over.countDown();
        }
    }

    void hear(String beginning) throws IOException {
        String line = line();
        note(line);
        if (!line.startsWith(beginning)) {
            note("<expected " + beginning + ">");
            close();
        }
    }

    void hearMessage() throws IOException {
        StringBuilder message = new StringBuilder();
        while (!isWhole(message)) {
            message.append((char) read());
        }
        note(".");
        synchronized (this) {
            messages.add(message.toString());
        }
    }

    void hearChunk() throws IOException {
        hear("BDAT ");
        String[] words = lastHeard().split(" ");
        for (int i = Integer.parseInt(words[1]); i > 0; i--) {
            chunks.append((char) read());
        }
        if (words.length > 2) {
            synchronized (this) {
                messages.add(chunks.toString());
            }
            chunks.setLength(0);
        }
    }

    private synchronized String lastHeard() {
        return transcript.get(transcript.size() - 1);
    }

    private static boolean isWhole(StringBuilder message) {
        int end = message.length();
        return end == 3 && message.indexOf(".\r\n") == 0 || end >= 5 && message.charAt(end - 1) == '\n' && message.substring(end - 5).equals("\r\n.\r\n");
    }

    void hearOctets(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            read();
        }
    }

    void write(String octets) throws IOException {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        if (slowly) {
            for (byte octet : bytes) {
                socket.getOutputStream().write(octet);
                socket.getOutputStream().flush();
            }
        } else {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }
    }

    void writeSlowly() {
        slowly = true;
    }

    void startTls(SSLContext context, Consumer<SSLSocket> asking) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
        tls.setUseClientMode(false);
        asking.accept(tls);
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        note(TLS);
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    void close() throws IOException {
        socket.close();
        throw new EOFException("closed by the script");
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        close();
    }

    static void await(CountDownLatch gate) throws IOException {
        try {
            if (!gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("gate: not opened within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What the client said, when the connection is over. */
    List<String> transcript() {
        awaitOver();
        synchronized (this) {
            return List.copyOf(transcript);
        }
    }

    List<String> messages() {
        awaitOver();
        synchronized (this) {
            return List.copyOf(messages);
        }
    }

    private void awaitOver() {
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("connection: still open after " + PATIENCE_SECONDS + " s, transcript " + transcript);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized void note(String what) {
        transcript.add(what);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_LINE) {
            char next = (char) read();
            if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            line.append(next);
        }
        throw new IOException("line: longer than " + MAX_LINE);
    }

    private int read() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the client has closed the connection");
        }
        return octet;
    }
}
