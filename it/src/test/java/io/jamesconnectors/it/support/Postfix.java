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

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.awaitility.core.ConditionTimeoutException;

/**
 * A Postfix of our own: configuration, queue and log in a directory of the test, no listener. It sends mail to each domain in the way that the
 * test says, and is gone with its processes when it is closed.
 */
public final class Postfix implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DAEMONS = """
        postlog   unix-dgram n - n - 1 postlogd
        pickup    unix n - n 1 1 pickup
        cleanup   unix n - n - 0 cleanup
        qmgr      unix n - n 300 1 qmgr
        tlsmgr    unix - - n 1000? 1 tlsmgr
        rewrite   unix - - n - - trivial-rewrite
        bounce    unix - - n - 0 bounce
        defer     unix - - n - 0 bounce
        trace     unix - - n - 0 bounce
        error     unix - - n - - error
        retry     unix - - n - - error
        discard   unix - - n - - discard
        """;

    private final Path home;
    private final Path sendmail;
    private final Path postfix;
    private final Program program;

    private Postfix(Path home, Path sendmail, Path postfix, Program program) {
        this.home = home;
        this.sendmail = sendmail;
        this.postfix = postfix;
        this.program = program;
    }

    /** Why it can't run here; empty when it can. */
    public static Optional<String> obstacle() {
        if (Program.installed("postfix").isEmpty()) {
            return Optional.of("postfix is not installed");
        }
        return System.getProperty("user.name").equals("root") ? Optional.empty() : Optional.of("postfix starts for root only");
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
        for (Path directory = home; directory != null && directory.startsWith(System.getProperty("java.io.tmpdir")); directory = directory.getParent()) {
            if (!directory.equals(Path.of(System.getProperty("java.io.tmpdir")))) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("queue"));
        Path data = Files.createDirectories(home.resolve("data"));
        Files.setOwner(data, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Files.writeString(etc.resolve("main.cf"), main(home, client, relay, transports));
        Files.writeString(etc.resolve("master.cf"), DAEMONS + transports.entrySet().stream()
            .map(transport -> name(transport.getKey()) + " unix - - n - - smtp"
                + transport.getValue().stream().map(option -> " -o " + option).collect(Collectors.joining()))
            .collect(Collectors.joining("\n", "", "\n")));
        Path postfix = Program.installed("postfix").orElseThrow();
        Path sendmail = postfix.resolveSibling("sendmail");
        Program program = Program.start(home, List.of(postfix.toString(), "-c", etc.toString(), "start-fg"));
        Postfix started = new Postfix(home, sendmail, postfix, program);
        try {
            started.awaitLog(line -> line.contains("daemon started"));
            return started;
        } catch (ConditionTimeoutException e) {
            started.close();
            throw e;
        }
    }

    /** Hands it one mail; an empty sender is the null sender. */
    public void send(String sender, String recipient, String subject) throws IOException, InterruptedException {
        Path message = Files.writeString(home.resolve("message"), "From: <%s>\nTo: <%s>\nSubject: %s\n\nHello.\n".formatted(sender, recipient, subject));
        List<String> command = List.of(sendmail.toString(), "-C", etc().toString(), "-f", sender.isEmpty() ? "<>" : sender, recipient);
        try (Program handing = Program.start(home, command, message)) {
            int status = handing.awaitExit(PATIENCE);
            if (status != 0) {
                throw new AssertionError("sendmail: " + status + " (expected: 0); it said:\n" + String.join("\n", handing.lines()));
            }
        }
    }

    /** The line about what became of the mail to {@code recipient}. */
    public String outcome(String recipient) {
        return awaitLog(line -> line.contains("to=<" + recipient + ">") && line.contains("status="));
    }

    /** What it has logged so far. */
    public List<String> log() throws IOException {
        Path log = home.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        try (Program stopping = Program.start(home, List.of(postfix.toString(), "-c", etc().toString(), "stop"))) {
            stopping.awaitExit(PATIENCE);
            program.awaitExit(PATIENCE);
        } finally {
            program.close();
        }
    }

    private Path etc() {
        return home.resolve("etc");
    }

    private String awaitLog(Predicate<String> fits) {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
            .until(() -> log().stream().filter(fits).findFirst(), Optional::isPresent).orElseThrow();
    }

    private static String main(Path home, String client, InetSocketAddress relay, Map<String, List<String>> transports) {
        return """
            compatibility_level = 3.6
            queue_directory = %1$s/queue
            data_directory = %1$s/data
            maillog_file = %1$s/log
            maillog_file_prefixes = %1$s
            myhostname = client.contoso.test
            mydestination =
            alias_maps =
            local_recipient_maps =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            disable_dns_lookups = yes
            smtp_host_lookup = native
            smtp_bind_address = %2$s
            smtp_tls_loglevel = 1
            bounce_queue_lifetime = 0
            maximal_queue_lifetime = 0
            transport_maps = inline:{%3$s}
            """.formatted(home, client, transports.keySet().stream()
                .map(domain -> "{%s=%s:[127.0.0.1]:%d}".formatted(domain, name(domain), relay.getPort())).collect(Collectors.joining(",")));
    }

    private static String name(String domain) {
        return "to-" + domain.replace('.', '-');
    }
}
