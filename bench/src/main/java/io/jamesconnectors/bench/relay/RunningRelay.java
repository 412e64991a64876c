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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A contender in a process, or a family of processes, of its own: its memory and processor time are its own too. */
final class RunningRelay implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int SHOWN_OUTPUT = 4_000;
    /** Of a JVM with -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final Path output;
    private final InetSocketAddress smtp;
    private final Optional<GarbageLog> garbageLog;

    private RunningRelay(Process process, Path output, InetSocketAddress smtp, Optional<GarbageLog> garbageLog) {
        this.process = process;
        this.output = output;
        this.smtp = smtp;
        this.garbageLog = garbageLog;
    }

    /** Runs {@code command} in the home of {@code site}, with its output in the file {@code output} there; returns when it greets on the site's address. */
    static RunningRelay start(Site site, List<String> command, Optional<GarbageLog> garbageLog) throws IOException, InterruptedException {
        Path output = site.home().resolve("output");
        Process process = new ProcessBuilder(command).directory(site.home().toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        RunningRelay relay = new RunningRelay(process, output, site.smtp(), garbageLog);
        try {
            relay.awaitGreeting();
            return relay;
        } catch (IOException | InterruptedException e) {
            relay.close();
            throw e;
        }
    }

    private void awaitGreeting() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!greets()) {
            if (System.nanoTime() > end || process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IOException("no greeting on " + smtp + (process.isAlive() ? " within " + START : ", exit status " + process.exitValue())
                    + "; it said:\n" + said());
            }
        }
    }

    private boolean greets() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.connect(smtp, CONNECT_MILLIS);
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return line != null && line.startsWith("220");
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it takes mail. */
    InetSocketAddress smtp() {
        return smtp;
    }

    ProcessTree processes() {
        return new ProcessTree(process.pid());
    }

    /** What its garbage collector says, if it has one. */
    Optional<GarbageLog> garbageLog() {
        return garbageLog;
    }

    /** How it has ended; empty while it runs. */
    Optional<String> end() {
        if (process.isAlive()) {
            return Optional.empty();
        }
        boolean outOfMemory = garbageLog.isPresent() && process.exitValue() == OUT_OF_MEMORY;
        return Optional.of("it ended with exit status " + process.exitValue() + (outOfMemory ? ": out of memory" : ""));
    }

    /** The end of its output. */
    String said() throws IOException {
        String all = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
        return all.substring(Math.max(0, all.length() - SHOWN_OUTPUT));
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
