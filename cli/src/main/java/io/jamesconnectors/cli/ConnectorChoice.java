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

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;

/**
 * The connector that a name means: one of both.
 *
 * @param inbound it, if it is one
 * @param outbound it, if it is one
 */
record ConnectorChoice(Optional<InboundConnector> inbound, Optional<OutboundConnector> outbound) {
    private static final int MOST_NAMES = 10;

    /**
     * Of two of that name the one of that direction, without one the outbound connector.
     *
     * @param file where they were read from
     * @throws IllegalArgumentException when there is none; the message names some that there are
     */
    static ConnectorChoice of(Connectors connectors, String text, Optional<Direction> direction, Path file) {
        Optional<ConnectorName> name = named(text);
        Optional<OutboundConnector> outbound = direction.filter(known -> known == Direction.INBOUND).isPresent() ? Optional.empty() : name.flatMap(connectors::outbound);
        if (outbound.isPresent()) {
            return new ConnectorChoice(Optional.empty(), outbound);
        }
        Optional<InboundConnector> inbound = direction.filter(known -> known == Direction.OUTBOUND).isPresent() ? Optional.empty()
            : name.flatMap(known -> connectors.inbound().stream().filter(connector -> connector.name().equals(known)).findFirst());
        if (inbound.isEmpty()) {
            throw new IllegalArgumentException(file + " has no " + direction.map(known -> known.word() + " ").orElse("") + "connector of that name (expected: "
                + names(connectors) + ")");
        }
        return new ConnectorChoice(inbound, Optional.empty());
    }

    /** @throws IllegalArgumentException when {@code word} is none */
    static Direction direction(String word) {
        return Stream.of(Direction.values()).filter(known -> known.word().equals(word)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("--direction: " + AdminClient.shown(word) + " (expected: inbound or outbound)"));
    }

    private static String names(Connectors connectors) {
        List<String> names = Stream.concat(connectors.outbound().stream().map(OutboundConnector::name), connectors.inbound().stream().map(InboundConnector::name))
            .distinct().map(known -> "'" + known + "'").toList();
        return names.isEmpty() ? "one with connectors" : names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
            + (names.size() > MOST_NAMES ? " or one of " + (names.size() - MOST_NAMES) + " more" : "");
    }

    private static Optional<ConnectorName> named(String text) {
        try {
            return Optional.of(ConnectorName.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
