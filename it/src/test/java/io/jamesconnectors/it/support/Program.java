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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.jamesconnectors.testing.secrets.KeptOutput;

/** A program that a test runs: its lines are kept, it is ended by process id and never outlives the test. */
public final class Program implements AutoCloseable {

    private static final int KEPT_LINES = 20_000;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private boolean ended;

    private Program(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code command} in {@code directory}; standard error joins standard output. */
    public static Program start(Path directory, List<String> command) throws IOException {
        return new Program(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start());
    }

    /** As {@link #start(Path, List)}, with a file as its standard input. */
    public static Program start(Path directory, List<String> command, Path input) throws IOException {
        return new Program(new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectInput(input.toFile()).start());
    }

    /** The path of {@code name} when it is installed; empty lets a test say that it was skipped. */
    public static Optional<Path> installed(String name) {
        return Stream.concat(Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")), Stream.of("/usr/sbin"))
            .map(directory -> Path.of(directory, name))
            .filter(Files::isExecutable)
            .findFirst();
    }

    /** Waits for a line that fits, past ones included. */
    public String awaitLine(Predicate<String> fits, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        int seen = 0;
        synchronized (lines) {
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (fits.test(lines.get(seen))) {
                        return lines.get(seen);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || ended) {
                    throw new AssertionError((ended ? "program ended" : "no such line within " + atMost) + "; it said:\n" + String.join("\n", lines));
                }
                lines.wait(left);
            }
        }
    }

    /** Everything that it has said so far. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for its end and gives the exit status. */
    public int awaitExit(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + atMost + "; it said:\n" + String.join("\n", lines()));
        }
        reader.join(atMost.toMillis());
        return process.exitValue();
    }

    /** SIGTERM, and the exit status. */
    public int terminate(Duration atMost) throws InterruptedException {
        process.destroy();
        return awaitExit(atMost);
    }

    /** SIGKILL: no clean-up of any kind. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Ends it, and keeps what it has said for the search for secrets, but for the one line of a gateway that shows a secret on purpose. */
    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
        KeptOutput.keep("program.txt", lines().stream().filter(line -> !line.contains(GatewayProcess.TOKEN_LINE)).toList());
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    if (lines.size() < KEPT_LINES) {
                        lines.add(line);
                    }
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // The pipe of a killed process breaks; what was read is kept.
        } finally {
            synchronized (lines) {
                ended = true;
                lines.notifyAll();
            }
        }
    }
}
