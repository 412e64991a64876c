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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A Postfix that runs what an export for Postfix wrote: its main.cf, and its tables as postmap makes them. */
public final class ExportedPostfix implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SETTINGS = """
        myhostname = relay.export.test
        mynetworks = 127.0.0.0/8
        smtpd_peername_lookup = no
        smtpd_reject_unlisted_recipient = no
        notify_classes =
        bounce_queue_lifetime = 0
        smtp_host_lookup = native
        """;

    private final PostfixProcess process;
    private final InetSocketAddress smtp;

    private ExportedPostfix(PostfixProcess process, InetSocketAddress smtp) {
        this.process = process;
        this.smtp = smtp;
    }

    /** Why it can't run here; empty when it can. */
    public static Optional<String> obstacle() {
        return PostfixProcess.obstacle();
    }

    /**
     * Puts the files into a directory, and runs postmap on the tables that need it.
     *
     * @param files main.cf and its tables, as the export wrote them
     * @throws AssertionError when postmap says anything at all
     */
    public static void install(Path etc, Map<String, String> files) throws IOException, InterruptedException {
        Files.createDirectories(etc);
        Files.writeString(etc.resolve("main.cf"), "compatibility_level = 3.6\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().equals("main.cf")) {
                Files.writeString(etc.resolve(file.getKey()), file.getValue());
                if (files.getOrDefault("main.cf", "").contains(" hash:$config_directory/" + file.getKey() + "\n")) {
                    List<String> said = run(etc, List.of("-c", etc.toString(), "hash:" + etc.resolve(file.getKey())), Optional.empty(), 0);
                    if (!said.isEmpty()) {
                        throw new AssertionError("postmap on " + file.getKey() + ": " + said);
                    }
                }
            }
        }
    }

    /** What {@code postmap -q} answers, for each key that it finds. */
    public static Map<String, String> query(Path etc, String table, List<String> keys) throws IOException, InterruptedException {
        Map<String, String> answers = new TreeMap<>();
        if (Files.exists(etc.resolve(table + ".db"))) {
            Path asked = Files.write(etc.resolve("asked"), keys);
            for (String line : run(etc, List.of("-c", etc.toString(), "-q", "-", "hash:" + etc.resolve(table)), Optional.of(asked), 1)) {
                int tab = line.indexOf('\t');
                if (tab < 1) {
                    throw new AssertionError("postmap -q: " + line);
                }
                answers.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return answers;
    }

    /** @param mayBe an exit status that is fine besides 0 */
    private static List<String> run(Path directory, List<String> arguments, Optional<Path> input, int mayBe) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Program.installed("postmap").orElseThrow().toString()));
        command.addAll(arguments);
        try (Program postmap = input.isPresent() ? Program.start(directory, command, input.get()) : Program.start(directory, command)) {
            int status = postmap.awaitExit(PATIENCE);
            if (status != 0 && status != mayBe) {
                throw new AssertionError(command + ": " + status + " (expected: 0); it said:\n" + String.join("\n", postmap.lines()));
            }
            return postmap.lines();
        }
    }

    /**
     * Starts one.
     *
     * @param home an empty directory
     * @param files as the export wrote them
     * @param settings lines for main.cf besides
     * @param services lines for master.cf besides
     */
    public static ExportedPostfix start(Path home, Map<String, String> files, String settings, String services) throws IOException, InterruptedException {
        install(home.resolve("etc"), files);
        int port = FreePort.find();
        String smtpd = "127.0.0.1:" + port + " inet n - n - - smtpd\nanvil unix - - n - 1 anvil\n";
        return new ExportedPostfix(PostfixProcess.start(home, SETTINGS + files.getOrDefault("main.cf", "") + settings, smtpd + services),
            new InetSocketAddress("127.0.0.1", port));
    }

    /** Where it takes mail. */
    public InetSocketAddress smtp() {
        return smtp;
    }

    /** What it has logged so far. */
    public List<String> log() throws IOException {
        return process.log();
    }

    /** The first line that fits, once it is there. */
    public String awaitLog(Predicate<String> fits) {
        return process.awaitLog(fits);
    }

    @Override
    public void close() throws InterruptedException, IOException {
        process.close();
    }
}
