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
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** Results as text. */
final class Report {
    private final Results results;
    private final int processors;

    Report(Results results, int processors) {
        this.results = results;
        this.processors = processors;
    }

    /** The table of one cell: a row for each contender. */
    List<String> table(Cell cell) {
        Table table = new Table("relay (queue)", "msgs/s", "accepted/s", "CPU s/1000", "handsh./msg", "conns/msg", "heap MB", "memory MB", "twice",
            "bench CPU s/1000", "others' CPU");
        results.contenders(cell).forEach(contender -> table.row(row(cell, contender)));
        List<String> lines = new ArrayList<>();
        results.contenders(cell).stream().findFirst().ifPresent(first -> lines.add(cell + ", " + results.runs(cell, first).get(0).sent() + " messages a run"));
        lines.addAll(table.lines());
        return lines;
    }

    private List<String> row(Cell cell, Contender contender) {
        List<Measurement> runs = results.runs(cell, contender);
        for (int run = 0; run < runs.size(); run++) {
            Measurement measurement = runs.get(run);
            if (measurement.failure().isPresent()) {
                return List.of(contender.label(),
                    "failed in run %d: %d of %d arrived; %s".formatted(run + 1, measurement.arrived(), measurement.sent(), measurement.failure().get()));
            }
        }
        return List.of(contender.label(), text(runs, Measurement::perSecond, 0), text(runs, Measurement::acceptedPerSecond, 0),
            text(runs, Measurement::processorPerThousand, 2),
            median(runs, Measurement::handshakesPerMessage, 4), median(runs, Measurement::connectionsPerMessage, 4),
            most(runs.stream().map(Measurement::peakHeap).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).max()),
            most(runs.stream().mapToLong(Measurement::peakMemory).max()), Long.toString(runs.stream().mapToLong(Measurement::duplicates).sum()),
            median(runs, Measurement::benchPerThousand, 2), median(runs, run -> run.othersPercent(processors), 0) + " %");
    }

    private static String text(List<Measurement> runs, ToDoubleFunction<Measurement> figure, int decimals) {
        return Spread.of(runs.stream().mapToDouble(figure).toArray()).text(decimals);
    }

    private static String median(List<Measurement> runs, ToDoubleFunction<Measurement> figure, int decimals) {
        double median = Spread.of(runs.stream().mapToDouble(figure).toArray()).median();
        return new Spread(median, median, median).text(decimals);
    }

    private static String most(OptionalLong megabytes) {
        return megabytes.isPresent() ? Long.toString(megabytes.getAsLong()) : "-";
    }
}
