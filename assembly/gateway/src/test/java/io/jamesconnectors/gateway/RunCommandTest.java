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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.testing.secrets.KeptOutput;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** The command in a process of its own. */
class RunCommandTest {
    @Test
    void saysWhereItListensAndStopsOnSigterm(@TempDir Path directory) throws Exception {
        Process process = run(directory, GatewayFixture.CONNECTORS);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = output.readLine()) != null) {
                lines.add(line);
                if (line.startsWith("started in ")) {
                    process.toHandle().destroy();
                }
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lines).anyMatch(line -> line.matches("SMTP with STARTTLS listens on 127\\.0\\.0\\.1:\\d+"))
                .anyMatch(line -> line.matches("web administration listens on http://127\\.0\\.0\\.1:\\d+"))
                .anyMatch(line -> line.startsWith("token of the web administration"))
                .endsWith("stopping", "stopped");
        assertThat(process.exitValue()).isZero();
        String token = lines.stream().filter(line -> line.startsWith("token of the web administration")).findFirst().orElseThrow();
        UsedSecrets.note("token of the web administration", token.substring(token.lastIndexOf(' ') + 1));
        KeptOutput.keep("program.txt", lines.stream().filter(line -> !line.equals(token)).toList());
        KeptOutput.keepFiles("gateway-var", directory.resolve("var"), List.of("tls"));
        assertThat(directory.resolve("var/log/james-connectors.log")).content().doesNotContain("ERROR").doesNotContain("DEBUG");
        try (Stream<Path> besides = Files.list(directory)) {
            assertThat(besides.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("conf", "var");
        }
    }

    @Test
    void saysInOneLineWhatIsWrongAndThenTheDiagnostics(@TempDir Path directory) throws Exception {
        Process process = run(directory, GatewayFixture.CONNECTORS.replace("<useMxRecord>", "<useMXRecord>").replace("</useMxRecord>", "</useMXRecord>"));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(78);
        assertThat(output).startsWith("james-connectors: ").contains("connectors.xml has ").contains(" error CON-").doesNotContain("\tat ");
    }

    private static Process run(Path directory, String connectors) throws Exception {
        GatewayOptions options = GatewayFixture.options(directory, connectors);
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-cp", System.getProperty("java.class.path"), GatewayMain.class.getName(), "run", "--conf", options.conf().toString(),
                "--var", options.var().toString(), "--smtp", "127.0.0.1:0", "--web", "127.0.0.1:0")
                .directory(directory.toFile()).redirectErrorStream(true).start();
    }
}
