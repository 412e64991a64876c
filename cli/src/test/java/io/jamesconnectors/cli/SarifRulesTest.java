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

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import picocli.CommandLine;

/**
 * {@code --format sarif} keeps to SARIF 2.1.0 (OASIS): every object that it writes has only properties that the standard knows there, those that it requires, and
 * values of its kinds. The tables are the part of the standard that concerns what we write, by its paragraphs.
 */
class SarifRulesTest {
    private static final Path BAD = Path.of("../connectors/src/test/resources/io/jamesconnectors/connectors/file/bad");
    private static final String STRING = "a text";
    private static final String INDEX = "a number from 0 on";
    private static final String FROM_ONE = "a number from 1 on";
    private static final String NUMBER = "a whole number";
    private static final String FLAG = "true or false";
    private static final String URI_REFERENCE = "a URI reference";
    private static final String LEVEL = "none, note, warning or error";
    private static final String COLUMNS = "utf16CodeUnits or unicodeCodePoints";
    private static final String PROPERTIES = "a property bag";
    private static final String FINGERPRINTS = "an object of texts";

    /** Of each object, the kinds of its properties, as far as we write them; {@code [x]} is a list of x. */
    private static final Map<String, Map<String, String>> OBJECTS = Map.ofEntries(
        Map.entry("sarifLog §3.13", Map.of("$schema", URI_REFERENCE, "version", "2.1.0", "runs", "[run §3.14]")),
        Map.entry("run §3.14", Map.of("tool", "tool §3.18", "columnKind", COLUMNS, "invocations", "[invocation §3.20]", "results", "[result §3.27]")),
        Map.entry("tool §3.18", Map.of("driver", "toolComponent §3.19")),
        Map.entry("toolComponent §3.19", Map.of("name", STRING, "organization", STRING, "version", STRING, "rules", "[reportingDescriptor §3.49]")),
        Map.entry("reportingDescriptor §3.49", Map.of("id", STRING, "name", STRING, "shortDescription", "multiformatMessageString §3.12",
            "fullDescription", "multiformatMessageString §3.12", "help", "multiformatMessageString §3.12", "defaultConfiguration", "reportingConfiguration §3.50", "properties", PROPERTIES)),
        Map.entry("multiformatMessageString §3.12", Map.of("text", STRING, "markdown", STRING)),
        Map.entry("reportingConfiguration §3.50", Map.of("level", LEVEL)),
        Map.entry("invocation §3.20", Map.of("executionSuccessful", FLAG, "exitCode", NUMBER)),
        Map.entry("result §3.27", Map.of("ruleId", STRING, "ruleIndex", INDEX, "level", LEVEL, "message", "message §3.11", "locations", "[location §3.28]",
            "partialFingerprints", FINGERPRINTS, "properties", PROPERTIES)),
        Map.entry("message §3.11", Map.of("text", STRING)),
        Map.entry("location §3.28", Map.of("physicalLocation", "physicalLocation §3.29")),
        Map.entry("physicalLocation §3.29", Map.of("artifactLocation", "artifactLocation §3.4", "region", "region §3.30")),
        Map.entry("artifactLocation §3.4", Map.of("uri", URI_REFERENCE)),
        Map.entry("region §3.30", Map.of("startLine", FROM_ONE, "startColumn", FROM_ONE)));
    /** What must be there: by the standard, or since nothing else of the object would say anything. */
    private static final Map<String, Set<String>> REQUIRED = Map.of(
        "sarifLog §3.13", Set.of("version", "runs"), "run §3.14", Set.of("tool", "results"), "tool §3.18", Set.of("driver"), "toolComponent §3.19", Set.of("name"),
        "reportingDescriptor §3.49", Set.of("id"), "multiformatMessageString §3.12", Set.of("text"), "invocation §3.20", Set.of("executionSuccessful"),
        "result §3.27", Set.of("message"), "message §3.11", Set.of("text"), "physicalLocation §3.29", Set.of("artifactLocation"));
    /** RFC 3986, with as many characters as it allows. */
    private static final Pattern URI_CHARACTERS = Pattern.compile("(?:[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+");

