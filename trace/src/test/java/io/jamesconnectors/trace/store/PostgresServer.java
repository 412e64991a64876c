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
package io.jamesconnectors.trace.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** A PostgreSQL of its own on a free port of 127.0.0.1, run by an unprivileged user, with a password. */
final class PostgresServer implements AutoCloseable {
    static final String PASSWORD = UsedSecrets.note("password of the database of traces", "nine lanterns, one harbour");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String USER = "trace";
    private static final String SERVICE_USER = "postgres";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path home;
    private final int port;
    private Process process;

    private PostgresServer(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Why none can run here; empty when one can. */
    static Optional<String> obstacle() {
        if (programs().isEmpty()) {
            return Optional.of("PostgreSQL is not installed (no initdb and postgres in the path or in /usr/lib/postgresql/*/bin)");
        }
        if (!isRoot()) {
            return Optional.empty();
        }
        if (found("setpriv").isEmpty()) {
            return Optional.of("PostgreSQL does not run as root, and setpriv is not installed");
        }
        try {
            serviceUser();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("PostgreSQL does not run as root, and there is no user " + SERVICE_USER);
        }
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("trace-postgres");
        Files.writeString(home.resolve("password"), PASSWORD);
        if (isRoot()) {
            Files.setOwner(home, serviceUser());
            Files.setOwner(home.resolve("password"), serviceUser());
        }
        List<String> init = command("initdb", "-D", home.resolve("data").toString(), "-U", USER, "-A", "scram-sha-256", "--pwfile", home.resolve("password").toString(),
            "-E", "UTF8", "--no-locale", "--no-sync");
        Process initdb = launch(home, init, "initdb.log");
        if (!initdb.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            throw new IOException("initdb failed: " + Files.readString(home.resolve("initdb.log")));
        }
        for (int attempt = 0;; attempt++) {
            int port = freePort();
            PostgresServer server = new PostgresServer(home, port, postgres(home, port));
            try {
                server.awaitReady();
                return server;
            } catch (IOException e) {
                server.stop();
                if (attempt == 4) {
                    server.close();
                    throw e;
                }
            }
        }
    }

    /** A schema of its own for one test. */
    TraceSettings.Database database() throws SQLException {
        String schema = "trace_" + SCHEMAS.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD); Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return new TraceSettings.Database(url(schema), USER, Optional.empty());
    }

    /** It stops as after a power cut. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** It comes back where it was. */
    void restart() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            // children of the killed one may still hold its memory
            process = postgres(home, port);
            try {
                awaitReady();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // what its last children still write stays in the temporary directory
        }
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url(String schema) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres" + (schema.equals("postgres") ? "" : "?currentSchema=" + schema);
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD)) {
                if (connection.isValid(10)) {
                    return;
                }
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException("postgres does not start: " + Files.readString(home.resolve("postgres.log")), e);
                }
            }
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private static Process postgres(Path home, int port) throws IOException {
        return launch(home, command("postgres", "-D", home.resolve("data").toString(), "-k", home.toString(), "-h", "127.0.0.1", "-p", Integer.toString(port), "-F",
            "-c", "shared_buffers=16MB", "-c", "max_connections=20"), "postgres.log");
    }

    private static Process launch(Path home, List<String> command, String log) throws IOException {
        return new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true).redirectOutput(home.resolve(log).toFile()).start();
    }

    private static List<String> command(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of(found("setpriv").orElseThrow().toString(), "--reuid=" + SERVICE_USER, "--regid=" + SERVICE_USER, "--clear-groups", "--"));
        }
        command.add(programs().orElseThrow().resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static UserPrincipal serviceUser() throws IOException {
        return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVICE_USER);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The directory of initdb and postgres. */
    private static Optional<Path> programs() {
        List<Path> versions = new ArrayList<>();
        Path all = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(all)) {
            try (Stream<Path> found = Files.list(all)) {
                found.map(version -> version.resolve("bin")).sorted(Comparator.reverseOrder()).forEach(versions::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        found("initdb").map(Path::getParent).ifPresent(versions::add);
        return versions.stream().filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("postgres"))).findFirst();
    }

    private static Optional<Path> found(String program) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/bin").split(":")).map(directory -> Path.of(directory, program)).filter(Files::isExecutable).findFirst();
    }

    /** Below those that the system gives to clients. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 15_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken: another one
            }
        }
    }
}
