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

import java.util.Optional;

import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code limits} of an inbound connector. */
final class InboundLimitsReader {
    private final Findings findings;
    private final Options options;

    InboundLimitsReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    InboundLimits read(Node node) {
        Optional<Node> limits = node.child("limits");
        limits.filter(present -> present.attributes().isEmpty() && present.misspelt().isEmpty())
            .ifPresent(present -> findings.add(Check.EMPTY_VALUE, present.position(), "<limits> in " + Names.of(node) + " has no attribute"));
        return limits.map(present -> new InboundLimits(
            options.number(present.attribute("maxConnections"), 0, 100_000, 0),
            options.number(present.attribute("messagesPerMinute"), 0, 1_000_000, 0),
            options.number(present.attribute("maxRecipients"), 0, 100_000, 0),
            options.parsed(present.attribute("maxMessageSize"), Check.BAD_SIZE, SizeText::parse).orElse(0L))).orElse(InboundLimits.NONE);
    }
}
