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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

/** Puts overrides into the tree of a file, so that every check looks at what will be in force; remembers which of them had a connector. */
final class Overriding {
    private final Overrides overrides;
    private final List<Overridden> overridden = new ArrayList<>();

    Overriding(Overrides overrides) {
        this.overrides = overrides;
    }

    /** Those whose connector is in the file. */
    List<Overridden> overridden() {
        return List.copyOf(overridden);
    }

    Node apply(Node root) {
        if (overrides.isEmpty()) {
            return root;
        }
        Map<ConnectorOverride, Overridden> found = new HashMap<>();
        List<Node> children = root.children().stream().map(child -> apply(child, found)).toList();
        overrides.all().forEach(override -> Optional.ofNullable(found.get(override)).ifPresent(overridden::add));
        return root.with(root.attributes(), children, root.text(), root.misspelt());
    }

    private Node apply(Node node, Map<ConnectorOverride, Overridden> found) {
        Optional<Value> written = node.attribute("enabled");
        // A word that means neither is for the checks to report.
        if (written.isPresent() && (written.get().broken() || !Set.of("true", "false").contains(written.get().text()))) {
            return node;
        }
        Optional<ConnectorOverride> override = name(node).flatMap(name -> direction(node).flatMap(direction -> overrides.find(direction, name)));
        if (override.isEmpty()) {
            return node;
        }
        found.put(override.get(), new Overridden(override.get(), written.isEmpty() || written.get().text().equals("true")));
        String word = Boolean.toString(override.get().enabled());
        Map<String, Value> attributes = new LinkedHashMap<>(node.attributes());
        attributes.put("enabled", new Value("enabled", node.source(), node.place().start(), node.place().start(), word, word, false, false));
        return node.with(attributes, node.children(), node.text(), node.misspelt());
    }

    private static Optional<Direction> direction(Node node) {
        return switch (node.name()) {
            case "inbound" -> Optional.of(Direction.INBOUND);
            case "outbound" -> Optional.of(Direction.OUTBOUND);
            default -> Optional.empty();
        };
    }

    private static Optional<ConnectorName> name(Node node) {
        try {
            return node.attribute("name").map(value -> ConnectorName.parse(value.text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
