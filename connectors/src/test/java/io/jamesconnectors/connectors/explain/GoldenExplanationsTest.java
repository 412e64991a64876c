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
package io.jamesconnectors.connectors.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code NAME.json} is asked of {@code connectors.xml}, and answered by exactly {@code NAME.expected.txt} and {@code NAME.expected.json}.
 * With {@code -Dgolden.write=true} the expectations are written anew, to be read before they are committed.
 */
class GoldenExplanationsTest {

    static List<Path> requests() throws IOException {
        try (Stream<Path> files = Files.list(Offline.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json") && !file.toString().endsWith(".expected.json")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void saysWhatWouldHappenAndWhy(Path file) throws Exception {
        Explanation explanation = Offline.explainer().explain(RequestJson.read(Files.readString(file)));

        compare(file, ".expected.txt", ExplanationText.of(explanation));
        compare(file, ".expected.json", ExplanationJson.of(explanation, true) + "\n");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void writesARequestAsItReadsIt(Path file) throws Exception {
        ExplainRequest request = RequestJson.read(Files.readString(file));

        assertThat(RequestJson.read(RequestJson.write(request))).isEqualTo(request);
    }

    private static void compare(Path request, String ending, String actual) throws IOException {
        Path expectation = request.resolveSibling(request.getFileName().toString().replace(".json", ending));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expectation, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expectation));
    }
}
