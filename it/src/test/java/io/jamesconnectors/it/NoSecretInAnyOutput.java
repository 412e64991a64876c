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
package io.jamesconnectors.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.jamesconnectors.testing.secrets.SecretSearch;

/**
 * Runs when all other tests of all modules have run ({@code integration-test} phase of the last module): none of the secrets that they used stands in what they, the
 * gateways, the notices and the diagnostics have said. What was not run is not searched.
 *
 * <p>Left out are the registers of the secrets themselves, and the transcripts of stand-in servers, which hold credentials since these were meant for the
 * server, and are never written anywhere.
 */
class NoSecretInAnyOutput {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String PLANTED = "planted " + UUID.randomUUID();

    private static Path planted = Path.of("");
    private static List<Path> targets = List.of();

    @BeforeAll
    static void plant() throws IOException {
        try (Stream<Path> below = Files.walk(ROOT, 3)) {
            targets = below.filter(path -> path.endsWith("target") && Files.exists(path.resolveSibling("pom.xml"))).sorted().toList();
        }
        Path secrets = Path.of("target/secrets").toAbsolutePath();
        planted = Files.createDirectories(SecretSearch.output(secrets)).resolve("planted.txt");
        Files.writeString(Files.createDirectories(secrets.resolve("known")).resolve("planted.txt"),
            "a secret that this test has planted\t" + Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8)) + "\n");
    }

    @AfterAll
    static void takeAway() throws IOException {
        Files.deleteIfExists(planted);
    }

    @Test
    void isFoundByALookThroughAllThatWasSaid() throws IOException {
        Files.writeString(planted, "one\nAUTH PLAIN " + Base64.getEncoder().encodeToString(("\0user\0" + PLANTED).getBytes(StandardCharsets.UTF_8)) + "\n");
        assertThat(look(SecretSearch.of(secrets()))).as("what was planted in order to be found")
            .contains(new SecretSearch.Finding(planted, 2, "a secret that this test has planted", "base64"));
        Files.delete(planted);

        SecretSearch search = SecretSearch.of(secrets());
        List<SecretSearch.Finding> findings = look(search);
        System.out.println("Secrets in the output of the tests of " + targets.size() + " modules: " + findings.size() + "; " + search.asString());
        assertThat(findings).as("secrets in the output of tests").isEmpty();
    }

    private static List<Path> secrets() {
        return targets.stream().map(target -> target.resolve("secrets")).toList();
    }

    private static List<SecretSearch.Finding> look(SecretSearch search) throws IOException {
        List<SecretSearch.Finding> findings = new ArrayList<>();
        for (Path target : targets) {
            for (Path output : List.of(target.resolve("surefire-reports"), target.resolve("failsafe-reports"), SecretSearch.output(target.resolve("secrets")))) {
                findings.addAll(search.in(output));
            }
        }
        return findings;
    }
}
