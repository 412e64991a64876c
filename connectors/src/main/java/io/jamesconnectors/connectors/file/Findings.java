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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.diagnostics.Severity;

/** The diagnostics of one reading, gathered as they are found: the first thousand of each severity. */
final class Findings {
    static final int MOST = 1_000;

    private final List<Diagnostic> found = new ArrayList<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private final TreeSet<Position> errorPositions = new TreeSet<>();

    void add(Check check, Position position, String what) {
        add(check, position, what, check.remedy());
    }

    void add(Check check, Position position, String what, String remedy) {
        if (counts.merge(check.severity(), 1, Integer::sum) <= MOST) {
            keep(check.at(position, what, remedy));
        }
    }

    void add(Diagnostic diagnostic) {
        if (counts.merge(diagnostic.severity(), 1, Integer::sum) <= MOST) {
            keep(diagnostic);
        }
    }

    private void keep(Diagnostic diagnostic) {
        found.add(diagnostic);
        if (diagnostic.severity() == Severity.ERROR) {
            errorPositions.add(diagnostic.position());
        }
    }

    boolean hasErrors() {
        return !errorPositions.isEmpty();
    }

    /** Whether an error was found from one place up to, but not at, another. */
    boolean hasErrorBetween(Position from, Position to) {
        Position first = errorPositions.ceiling(from);
        return first != null && first.compareTo(to) < 0;
    }

    /** The notes, and what Exchange Online would not accept, in the order of the file. */
    List<Diagnostic> notesInOrder() {
        return found.stream().filter(diagnostic -> !diagnostic.severity().isFinding()).sorted(Diagnostic.BY_POSITION).toList();
    }

    /** The errors and the warnings, in the order of the file. */
    List<Diagnostic> inOrder(String file) {
        List<Diagnostic> all = new ArrayList<>(found);
        all.removeIf(diagnostic -> !diagnostic.severity().isFinding());
        counts.forEach((severity, count) -> {
            if (severity.isFinding() && count > MOST) {
                all.add(Check.MANY_MORE.at(Position.ofFile(file), "the file has " + count + " " + severity.word() + "s (shown: the first " + MOST + " that were found)"));
            }
        });
        return all.stream().sorted(Diagnostic.BY_POSITION).toList();
    }
}
