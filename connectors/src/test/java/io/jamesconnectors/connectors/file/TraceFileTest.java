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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** What a file says of the trace. */
class TraceFileTest {
    private static final String PASSWORD = UsedSecrets.note("password of a database in a file", "three grey herons at dusk");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void aFileThatSaysNothingKeepsTenDaysInAFileOfTheServer() throws IOException {
        assertThat(accepted("")).isEqualTo(new TraceSettings(true, Duration.ofDays(10), 1L << 30, Optional.empty()));
    }

    @Test
    void readsEveryOption() throws IOException {
        assertThat(accepted("<trace enabled='false' keep='30d' maximumSize='64m' jdbcUrl='jdbc:postgresql://localhost/james' user='james' passwordVariable='TRACE_PASSWORD'/>"))
            .isEqualTo(new TraceSettings(false, Duration.ofDays(30), 64L << 20, Optional.of(
                new TraceSettings.Database("jdbc:postgresql://localhost/james", "james", Optional.of(new SecretSource.Variable("TRACE_PASSWORD"))))));
    }

    @ParameterizedTest
    @CsvSource({"jdbc:mysql://db/james,CON-240", "jdbc:h2:mem:x,CON-240", "jdbc:h2:file:/srv/trace;PASSWORD=grey herons,CON-240", "jdbc:postgresql://james:herons@db/james,CON-240",
        "jdbc:postgresql://db/james?ssl=true&password=herons,CON-240", "jdbc:postgresql://localhost/james?sslpassword=herons,CON-240", "jdbc:postgresql://db/james,CON-242", "jdbc:postgresql://db/james?sslmode=verify-fullish,CON-242",
        "jdbc:postgresql://db/james?sslmode=verify-full,", "jdbc:postgresql://127.0.0.1:5433/james,", "jdbc:postgresql:james,", "jdbc:h2:file:/srv/trace,"})
    void judgesDatabases(String url, String id) throws IOException {
        List<Diagnostic> found = read("<trace jdbcUrl='" + url.replace("&", "&amp;") + "'/>").diagnostics();

        assertThat(found).extracting(Diagnostic::id).isEqualTo(id == null ? List.of() : List.of(id));
        assertThat(found).allSatisfy(diagnostic -> assertThat(diagnostic.asText()).doesNotContain("herons"));
    }

    @Test
    void aReloadSaysThatTheTraceHasChanged() throws IOException {
        assertThat(Changes.between(((Reading.Accepted) read("")).connectors(), ((Reading.Accepted) read("<trace keep='5d'/>")).connectors()).asText()).contains("trace");
    }

    private TraceSettings accepted(String trace) throws IOException {
        Reading reading = read(trace);
        assertThat(reading.diagnostics()).isEmpty();
        return ((Reading.Accepted) reading).connectors().trace();
    }

    private Reading read(String trace) throws IOException {
        Path file = Files.writeString(directory.resolve("connectors.xml"), "<connectors>" + trace + "</connectors>");
        return ConnectorsFile.read(file, directory, Map.of("TRACE_PASSWORD", PASSWORD)::get);
    }
}
