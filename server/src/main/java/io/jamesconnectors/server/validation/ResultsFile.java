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
package io.jamesconnectors.server.validation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.file.WholeFile;
import io.jamesconnectors.connectors.file.WholeFile.Readers;
import io.jamesconnectors.smtp.wire.Printable;

/** The last validations on disk: a line of JSON each, the oldest first. At most {@value #MOST_BYTES} bytes; whole or as before. */
final class ResultsFile {
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int LONGEST = 1_500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    ResultsFile(Path file) {
        this.file = file;
    }

    /** @throws IOException when it can't be read, or a line is not of ours; none is taken then */
    List<Validation> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("larger than " + MOST_BYTES + " bytes");
        }
        List<Validation> found = new ArrayList<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            if (!line.isBlank()) {
                found.add(validation(JSON.readTree(line)));
            }
        }
        return found;
    }

    /** The newest keep their steps first. */
    void write(List<Validation> all) throws IOException {
        Deque<byte[]> lines = new ArrayDeque<>();
        int size = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            byte[] line = line(all.get(i));
            line = size + line.length > MOST_BYTES ? line(all.get(i).withoutSteps()) : line;
            if (size + line.length > MOST_BYTES) {
                break;
            }
            size += line.length;
            lines.addFirst(line);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(size);
        lines.forEach(out::writeBytes);
        WholeFile.keep(file, out.toByteArray(), Readers.USUAL);
    }

    private static byte[] line(Validation validation) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("connector", validation.connector().asString()).put("direction", validation.direction().word()).put("at", validation.at().toString())
            .put("outcome", validation.outcome()).put("summary", validation.summary());
        ArrayNode steps = node.putArray("steps");
        validation.steps().forEach(step -> steps.addObject().put("index", step.index()).put("name", step.name()).put("target", step.target())
            .put("outcome", step.outcome()).put("detail", step.detail()).put("remedy", step.remedy()).put("tookMillis", step.tookMillis()).put("at", step.at().toString()));
        return (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Validation validation(JsonNode node) throws IOException {
        try {
            List<ValidationStep> steps = new ArrayList<>();
            for (JsonNode step : node.path("steps")) {
                if (steps.size() < Validation.MOST_STEPS) {
                    steps.add(new ValidationStep(steps.size() + 1, text(step, "name"), text(step, "target"), text(step, "outcome"), text(step, "detail"), text(step, "remedy"),
                        step.path("tookMillis").asLong(), Instant.parse(text(step, "at"))));
                }
            }
            return new Validation(ConnectorName.parse(text(node, "connector")), direction(text(node, "direction")), Instant.parse(text(node, "at")), text(node, "outcome"),
                text(node, "summary"), steps);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("a line that is none of ours", e);
        }
    }

    private static Direction direction(String word) {
        return Stream.of(Direction.values()).filter(direction -> direction.word().equals(word)).findFirst().orElseThrow(() -> new IllegalArgumentException("direction"));
    }

    private static String text(JsonNode node, String member) {
        return Printable.bounded(Printable.line(node.path(member).asText()), LONGEST);
    }
}
