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
package io.jamesconnectors.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.james.metrics.api.MetricFactory;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.inbound.Decision;

/**
 * Counts decisions in James's registry, as {@code connectors.inbound.<connector>.<verdict>}. The connector is its name in lower case, where every byte (UTF-8)
 * but letters, digits and hyphens is {@code _} and two hex digits; {@code none} stands for no connector, and {@code none_} for one of that name.
 * There are no more names than configured connectors, times verdicts.
 */
final class DecisionCounters {
    private static final String PREFIX = "connectors.inbound.";
    private static final String NONE = "none";

    private final MetricFactory metrics;

    DecisionCounters(MetricFactory metrics) {
        this.metrics = metrics;
    }

    void count(Decision decision) {
        metrics.generate(PREFIX + decision.connector().map(DecisionCounters::encoded).orElse(NONE) + '.' + DecisionLine.verdict(decision)).increment();
    }

    static String encoded(ConnectorName connector) {
        byte[] bytes = connector.asString().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            if (b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-') {
                encoded.append((char) b);
            } else {
                encoded.append('_').append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
        }
        return encoded.toString().equals(NONE) ? NONE + '_' : encoded.toString();
    }
}
