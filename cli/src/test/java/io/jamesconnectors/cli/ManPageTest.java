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
package io.jamesconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ManPageTest {

    @Command(name = "tool", subcommands = {CheckCommand.class, StatusCommand.class, Odd.class, ManCommand.class}, description = "Does things. And more.")
    private static final class Tool {
    }

    @Command(name = "odd", description = ".starts with a dot, and has a \\ and a \"quote\".")
    private static final class Odd {
        @Option(names = "--odd", description = "'starts with a quote")
        private boolean odd;

        @Option(names = "--hidden", hidden = true, description = "is not shown")
        private boolean hidden;

        @Override
        public String toString() {
            return "odd " + odd + hidden;
        }
    }

    private final StringWriter out = new StringWriter();

    @Test
    void saysWhatHelpSays() {
        assertThat(run("man", "check")).isZero();
        assertThat(out.toString()).contains(".TH \"TOOL\\-CHECK\"", ".SH \"NAME\"\ntool\\-check \\- Checks a connectors.xml", ".B \\-\\-strict\n", ".SH \"EXIT STATUS\"\n.TP\n.B 0\n",
            ".SH \"SEE ALSO\"\ntool(1)\n");
    }

    @Test
    void nothingOfATextIsTakenForAMacro() {
        assertThat(run("man", "odd")).isZero();
        assertThat(out.toString()).contains("\n\\&.starts with a dot, and has a \\e and a \"quote\".\n", "\n\\&'starts with a quote\n").doesNotContain("hidden");
    }

    @Test
    void thePageOfTheWholeListsTheCommands() {
        assertThat(run("man")).isZero();
        assertThat(out.toString()).contains("tool \\- Does things\n", ".SH \"COMMANDS\"\n", ".B status\n");
    }

    @Test
    void writesAllPages(@TempDir Path directory) throws Exception {
        assertThat(run("man", "--output", directory.resolve("man1").toString())).isZero();
        try (var files = Files.list(directory.resolve("man1"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("tool.1", "tool-check.1", "tool-status.1", "tool-odd.1", "tool-man.1");
        }
    }

    @Test
    void groffHasNothingToComplainAbout(@TempDir Path directory) throws Exception {
        Path groff = Path.of("/usr/bin/groff");
        assumeTrue(Files.isExecutable(groff), "groff is not installed: whether it takes the pages was not tried");
        run("man", "--output", directory.toString());
        try (var files = Files.list(directory)) {
            for (Path page : files.toList()) {
                Process process = new ProcessBuilder(List.of(groff.toString(), "-man", "-ww", "-Tascii", "-z", page.toString())).redirectErrorStream(true).start();
                assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).as(page.getFileName().toString()).isEmpty();
                assertThat(process.waitFor()).isZero();
            }
        }
    }

    @Test
    void anUnknownCommandIsNone() {
        assertThat(run("man", "nothing")).isEqualTo(ExitCodes.USAGE);
    }

    private int run(String... arguments) {
        return new CommandLine(new Tool()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter())).execute(arguments);
    }
}
