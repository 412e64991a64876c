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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All measurements so far. */
final class Results {
    private final Map<Cell, Map<Contender, List<Measurement>>> all = new LinkedHashMap<>();

    void add(Cell cell, Contender contender, Measurement measurement) {
        all.computeIfAbsent(cell, c -> new LinkedHashMap<>()).computeIfAbsent(contender, c -> new ArrayList<>()).add(measurement);
    }

    /** In the order in which they were measured first. */
    Set<Cell> cells() {
        return all.keySet();
    }

    /** In the order of their turns. */
    Set<Contender> contenders(Cell cell) {
        return all.getOrDefault(cell, Map.of()).keySet();
    }

    /** In the order of the runs; empty when there are none. */
    List<Measurement> runs(Cell cell, Contender contender) {
        return all.getOrDefault(cell, Map.of()).getOrDefault(contender, List.of());
    }

    /** The figure over all runs; empty when there are none, or when one of them failed. */
    Optional<Spread> figure(Cell cell, Contender contender, ToDoubleFunction<Measurement> figure) {
        List<Measurement> runs = runs(cell, contender);
        return runs.isEmpty() || runs.stream().anyMatch(run -> run.failure().isPresent()) ? Optional.empty()
            : Optional.of(Spread.of(runs.stream().mapToDouble(figure).toArray()));
    }
}
