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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends many numbered messages over a few kept SMTP sessions: the load of tests and benchmarks.
 * Each message carries {@code Message-ID: <PREFIX-NUMBER@source.test>}, so that the far end can tell losses from duplicates.
 * A message counts as accepted only with a 250 after its final dot.
 *
 * @param server where to send
 * @param client the local address to send from, a loopback one
 * @param sender MAIL FROM
 * @param recipient RCPT TO
 * @param prefix starts each message id
 * @param bodyBytes about how long each body is
 */
public record MailSource(InetSocketAddress server, InetAddress client, String sender, String recipient, String prefix, int bodyBytes) {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final int LARGE = 100_000;

    /**
     * Sends messages 0 to {@code messages - 1} over {@code sessions} sessions at once.
     *
     * @return how many were accepted; a refusal throws instead
     */
    public int send(int messages, int sessions) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        byte[] body = body();
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                work.add(() -> session(next, messages, body));
            }
            int accepted = 0;
            for (Future<Integer> done : threads.invokeAll(work)) {
                accepted += done.get();
            }
            return accepted;
        } catch (ExecutionException e) {
            throw new IOException("sending failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private int session(AtomicInteger next, int messages, byte[] body) {
        int accepted = 0;
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.bind(new InetSocketAddress(client, 0));
            socket.connect(server, TIMEOUT_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            expect(in, 220);
            write(out, "EHLO source.test\r\n");
            expect(in, 250);
            for (int number = next.getAndIncrement(); number < messages; number = next.getAndIncrement()) {
                write(out, "MAIL FROM:<" + sender + ">\r\nRCPT TO:<" + recipient + ">\r\nDATA\r\n");
                expect(in, 250);
                expect(in, 250);
                expect(in, 354);
                writeMessage(out, header(number), body);
                expect(in, 250);
                accepted++;
            }
            write(out, "QUIT\r\n");
            expect(in, 221);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return accepted;
    }

    private byte[] header(int number) {
        return ("From: <" + sender + ">\r\nTo: <" + recipient + ">\r\nSubject: " + prefix + " " + number + "\r\nMessage-ID: <" + prefix + "-" + number
            + "@source.test>\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    }

    /** In one piece, where it is no waste to put one together: two would be two packets. */
    private static void writeMessage(OutputStream out, byte[] header, byte[] body) throws IOException {
        if (body.length > LARGE) {
            out.write(header);
            out.write(body);
        } else {
            byte[] message = Arrays.copyOf(header, header.length + body.length);
            System.arraycopy(body, 0, message, header.length, body.length);
            out.write(message);
        }
        out.flush();
    }

    private byte[] body() {
        String line = "The quick brown fox jumps over the lazy dog, again and again and again.\r\n";
        return (line.repeat(Math.max(1, bodyBytes / line.length())) + ".\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void expect(InputStream in, int code) throws IOException {
        StringBuilder line = new StringBuilder();
        do {
            line.setLength(0);
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("connection closed (expected: reply " + code + ")");
                }
                line.append((char) c);
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
        if (!line.toString().startsWith(Integer.toString(code))) {
            throw new IOException("reply: " + line.toString().strip() + " (expected: " + code + ")");
        }
    }
}
