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
package io.jamesconnectors.connectors.candidates;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of all connectors of one direction, however many there are.
 *
 * @param shown the chosen one first, then those that came into question in the order in which they did, then the others in the order of the file; not more than was asked for
 * @param others how many there are besides, by the code of why they lost
 */
public record Candidates(List<Candidacy> shown, SortedMap<String, Integer> others) {
    /** Of a direction without connectors. */
    public static final Candidates NONE = new Candidates(List.of(), Collections.emptySortedMap());

    public Candidates {
        shown = List.copyOf(shown);
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /** How many connectors there are. */
    public int total() {
        return shown.size() + others.values().stream().mapToInt(Integer::intValue).sum();
    }
}
