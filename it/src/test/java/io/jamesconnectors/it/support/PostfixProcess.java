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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.core.ConditionTimeoutException;

/** The processes of one Postfix, and its directory: configuration in {@code etc}, mail in {@code queue}, what it says in {@code log}. */
final class PostfixProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern STARTED = Pattern.compile("postfix/master\\[(\\d+)]: daemon started");
    /** The services that every Postfix needs. */
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
    private static final String MAIN = """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        maillog_file = %1$s/log
        maillog_file_prefixes = %1$s
        mydestination =
        alias_maps =
        local_recipient_maps =
        inet_interfaces = loopback-only
        inet_protocols = ipv4
        disable_dns_lookups = yes
        """;

    private final Path home;
    private final Path postfix;
    private final Program program;
    private final long master;

    private PostfixProcess(Path home, Path postfix, Program program, int startsBefore) {
        this.home = home;
        this.postfix = postfix;
        this.program = program;
        this.master = await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> masters(home), masters -> masters.size() > startsBefore)
            .get(startsBefore);
    }

    /** Why it can't run here; empty when it can. */
    static Optional<String> obstacle() {
        if (Program.installed("postfix").isEmpty()) {
            return Optional.of("postfix is not installed");
        }
        return System.getProperty("user.name").equals("root") ? Optional.empty() : Optional.of("postfix starts for root only");
    }

    /**
     * Starts one, or starts it again.
     *
     * @param home an empty directory, or that of one that ran before
     * @param main lines for {@code main.cf}, besides those that make it a Postfix of its own
     * @param services lines for {@code master.cf}, besides the services that every Postfix needs
     */
    static PostfixProcess start(Path home, String main, String services) throws IOException, InterruptedException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path directory = home; directory != null && directory.startsWith(temporary) && !directory.equals(temporary); directory = directory.getParent()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("queue"));
        Path data = Files.createDirectories(home.resolve("data"));
        Files.setOwner(data, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
        Files.writeString(etc.resolve("main.cf"), MAIN.formatted(home) + main);
        Files.writeString(etc.resolve("master.cf"), DAEMONS + services);
        Path postfix = Program.installed("postfix").orElseThrow();
        int startsBefore = masters(home).size();
        Program program = Program.start(home, List.of(postfix.toString(), "-c", etc.toString(), "start-fg"));
        try {
            return new PostfixProcess(home, postfix, program, startsBefore);
        } catch (ConditionTimeoutException e) {
            program.close();
            throw new AssertionError("postfix does not start; it said:\n" + String.join("\n", program.lines()) + "\n" + String.join("\n", log(home)), e);
        }
    }

    /** What it has logged so far, in all its lives. */
    List<String> log() throws IOException {
        return log(home);
    }

    /** The first line that fits, once it is there. */
    String awaitLog(Predicate<String> fits) {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> log().stream().filter(fits).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** SIGKILL for its master and all that the master has started: they are one process group. */
    void kill() throws IOException, InterruptedException {
        try (Program killing = Program.start(home, List.of("kill", "-KILL", "--", "-" + master))) {
            int status = killing.awaitExit(PATIENCE);
            if (status != 0) {
                throw new AssertionError("kill: " + status + " (expected: 0); it said:\n" + String.join("\n", killing.lines()));
            }
        }
        program.awaitExit(PATIENCE);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        try (Program stopping = Program.start(home, List.of(postfix.toString(), "-c", home.resolve("etc").toString(), "stop"))) {
            stopping.awaitExit(PATIENCE);
            program.awaitExit(PATIENCE);
        } finally {
            program.close();
        }
    }

    /** The process ids of its masters, one for each time that it was started. */
    private static List<Long> masters(Path home) throws IOException {
        return log(home).stream().map(STARTED::matcher).filter(Matcher::find).map(matcher -> Long.valueOf(matcher.group(1))).toList();
    }

    private static List<String> log(Path home) throws IOException {
        Path log = home.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
