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

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.diagnostics.Check;

/** The names of the connectors of one direction: each of them once. */
final class Names {
    private final String direction;
    private final Findings findings;
    private final Options options;
    private final Map<ConnectorName, Integer> lines = new HashMap<>();

    Names(String direction, Findings findings) {
        this.direction = direction;
        this.findings = findings;
        this.options = new Options(findings);
    }

    Optional<ConnectorName> read(Node node) {
        Optional<ConnectorName> name = options.name(node.attribute("name"));
        name.ifPresent(known -> {
            Integer line = lines.putIfAbsent(known, node.position().line());
            if (line != null) {
                findings.add(Check.DUPLICATE_CONNECTOR, node.attribute("name").orElseThrow().position(),
                    "the " + direction + " connector '" + shown(node) + "' is there already, on line " + line);
            }
        });
        return name;
    }

    /** How a connector is called in a diagnostic. */
    static String of(Node node) {
        return "the " + node.name() + " connector '" + shown(node) + "'";
    }

    /** As the file writes it: a variable is not replaced. */
    private static String shown(Node node) {
        String raw = node.attribute("name").map(Value::raw).orElse("");
        return raw.length() > ConnectorName.MAX_LENGTH ? raw.substring(0, ConnectorName.MAX_LENGTH) + "…" : raw;
    }
}