    private final List<String> faults = new ArrayList<>();

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".xml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyLogIsOneOfTheStandard(String name) throws IOException {
        JsonNode log = new ObjectMapper().readTree(sarif(BAD.resolve(name)));
        look(log, "sarifLog §3.13", "");

        assertThat(faults).isEmpty();
        JsonNode run = log.get("runs").get(0);
        JsonNode rules = run.get("tool").get("driver").get("rules");
        assertThat(rules.findValuesAsText("id")).as("§3.19.23: no two rules alike").doesNotHaveDuplicates();
        run.get("results").forEach(result -> assertThat(rules.path(result.get("ruleIndex").asInt()).path("id").asText()).as("§3.27.6").isEqualTo(result.get("ruleId").asText()));
    }

    @Test
    void anObjectThatTheStandardDoesNotKnowIsNoticed() throws IOException {
        String log = sarif(BAD.resolve("relay-names.xml"));
        look(new ObjectMapper().readTree(log.replaceFirst("\"startLine\" : \\d+", "\"startLine\" : 0").replaceFirst("\"level\"", "\"severity\"").replaceFirst("\"driver\"", "\"drivers\"")), "sarifLog §3.13", "");

        assertThat(faults).hasSize(3);
    }

    private static String sarif(Path file) {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new CheckCommand(Map.of("ADDRESS", "192.0.2.1", "EMPTY", " ")::get));
        command.setOut(new PrintWriter(out));
        command.execute(file.toString(), "--format", "sarif", "--strict", "--exchange-online", "--base", BAD.toString());
        return out.toString();
    }

    private void look(JsonNode node, String kind, String where) {
        Map<String, String> known = OBJECTS.get(kind);
        if (known == null) {
            value(node, kind, where);
            return;
        }
        if (!node.isObject()) {
            faults.add(where + ": " + node.getNodeType() + " (expected: " + kind + ")");
            return;
        }
        Set<String> lacking = new TreeSet<>(REQUIRED.getOrDefault(kind, Set.of()));
        node.fields().forEachRemaining(field -> {
            lacking.remove(field.getKey());
            String expected = known.get(field.getKey());
            String place = where + "/" + field.getKey();
            if (expected == null) {
                faults.add(place + ": unknown to " + kind);
            } else if (expected.startsWith("[")) {
                list(field.getValue(), expected.substring(1, expected.length() - 1), place);
            } else {
                look(field.getValue(), expected, place);
            }
        });
        if (!lacking.isEmpty()) {
            faults.add(where + ": lacks " + lacking);
        }
    }

    private void list(JsonNode node, String kind, String where) {
        if (!node.isArray()) {
            faults.add(where + ": " + node.getNodeType() + " (expected: a list)");
        }
        for (int i = 0; i < node.size(); i++) {
            look(node.get(i), kind, where + "/" + i);
        }
    }

    private void value(JsonNode node, String kind, String where) {
        boolean fits = switch (kind) {
            case STRING -> node.isTextual() && !node.asText().isEmpty();
            case INDEX -> node.isIntegralNumber() && node.asLong() >= 0;
            case FROM_ONE -> node.isIntegralNumber() && node.asLong() >= 1;
            case NUMBER -> node.isIntegralNumber();
            case FLAG -> node.isBoolean();
            case URI_REFERENCE -> node.isTextual() && URI_CHARACTERS.matcher(node.asText()).matches();
            case LEVEL -> Set.of("none", "note", "warning", "error").contains(node.asText());
            case COLUMNS -> Set.of("utf16CodeUnits", "unicodeCodePoints").contains(node.asText());
            case PROPERTIES -> node.isObject();
            case FINGERPRINTS -> node.isObject() && Stream.of(node).flatMap(each -> each.findValuesAsText("checkFileAndFinding/v1").stream()).allMatch(text -> !text.isEmpty());
            default -> node.asText().equals(kind);
        };
        if (!fits) {
            faults.add(where + ": " + node + " (expected: " + kind + ")");
        }
    }
}
