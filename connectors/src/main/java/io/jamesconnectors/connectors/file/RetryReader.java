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

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code retry}. */
final class RetryReader {
    private final Findings findings;
    private final Options options;

    RetryReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    RetrySchedule read(Node connector) {
        Optional<Node> retry = connector.child("retry");
        List<Duration> waits = options.durations(retry.flatMap(present -> present.attribute("waits")), RetrySchedule.DEFAULT.waits());
        Duration expireAfter = options.duration(retry.flatMap(present -> present.attribute("expireAfter")), RetrySchedule.DEFAULT.expireAfter());
        if (expireAfter.compareTo(waits.get(0)) <= 0) {
            Node place = retry.orElse(connector);
            findings.add(Check.EXPIRES_BEFORE_RETRY, place.attribute("expireAfter").map(Value::position).orElse(place.position()),
                Names.of(connector) + " returns mail after " + expireAfter.toSeconds() + " s, but tries again only after " + waits.get(0).toSeconds() + " s");
        }
        return new RetrySchedule(waits, expireAfter);
    }
}
