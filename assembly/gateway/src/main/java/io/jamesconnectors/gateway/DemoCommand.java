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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code james-connectors demo}: a gateway and its counterparts on this machine, real mail through each connector, and what came of it. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Sends mail through a gateway to stand-ins on this machine and shows what comes of it.",
        footerHeading = "%nExit status:%n", footer = {"  0   all as expected", "  1   not all as expected", "  others as for run"})
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DemoCommand() {
    }

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("james-connectors-demo");
        out.println("A gateway on free ports of 127.0.0.1, with its data in " + directory + " for as long as this takes.");
        out.println("Partner and Office 365 are stand-ins on this machine: they speak real SMTP and TLS, with certificates of a test authority,");
        out.println("but nobody is behind them and nothing leaves this machine.");
        out.println();
        out.flush();
        try (DemoStage stage = new DemoStage()) {
            stage.write(directory.resolve("conf"));
            GatewayOptions options = new GatewayOptions(directory.resolve("conf"), directory.resolve("var"), ListenAddress.parse("127.0.0.1:0"),
                    ListenAddress.parse("127.0.0.1:0"), Optional.of(ListenAddress.parse("127.0.0.1:0")), Map.of());
            stage.office().trust();
            GatewayLog.openQuietly(options);
            DeliveryLog log = DeliveryLog.listen();
            List<DemoRow> rows;
            try (Gateway gateway = Gateway.start(options)) {
                rows = new Demo(gateway, stage, log, gateway.newToken().orElseThrow()).play();
            }
            DemoRow.table(rows).forEach(out::println);
            boolean all = rows.stream().allMatch(DemoRow::expected);
            out.printf("%n%s, in %.0f s%n", all ? "All as expected" : "NOT all as expected", (System.nanoTime() - start) / 1e9);
            out.flush();
            return all ? 0 : 1;
        } catch (StartFailure e) {
            spec.commandLine().getErr().println("james-connectors: " + e.getMessage());
            e.details().forEach(spec.commandLine().getErr()::println);
            return e.kind().exitStatus();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
