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

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.CheckCatalogue;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.diagnostics.Severity;

/**
 * What {@code --format sarif} prints: one log of SARIF 2.1.0 (OASIS), as code hosts and editors read it. Files are named relative to the working directory where they lie
 * below it. Fingerprints hold the check, the file and what was found, but no line: a finding stays the same when something is inserted above it.
 */
final class SarifReport {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final Path workingDirectory;
    private final Map<String, Integer> rules = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private final ArrayNode results = MAPPER.createArrayNode();

    private SarifReport(Path workingDirectory) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /**
     * The log.
     *
     * @param exitCode what the command answers to the shell
     * @param workingDirectory where relative names start
     */
    static String of(List<Diagnostic> shown, int exitCode, Path workingDirectory) {
        SarifReport report = new SarifReport(workingDirectory);
        shown.forEach(report::result);
        ObjectNode log = MAPPER.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "james-connectors check").put("organization", "James Connectors");
        ArrayNode described = driver.putArray("rules");
        report.rules.keySet().forEach(id -> described.add(rule(CheckCatalogue.find(id).orElseThrow())));
        run.put("columnKind", "utf16CodeUnits");
        run.putArray("invocations").addObject().put("executionSuccessful", true).put("exitCode", exitCode);
        run.set("results", report.results);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(log);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can't fail to be written", e);
        }
    }

    private static ObjectNode rule(Check check) {
        ObjectNode rule = MAPPER.createObjectNode().put("id", check.id()).put("name", name(check));
        rule.putObject("shortDescription").put("text", check.title() + ".");
        rule.putObject("fullDescription").put("text", check.why());
        rule.putObject("help").put("text", CheckCatalogue.explain(check)).put("markdown", CheckCatalogue.explain(check));
        rule.putObject("defaultConfiguration").put("level", level(check.severity()));
        rule.putObject("properties").put("severity", check.severity().word());
        return rule;
    }

    /** {@code OpenRelay}: readable to people who filter by it. */
    private static String name(Check check) {
        return List.of(check.name().split("_")).stream().map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT)).collect(Collectors.joining());
    }

    private void result(Diagnostic diagnostic) {
        int rule = rules.computeIfAbsent(diagnostic.id(), id -> rules.size());
        ObjectNode result = results.addObject().put("ruleId", diagnostic.id()).put("ruleIndex", rule).put("level", level(diagnostic.severity()));
        result.putObject("message").put("text", diagnostic.what() + ". " + diagnostic.why()
            + diagnostic.witness().map(witness -> " For example: " + witness.asText() + ".").orElse("") + " Remedy: " + diagnostic.remedy());
        String uri = uri(diagnostic.position().file());
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri);
        region(place, diagnostic.position());
        result.putObject("partialFingerprints").put("checkFileAndFinding/v1", fingerprint(diagnostic.id() + "\n" + uri + "\n" + diagnostic.what()));
        result.putObject("properties").put("severity", diagnostic.severity().word());
    }

    /** None where it is about the whole file. */
    private static void region(ObjectNode place, Position position) {
        if (position.line() > 0) {
            place.putObject("region").put("startLine", position.line()).put("startColumn", Math.max(1, position.column()));
        }
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE, EXCHANGE_ONLINE -> "note";
        };
    }

    /** Relative, with slashes and escapes as URIs have them; absolute where the file lies elsewhere. */
    private String uri(String file) {
        try {
            Path path = workingDirectory.resolve(Path.of(file)).normalize();
            if (!path.startsWith(workingDirectory)) {
                return path.toUri().toString();
            }
            String relative = StreamSupport.stream(workingDirectory.relativize(path).spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
            return new URI(null, null, relative.indexOf(':') >= 0 ? "./" + relative : relative, null).toASCIIString();
        } catch (InvalidPathException | URISyntaxException e) {
            throw new IllegalArgumentException("file: " + file + " (expected: a path)", e);
        }
    }

    /** Equal findings in one file are told apart by their order. */
    private String fingerprint(String what) {
        int count = seen.merge(what, 1, Integer::sum);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((what + "\n" + count).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
