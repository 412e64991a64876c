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
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** As {@link #send}, while the caller does something else; what goes wrong is told by the future. */
    public CompletableFuture<Integer> sendAside(int messages, int sessions) {
        CompletableFuture<Integer> accepted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                accepted.complete(send(messages, sessions));
            } catch (IOException | InterruptedException | RuntimeException e) {
                accepted.completeExceptionally(e);
            }
        }, "source " + prefix);
        thread.setDaemon(true);
        thread.start();
        return accepted;
    }

    private int session(AtomicInteger next, int messages, byte[] body) {
        int accepted = 0;
        try (MailSession session = open(server)) {
            for (int number = next.getAndIncrement(); number < messages; number = next.getAndIncrement()) {
                send(session, number, body);
                accepted++;
            }
            session.quit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return accepted;
    }

    /** A session with {@code at}, from our address. */
    MailSession open(InetSocketAddress at) throws IOException {
        return new MailSession(at, client);
    }

    /** Sends one message; it is accepted when this returns. */
    void send(MailSession session, int number, byte[] body) throws IOException {
        session.send(sender, recipient, header(number), body);
    }

    /** The Message-IDs of messages 0 to {@code messages - 1}, brackets included. */
    public Set<String> messageIds(int messages) {
        return IntStream.range(0, messages).mapToObj(this::messageId).collect(Collectors.toUnmodifiableSet());
    }

    String messageId(int number) {
        return "<" + prefix + "-" + number + "@source.test>";
    }

    private byte[] header(int number) {
        return ("From: <" + sender + ">\r\nTo: <" + recipient + ">\r\nSubject: " + prefix + " " + number + "\r\nMessage-ID: " + messageId(number)
            + "\r\nDate: Sat, 21 Nov 2026 12:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    }

    /** The body of every message, with its final dot. */
    byte[] body() {
        String line = "The quick brown fox jumps over the lazy dog, again and again and again.\r\n";
        return (line.repeat(Math.max(1, bodyBytes / line.length())) + ".\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
