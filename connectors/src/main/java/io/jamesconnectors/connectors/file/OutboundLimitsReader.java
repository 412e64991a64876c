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

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code limits} of an outbound connector: how its connections are used, and how much it sends at most. */
final class OutboundLimitsReader {
    private static final int MOST = 100_000_000;
    private static final List<String> PERIODS = List.of("Minute", "Hour", "Day");

    private final Findings findings;
    private final Options options;

    OutboundLimitsReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    ConnectionLimits connections(Node connector, ConnectionLimits unset) {
        Optional<Node> limits = connector.child("limits");
        return new ConnectionLimits(
            options.number(limits.flatMap(present -> present.attribute("maxConnections")), 1, 1_000, unset.maxConnections()),
            options.number(limits.flatMap(present -> present.attribute("maxMessagesPerConnection")), 1, 100_000, unset.maxMessagesPerConnection()),
            options.duration(limits.flatMap(present -> present.attribute("maxConnectionLifetime")), unset.maxConnectionLifetime()),
            options.duration(limits.flatMap(present -> present.attribute("idleTimeout")), unset.idleTimeout()));
    }

    Pace pace(Node connector, Pace unset) {
        Optional<Node> limits = connector.child("limits");
        List<Amount> messages = amounts(limits, "messagesPer", List.of(unset.messagesPerMinute(), unset.messagesPerHour(), unset.messagesPerDay()));
        List<Amount> recipients = amounts(limits, "recipientsPer",
            List.of(unset.recipientsPerMinute(), unset.recipientsPerHour(), unset.recipientsPerDay()));
        for (int i = 0; i < PERIODS.size(); i++) {
            compare(connector, messages.get(i), messages.subList(i + 1, messages.size()), recipients.subList(i, i + 1));
            compare(connector, recipients.get(i), recipients.subList(i + 1, recipients.size()), List.of());
        }
        return new Pace(messages.get(0).number, messages.get(1).number, messages.get(2).number,
            recipients.get(0).number, recipients.get(1).number, recipients.get(2).number);
    }

    private List<Amount> amounts(Optional<Node> limits, String option, List<Long> unset) {
        return IntStream.range(0, PERIODS.size()).mapToObj(i -> amount(limits, option + PERIODS.get(i), unset.get(i).intValue())).toList();
    }

    /** A limit that another one never lets be reached is no limit, unless it is only a default. A message has at least one recipient. */
    private void compare(Node connector, Amount amount, List<Amount> inLonger, List<Amount> ofRecipients) {
        Stream.concat(inLonger.stream(), ofRecipients.stream()).filter(other -> amount.place.isPresent() && other.number > 0 && amount.number > other.number).findFirst()
            .ifPresent(other -> findings.add(Check.PACE_WITHOUT_EFFECT, amount.place.map(Value::position).orElse(connector.position()),
                Names.of(connector) + " has " + amount.shown() + ", and " + other.shown()));
    }

    private Amount amount(Optional<Node> limits, String option, int unset) {
        Optional<Value> place = limits.flatMap(present -> present.attribute(option));
        return new Amount(option, place, options.number(place, 0, MOST, unset));
    }

    /**
     * One of the six.
     *
     * @param number 0 for no limit
     */
    private record Amount(String option, Optional<Value> place, int number) {
        String shown() {
            return option + "=" + place.map(Value::raw).orElseGet(() -> String.valueOf(number));
        }
    }
}
