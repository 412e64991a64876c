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
package io.jamesconnectors.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/**
 * Relays the same mail through the same gateway by {@code ConnectorDelivery} and by James's {@code RemoteDelivery}, over TLS to the same sink,
 * one after the other in one run, and prints both and the ratio. Arguments: messages (20000), octets of a body (10240), sessions of the source (20).
 *
 * <p>Source, gateway and sink share the machine. The time runs from the first message sent to the last one arrived; a warm-up of 10,000 messages goes before it, since a
 * James is mostly busy compiling itself until then.
 */
public final class RelayComparison {
    private static final int WARM_UP = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final int messages;
    private final int bodyBytes;
    private final int sessions;
    private final TestCa ca = TestCa.create();
    private final TestCertificate certificate = ca.issue().dnsNames("localhost.partner.test", "localhost").done();

    private RelayComparison(int messages, int bodyBytes, int sessions) {
        this.messages = messages;
        this.bodyBytes = bodyBytes;
        this.sessions = sessions;
    }

    /** Prints the table. */
    public static void main(String[] arguments) throws Exception {
        new RelayComparison(number(arguments, 0, 20_000), number(arguments, 1, 10_240), number(arguments, 2, 20)).run();
    }

    private record Figures(double seconds, double perSecond, double acceptedPerSecond, double handshakesPerMessage, double connectionsPerMessage,
            double processorPerThousand, long peakHeap, long duplicates) {
    }

    private void run() throws Exception {
        System.out.printf(Locale.ROOT, "%d messages of %d octets over TLS 1.3 to one sink, %d sessions into the gateway, %d processors, Java %s%n%n",
            messages, bodyBytes, sessions, Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        System.out.printf("%-18s %9s %9s %9s %12s %12s %14s %10s %6s%n", "relayed by", "seconds", "msgs/s", "accept/s", "handsh./msg", "conns/msg", "CPU s/1000 msg", "heap peak", "twice");
        Figures ours = measure(Contender.CONNECTOR_DELIVERY);
        Figures stock = measure(Contender.REMOTE_DELIVERY);
        System.out.printf(Locale.ROOT, "%nratio of messages per second: %.1f%n", ours.perSecond() / stock.perSecond());
    }

    private Figures measure(Contender contender) throws Exception {
        Path home = Files.createTempDirectory("relay-comparison");
        try (SinkSmtpServer sink = SinkSmtpServer.that().startTls(certificate.sslContext()).requireTls().start()) {
            contender.configure(home, sink.port(), ca.writeRoot(home.resolve("root.pem")));
            try (GatewayUnderLoad gateway = GatewayUnderLoad.start(home, trustStore(home), TestCertificate.PASSWORD)) {
                send(gateway, sink, "warm", WARM_UP);
                long handshakes = sink.handshakes();
                long connections = sink.connections();
                double processor = gateway.processorSeconds();
                long start = System.nanoTime();
                double accepted = send(gateway, sink, "measured", messages);
                double seconds = (System.nanoTime() - start) / 1e9;
                Figures figures = new Figures(seconds, messages / seconds, messages / accepted,
                    (double) (sink.handshakes() - handshakes) / messages, (double) (sink.connections() - connections) / messages,
                    (gateway.processorSeconds() - processor) * 1000 / messages, gateway.peakHeapMegabytes(), sink.duplicates());
                System.out.printf(Locale.ROOT, "%-18s %9.1f %9.0f %9.0f %12.4f %12.4f %14.2f %7d MB %6d%n", contender.label(), figures.seconds(), figures.perSecond(),
                    figures.acceptedPerSecond(), figures.handshakesPerMessage(), figures.connectionsPerMessage(), figures.processorPerThousand(), figures.peakHeap(), figures.duplicates());
                return figures;
            }
        } finally {
            delete(home);
        }
    }

    /** How long the source took; returns when everything has arrived. */
    private double send(GatewayUnderLoad gateway, SinkSmtpServer sink, String prefix, int count) throws IOException, InterruptedException {
        int before = sink.messageIds().size();
        long start = System.nanoTime();
        int accepted = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", prefix, bodyBytes).send(count, sessions);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (accepted != count || !sink.awaitMessageIds(before + count, PATIENCE)) {
            throw new IOException("arrived: " + (sink.messageIds().size() - before) + " of " + accepted + " accepted (expected: " + count + ")");
        }
        return seconds;
    }

    private Path trustStore(Path home) throws IOException, GeneralSecurityException {
        Path file = home.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            ca.trustStore().store(out, TestCertificate.PASSWORD.toCharArray());
        }
        return file;
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return index < arguments.length ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
