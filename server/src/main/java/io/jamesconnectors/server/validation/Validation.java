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

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.smtp.wire.Printable;

/**
 * A validation that is over.
 *
 * @param at when it ended
 * @param outcome {@code ok}, {@code warnings} or {@code failed}
 * @param summary what came of it, in a line
 * @param steps its steps, at most {@value #MOST_STEPS}, in their order; fewer where the rest was left out for want of room
 */
public record Validation(ConnectorName connector, Direction direction, Instant at, String outcome, String summary, List<ValidationStep> steps) {
    static final int MOST_STEPS = 500;
    private static final int LONGEST_SUMMARY = 300;
    private static final String FAILED = "failed";
    private static final String WARNING = "warning";

    public Validation {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        summary = Printable.bounded(Printable.line(summary), LONGEST_SUMMARY);
        steps = List.copyOf(steps);
    }

    /** What came of these steps. */
    static Validation of(ConnectorName connector, Direction direction, Instant at, List<ValidationStep> steps) {
        String outcome = Stream.of(FAILED, WARNING).filter(word -> steps.stream().anyMatch(step -> step.outcome().equals(word))).findFirst().orElse("ok");
        String summary = steps.stream().filter(step -> step.outcome().equals(outcome) && !outcome.equals("ok")).findFirst()
            .map(step -> step.name() + (step.target().isEmpty() ? "" : " " + step.target()) + ": " + step.detail())
            .orElse(steps.size() + (steps.size() == 1 ? " step, all well" : " steps, all well"));
        return new Validation(connector, direction, at, outcome.equals(WARNING) ? "warnings" : outcome, summary, steps);
    }

    /** One that came to no end. */
    static Validation brokenOff(ConnectorName connector, Direction direction, Instant at, String why, List<ValidationStep> steps) {
        return new Validation(connector, direction, at, FAILED, why, steps);
    }

    /** The same without its steps. */
    Validation withoutSteps() {
        return new Validation(connector, direction, at, outcome, summary, List.of());
    }
}
