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
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets everyone relay the same batches, in turns: first the first batch of each, then the second batch of each.
 *
 * <p>The contenders of a cell are started and warmed up one after the other, and all kept running until its last batch, so that each is as warm as it gets;
 * who has no turn has nothing to do. They are started anew for another security, and for large bodies, since our own then get less memory.
 * Each cell has one route.
 */
final class RelayComparison {
    private static final BodySize WARM_UP_BODY = new BodySize(10_000);

    private final RelayOptions options;
    private final Authority authority;
    private final PrintWriter out;
    private final PrintWriter progress;
    private final Results results = new Results();
    private boolean failed;

    RelayComparison(RelayOptions options, PrintWriter out, PrintWriter progress) throws IOException, GeneralSecurityException {
        this.options = options;
        this.out = out;
        this.progress = progress;
        this.authority = Authority.in(options.work());
    }

    void run() throws IOException, InterruptedException {
        for (boolean large : new boolean[] {false, true}) {
            for (Security security : options.securities()) {
                if (!options.sizes(large).isEmpty()) {
                    compare(security, large);
                }
            }
        }
        out.println("Goals");
        new Goals(results).lines().forEach(out::println);
        if (failed) {
            out.println("Logs of what failed: " + options.work());
        } else {
            delete(options.work());
        }
        out.flush();
    }

    private void compare(Security security, boolean large) throws IOException, InterruptedException {
        List<BodySize> sizes = options.sizes(large);
        Map<Contender, LoadedRelay> running = new LinkedHashMap<>();
        try {
            for (Contender contender : options.contenders()) {
                start(contender, security, large).ifPresent(relay -> running.put(contender, relay));
            }
            for (int run = 1; run <= options.runs(); run++) {
                for (BodySize size : sizes) {
                    progress.println("run " + run + " of " + options.runs() + ": " + new Cell(security, size));
                    for (Map.Entry<Contender, LoadedRelay> turn : new LinkedHashMap<>(running).entrySet()) {
                        Measurement measurement = turn.getValue().relay(size, size.batch(options.messages()));
                        results.add(new Cell(security, size), turn.getKey(), measurement);
                        if (measurement.failure().isPresent()) {
                            failed = true;
                            turn.getValue().close();
                            running.remove(turn.getKey());
                        }
                    }
                }
            }
        } finally {
            for (LoadedRelay relay : running.values()) {
                relay.close();
            }
        }
        sizes.forEach(size -> new Report(results, Runtime.getRuntime().availableProcessors()).table(new Cell(security, size)).forEach(out::println));
        out.println();
        out.flush();
    }

    /** Empty when it can't be started, or fails already when it warms up; says so. */
    private Optional<LoadedRelay> start(Contender contender, Security security, boolean large) throws InterruptedException {
        Optional<String> obstacle = contender.obstacle(options.project());
        if (obstacle.isPresent()) {
            out.println(contender.label() + " is left out: " + obstacle.get());
            return Optional.empty();
        }
        progress.println("start and warm-up: " + contender.key() + ", " + security);
        LoadedRelay relay = null;
        try {
            Path home = options.work().resolve(contender.key() + "-" + security + (large ? "-large" : ""));
            relay = LoadedRelay.start(contender, home, security, options, authority, large);
            Measurement warmUp = relay.relay(WARM_UP_BODY, options.warmUp());
            if (warmUp.failure().isPresent()) {
                throw new IOException("warm-up: " + warmUp.arrived() + " of " + warmUp.sent() + " arrived; " + warmUp.failure().get());
            }
            return Optional.of(relay);
        } catch (IOException e) {
            failed = true;
            out.println(contender.label() + " is left out: " + e.getMessage());
            if (relay != null) {
                relay.close();
            }
            return Optional.empty();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
