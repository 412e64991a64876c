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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkBehaviour;
import io.jamesconnectors.testing.SinkSmtpServer;

/** A contender that runs, with a source in front of it and a sink of its own behind it. */
final class LoadedRelay implements AutoCloseable {
    /** A relay that delivers nothing for so long has lost the rest. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final SinkSmtpServer sink;
    private final RunningRelay relay;
    private final int sessions;
    private int batches;

    private LoadedRelay(SinkSmtpServer sink, RunningRelay relay, int sessions) {
        this.sink = sink;
        this.relay = relay;
        this.sessions = sessions;
    }

    /** Starts sink and contender, the latter in {@code home}. */
    static LoadedRelay start(Contender contender, Path home, Security security, RelayOptions options, Authority authority, boolean largeBodies)
            throws IOException, InterruptedException {
        SinkBehaviour behaviour = SinkSmtpServer.that();
        SinkSmtpServer sink = (security == Security.TLS ? behaviour.startTls(authority.context()).requireTls() : behaviour).start();
        try {
            Site site = new Site(options.project(), Files.createDirectories(home), Site.freeAddress(), sink.port(), security, authority,
                options.javaOptions(contender, largeBodies));
            return new LoadedRelay(sink, contender.start(site), options.sessions());
        } catch (IOException | InterruptedException | RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    /** Sends a batch and waits until it has arrived, or until nothing arrives any more. */
    Measurement relay(BodySize size, int messages) throws IOException, InterruptedException {
        batches++;
        MailSource source = new MailSource(relay.smtp(), InetAddress.getByName("127.0.0.1"), "app@" + Site.OURS, "anna@" + Site.PARTNER,
            "batch" + batches, size.octets());
        long arrivedBefore = arrived();
        long duplicates = sink.duplicates();
        long handshakes = sink.handshakes();
        long connections = sink.connections();
        long collected = relay.garbageLog().isPresent() ? relay.garbageLog().get().length() : 0;
        try (PeakMemory memory = new PeakMemory(relay.processes())) {
            ProcessorUse before = ProcessorUse.now(relay.processes());
            long start = System.nanoTime();
            Optional<String> refusal = send(source, messages);
            double accepted = seconds(start);
            Optional<String> loss = refusal.isPresent() ? Optional.empty() : await(arrivedBefore + messages);
            double seconds = seconds(start);
            ProcessorUse used = ProcessorUse.now(relay.processes()).since(before);
            OptionalLong heap = relay.garbageLog().isPresent() ? relay.garbageLog().get().peakMegabytes(collected) : OptionalLong.empty();
            return new Measurement(messages, (int) (arrived() - arrivedBefore), seconds, accepted, used, sink.handshakes() - handshakes,
                sink.connections() - connections, heap, memory.megabytes(), sink.duplicates() - duplicates, relay.end().or(() -> refusal).or(() -> loss));
        }
    }

    private Optional<String> send(MailSource source, int messages) throws InterruptedException {
        try {
            source.send(messages, sessions);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> await(long count) {
        long seen = arrived();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!sink.awaitMessageIds(Math.toIntExact(count), LOOK)) {
            long now = arrived();
            if (now > seen) {
                seen = now;
                end = System.nanoTime() + PATIENCE.toNanos();
            } else if (relay.end().isPresent()) {
                return relay.end();
            } else if (System.nanoTime() > end) {
                return Optional.of("nothing came for " + PATIENCE.toSeconds() + " s");
            }
        }
        return Optional.empty();
    }

    /** Different messages that the sink has got. */
    private long arrived() {
        return sink.messages() - sink.duplicates();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws InterruptedException {
        try {
            relay.close();
        } finally {
            sink.close();
        }
    }
}
