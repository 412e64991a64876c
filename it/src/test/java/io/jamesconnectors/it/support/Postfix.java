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
package io.jamesconnectors.it.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Postfix of our own: configuration, queue and log in a directory of the test, no listener. It sends mail to each domain in the way that the
 * test says, and is gone with its processes when it is closed.
 */
public final class Postfix implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final PostfixProcess process;

    private Postfix(Path home, PostfixProcess process) {
        this.home = home;
        this.process = process;
    }

    /** Why it can't run here; empty when it can. */
    public static Optional<String> obstacle() {
        return PostfixProcess.obstacle();
    }

    /**
     * Starts one.
     *
     * @param home an empty directory
     * @param client the loopback address that it sends from
     * @param relay where it sends everything
     * @param transports recipient domain to the options of the SMTP client that mail for it is sent with, such as {@code smtp_tls_security_level=encrypt}
     */
    public static Postfix start(Path home, String client, InetSocketAddress relay, Map<String, List<String>> transports)
            throws IOException, InterruptedException {
        return new Postfix(home, PostfixProcess.start(home, main(client, relay, transports), transports.entrySet().stream()
            .map(transport -> name(transport.getKey()) + " unix - - n - - smtp"
                + transport.getValue().stream().map(option -> " -o " + option).collect(Collectors.joining()))
            .collect(Collectors.joining("\n", "", "\n"))));
    }

    /** Hands it one mail; an empty sender is the null sender. */
    public void send(String sender, String recipient, String subject) throws IOException, InterruptedException {
        Path message = Files.writeString(home.resolve("message"), "From: <%s>\nTo: <%s>\nSubject: %s\n\nHello.\n".formatted(sender, recipient, subject));
        Path sendmail = Program.installed("postfix").orElseThrow().resolveSibling("sendmail");
        List<String> command = List.of(sendmail.toString(), "-C", home.resolve("etc").toString(), "-f", sender.isEmpty() ? "<>" : sender, recipient);
        try (Program handing = Program.start(home, command, message)) {
            int status = handing.awaitExit(PATIENCE);
            if (status != 0) {
                throw new AssertionError("sendmail: " + status + " (expected: 0); it said:\n" + String.join("\n", handing.lines()));
            }
        }
    }

    /** The line about what became of the mail to {@code recipient}. */
    public String outcome(String recipient) {
        return process.awaitLog(line -> line.contains("to=<" + recipient + ">") && line.contains("status="));
    }

    /** What it has logged so far. */
    public List<String> log() throws IOException {
        return process.log();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.close();
    }

    private static String main(String client, InetSocketAddress relay, Map<String, List<String>> transports) {
        return """
            myhostname = client.contoso.test
            smtp_host_lookup = native
            smtp_bind_address = %s
            smtp_tls_loglevel = 1
            bounce_queue_lifetime = 0
            maximal_queue_lifetime = 0
            transport_maps = inline:{%s}
            """.formatted(client, transports.keySet().stream()
                .map(domain -> "{%s=%s:[127.0.0.1]:%d}".formatted(domain, name(domain), relay.getPort())).collect(Collectors.joining(",")));
    }

    private static String name(String domain) {
        return "to-" + domain.replace('.', '-');
    }
}
