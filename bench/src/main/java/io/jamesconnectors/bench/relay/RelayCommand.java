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
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/relay}: reads what to compare. */
@Command(name = "bench/relay", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Compares James, James with these connectors, the gateway and Postfix as relays, in one run on this machine.")
public final class RelayCommand implements Callable<Integer> {
    private static final List<String> SIZES = List.of("4k", "10k", "5m");
    private static final List<String> CONTENDERS = List.of("stock", "ours-memory", "ours-durable", "remote-durable", "postfix");
    private static final List<String> CONTENDERS_OF_QUICK = List.of("stock", "ours-memory", "ours-durable", "postfix");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--contenders", split = ",", paramLabel = "NAME",
        description = "of stock, ours-memory, ours-durable, remote-durable, postfix (default: these), ours-memory-untraced, ours-durable-untraced")
    private @Nullable List<String> contenders;

    @Option(names = "--sizes", split = ",", paramLabel = "SIZE", description = "of bodies (default: 4k,10k,5m)")
    private @Nullable List<String> sizes;

    @Option(names = "--tls-only", description = "not in clear")
    private boolean tlsOnly;

    @Option(names = "--plain-only", description = "not over TLS")
    private boolean plainOnly;

    @Option(names = "--messages", paramLabel = "N", description = "of a run; of 1 MB and more as many octets as N of 60 KB (default: 4000)")
    private @Nullable Integer messages;

    @Option(names = "--runs", paramLabel = "N", description = "of which the median is printed (default: 3)")
    private @Nullable Integer runs;

    @Option(names = "--warm-up", paramLabel = "N", description = "messages of 10 KB before the first run (default: 30000)")
    private @Nullable Integer warmUp;

    @Option(names = "--sessions", paramLabel = "N", defaultValue = "20", description = "of the source (default: ${DEFAULT-VALUE})")
    private int sessions;

    @Option(names = "--quick", description = "a first impression, in about two minutes: 10k, TLS, one run, hardly any warm-up, without remote-durable")
    private boolean quick;

    @Option(names = "--java", paramLabel = "OPTION", description = "one more option for each JVM, such as -XX:StartFlightRecording=filename=/tmp/%%p.jfr")
    private List<String> java = new ArrayList<>();

    @Option(names = "--work", paramLabel = "DIRECTORY",
        description = "where queues and logs go; must be on a real disk (default: below the temporary directory)")
    private @Nullable Path work;

    /** Compares and prints; ends with 0, or with 2 when the options were not understood. */
    public static void main(String[] arguments) {
        // Whatever ends this process ends what it has started.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        System.exit(new CommandLine(new RelayCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        RelayOptions options = options(directory());
        out.printf(Locale.ROOT, "%d processors, Java %s, queues on %s; %d sessions into the relay, source and sink in this process; "
            + "median (least..most) of %d%n%n",
            Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), Files.getFileStore(options.work()).type(),
            options.sessions(), options.runs());
        out.flush();
        new RelayComparison(options, out, new PrintWriter(System.err, true)).run();
        return 0;
    }

    /** What was asked for. */
    RelayOptions options(Path directory) {
        if (tlsOnly && plainOnly) {
            throw new ParameterException(spec.commandLine(), "--tls-only and --plain-only: both (expected: at most one)");
        }
        List<Security> securities = plainOnly ? List.of(Security.PLAIN) : tlsOnly || quick ? List.of(Security.TLS) : List.of(Security.TLS, Security.PLAIN);
        try {
            return new RelayOptions(Path.of(System.getProperty("bench.project", "")).toAbsolutePath(), directory,
                or(contenders, quick ? CONTENDERS_OF_QUICK : CONTENDERS).stream().map(Contender::of).toList(),
                securities, or(sizes, quick ? List.of("10k") : SIZES).stream().map(BodySize::parse).toList(),
                positive("--messages", or(messages, quick ? 1_000 : 4_000)), positive("--runs", or(runs, quick ? 1 : 3)),
                positive("--warm-up", or(warmUp, quick ? 2_000 : 30_000)), positive("--sessions", sessions), java);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Path directory() throws IOException {
        Path directory = work == null ? Files.createTempDirectory("bench-relay")
            : Files.createTempDirectory(Files.createDirectories(work.toAbsolutePath()), "bench-relay");
        // Postfix runs as another user.
        return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static int positive(String option, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(option + ": " + number + " (expected: 1 or more)");
        }
        return number;
    }
}
