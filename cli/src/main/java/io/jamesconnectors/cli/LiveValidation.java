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

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.jamesconnectors.connectors.ConnectorPath;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.smtp.validate.Step;

/** A validation in the running server: begins it, and tells its steps while they happen. */
final class LiveValidation {
    private static final long BETWEEN_LOOKS_MILLIS = 200;
    private static final String KEY_HEADER = "Certificate-Key";

    private final AdminClient client;

    LiveValidation(AdminClient client) {
        this.client = client;
    }

    /** What is wanted of it, and the headers that go with it. */
    record Wanted(ObjectNode body, Map<String, String> headers) {
        static Wanted nothing() {
            return new Wanted(new ObjectMapper().createObjectNode(), Map.of());
        }

        /**
         * The certificate that the peer shows.
         *
         * @throws IOException when a file can't be read, or holds something else; the message names the file, and holds no secret
         */
        Wanted with(Path chain, Path key) throws IOException {
            StringBuilder pem = new StringBuilder();
            for (PemFile.Block block : read(chain).blocks()) {
                if (block.isCertificate()) {
                    pem.append("-----BEGIN CERTIFICATE-----").append(block.base64()).append("-----END CERTIFICATE-----\n");
                }
            }
            List<PemFile.Block> keys = read(key).blocks().stream().filter(block -> block.label().equals("PRIVATE KEY")).toList();
            if (pem.length() == 0 || keys.size() != 1) {
                throw new IOException((pem.length() == 0 ? chain + " holds no certificate" : key + " holds " + keys.size() + " keys")
                    + " (expected: the chain in PEM, and one PRIVATE KEY as \"openssl pkcs8 -topk8 -nocrypt\" writes it)");
            }
            try {
                return new Wanted(body.put("certificate", pem.toString()), Map.of(KEY_HEADER, Base64.getEncoder().encodeToString(keys.get(0).der())));
            } catch (IllegalArgumentException e) {
                throw new IOException(key + " holds a key that can't be read (expected: base64)", e);
            }
        }

        private static PemFile read(Path file) throws IOException {
            try {
                return PemFile.read(file);
            } catch (IOException e) {
                throw new IOException(file + " " + e.getMessage(), e);
            }
        }
    }

    /**
     * Begins it.
     *
     * @param direction empty where the name says it
     * @return its id
     */
    String start(String connector, Optional<Direction> direction, Wanted wanted) throws AdminFailure, InterruptedException {
        String path = ConnectorPath.of(connector) + "/validate" + direction.map(known -> "?direction=" + known.word()).orElse("");
        return client.post(path, wanted.body(), wanted.headers()).path("id").asText();
    }

    /** What is known of it now: direction and name. */
    JsonNode look(String id, int after) throws AdminFailure, InterruptedException {
        return client.get("/connectors/validations/" + ConnectorPath.segment(id) + "?after=" + after);
    }

    /**
     * Follows it to its end.
     *
     * @return all steps
     * @throws AdminFailure also when it was broken off
     */
    List<Step> follow(String id, StepReport report) throws AdminFailure, InterruptedException {
        List<Step> steps = new ArrayList<>();
        boolean begun = false;
        while (true) {
            JsonNode now = look(id, steps.size());
            for (JsonNode ended : now.path("steps")) {
                Step step = step(ended);
                if (!begun) {
                    report.begun(step.kind(), step.where());
                }
                begun = false;
                steps.add(step);
                report.ended(step);
            }
            if (!now.path("running").asBoolean()) {
                if (now.path("summary").asText().startsWith("broken off")) {
                    throw new AdminFailure(ExitCodes.ERRORS, AdminClient.shown(now.path("summary").asText()));
                }
                return steps;
            }
            JsonNode under = now.path("under");
            if (!begun && under.isObject()) {
                report.begun(kind(under.path("name").asText()), AdminClient.shown(under.path("target").asText()));
                begun = true;
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    private static Step step(JsonNode ended) throws AdminFailure {
        return new Step(kind(ended.path("name").asText()), ended.path("target").asText(), outcome(ended.path("outcome").asText()),
            Duration.ofMillis(ended.path("tookMillis").asLong()), ended.path("detail").asText(), ended.path("remedy").asText());
    }

    private static Step.Kind kind(String word) throws AdminFailure {
        return Stream.of(Step.Kind.values()).filter(kind -> kind.word().equals(word)).findFirst().orElseThrow(() -> other(word));
    }

    private static Step.Outcome outcome(String word) throws AdminFailure {
        return Stream.of(Step.Outcome.values()).filter(outcome -> outcome.word().equals(word)).findFirst().orElseThrow(() -> other(word));
    }

    private static AdminFailure other(String word) {
        return new AdminFailure(ExitCodes.ERRORS, "the server answered something unknown: " + AdminClient.shown(word).toLowerCase(Locale.ROOT) + " (expected: a server of the version of this command)");
    }
}
