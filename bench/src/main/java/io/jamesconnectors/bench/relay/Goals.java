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
package io.jamesconnectors.bench.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What we want to reach, and how far it is: ratios of medians of one run. */
final class Goals {
    private static final double STOCK = 5;
    private static final double POSTFIX_MEMORY = 3;
    private static final double POSTFIX_DURABLE = 1;
    /** Only to be known. */
    private static final double NO_GOAL = 0;

    private final Results results;

    Goals(Results results) {
        this.results = results;
    }

    /** One line for each goal and each cell that tells something about it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Cell cell : results.cells()) {
            if (cell.security() == Security.TLS) {
                ratio(cell, Contender.OURS_MEMORY, Contender.STOCK, STOCK).ifPresent(lines::add);
                ratio(cell, Contender.OURS_MEMORY, Contender.POSTFIX, POSTFIX_MEMORY).ifPresent(lines::add);
                ratio(cell, Contender.OURS_DURABLE, Contender.POSTFIX, POSTFIX_DURABLE).ifPresent(lines::add);
                ratio(cell, Contender.OURS_MEMORY, Contender.OURS_MEMORY_UNTRACED, NO_GOAL).ifPresent(lines::add);
                ratio(cell, Contender.OURS_DURABLE, Contender.OURS_DURABLE_UNTRACED, NO_GOAL).ifPresent(lines::add);
            }
            if (cell.size().isLarge()) {
                results.contenders(cell).stream().filter(Contender::isOurs).forEach(contender -> lines.add(everythingArrived(cell, contender)));
            }
        }
        return lines;
    }

    /** Empty when one of them was not measured. */
    private Optional<String> ratio(Cell cell, Contender ours, Contender other, double goal) {
        String what = cell + ": " + ours.label() + " to " + other.label();
        if (results.runs(cell, ours).isEmpty() || results.runs(cell, other).isEmpty()) {
            return Optional.empty();
        }
        Optional<Spread> ourSpeed = results.figure(cell, ours, Measurement::perSecond);
        Optional<Spread> otherSpeed = results.figure(cell, other, Measurement::perSecond);
        if (ourSpeed.isEmpty() || otherSpeed.isEmpty()) {
            return Optional.of(what + ": no ratio, since not everything arrived");
        }
        double ratio = ourSpeed.get().median() / otherSpeed.get().median();
        double processor = results.figure(cell, other, Measurement::processorPerThousand).orElseThrow().median()
            / results.figure(cell, ours, Measurement::processorPerThousand).orElseThrow().median();
        return Optional.of(String.format(Locale.ROOT, "%s: %.2f times the messages per second%s; processor time of the other %.2f times ours",
            what, ratio, goal == NO_GOAL ? "" : String.format(Locale.ROOT, " (goal: %.0f, %s)", goal, reached(ratio >= goal)), processor));
    }

    private String everythingArrived(Cell cell, Contender contender) {
        List<Measurement> runs = results.runs(cell, contender);
        boolean all = runs.stream().allMatch(run -> run.failure().isEmpty() && run.arrived() == run.sent());
        return cell + ": " + contender.label() + " with " + String.join(" ", RelayOptions.HEAP_FOR_LARGE_BODIES) + ": arrived "
            + runs.stream().map(run -> run.arrived() + " of " + run.sent()).collect(Collectors.joining(", ")) + " (goal: all, " + reached(all) + ")";
    }

    private static String reached(boolean reached) {
        return reached ? "reached" : "not reached";
    }
}
