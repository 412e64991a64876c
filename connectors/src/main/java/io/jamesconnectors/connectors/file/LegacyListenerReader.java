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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code legacyListener}, and insists on networks that are somebody's own. */
final class LegacyListenerReader {
    private final Findings findings;
    private final Options options;

    LegacyListenerReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    /** All that have a name and a network, in the order of the file; what the others lack has been reported. */
    List<LegacyListener> read(List<Node> nodes) {
        Map<String, Integer> lines = new HashMap<>();
        List<LegacyListener> listeners = new ArrayList<>();
        for (Node node : nodes) {
            Optional<String> name = options.parsed(node.attribute("name"), Check.BAD_LISTENER, InboundReader::listener);
            List<Cidr> networks = networks(node);
            Integer line = name.map(known -> lines.putIfAbsent(known, node.position().line())).orElse(null);
            if (line != null) {
                findings.add(Check.DUPLICATE_LEGACY_LISTENER, node.attribute("name").orElseThrow().position(),
                    called(node) + " is there already, on line " + line);
            } else if (name.isPresent() && !networks.isEmpty()) {
                listeners.add(new LegacyListener(name.get(), networks));
            }
        }
        return listeners;
    }

    /** How diagnostics call it: as the file writes it, a variable is not replaced. */
    static String called(Node node) {
        return "the legacy listener " + node.attribute("name").map(Options::quoted).orElse("without a name");
    }

    private List<Cidr> networks(Node node) {
        Optional<Value> networks = node.option("networks");
        if (node.lacks("networks") || networks.filter(value -> !value.broken() && value.text().isEmpty()).isPresent()) {
            findings.add(Check.LEGACY_WITHOUT_NETWORKS, networks.map(Value::position).orElse(node.position()),
                called(node) + " has no networks (expected: at least one)");
            return List.of();
        }
        List<Options.Entry<Cidr>> blocks = options.list(networks, Check.BAD_ADDRESS, Options::block);
        blocks.forEach(block -> breadth(block.value()).ifPresent(check -> findings.add(check, block.place().position(),
            called(node) + " serves " + Options.quoted(block.place()) + " (expected: the network of the devices)")));
        return InboundReader.values(blocks);
    }

    private static Optional<Check> breadth(Cidr block) {
        return switch (AddressBreadth.of(block)) {
            case ORDINARY -> Optional.empty();
            case UNUSUAL -> Optional.of(Check.LEGACY_NETWORK_TOO_WIDE);
            case INTERNET -> Optional.of(Check.LEGACY_NETWORK_OF_STRANGERS);
        };
    }
}
