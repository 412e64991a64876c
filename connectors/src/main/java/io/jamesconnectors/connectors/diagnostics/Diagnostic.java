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
package io.jamesconnectors.connectors.diagnostics;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong, or doubtful, in a configuration. All texts are single lines without control characters.
 *
 * @param id stable, such as {@code CON-020}; see {@link Check}
 * @param severity whether the file is refused for it
 * @param position where
 * @param what what was found, and what was expected
 * @param why what would go wrong
 * @param remedy what to do about it
 */
public record Diagnostic(String id, Severity severity, Position position, String what, String why, String remedy, Optional<Witness> witness) {
    /** The order in which people read a file. */
    public static final Comparator<Diagnostic> BY_POSITION = Comparator.comparing(Diagnostic::position).thenComparing(Diagnostic::id);

    public Diagnostic {
        what = oneLine(what);
        why = oneLine(why);
        remedy = oneLine(remedy);
    }

    /** Without witness. */
    public Diagnostic(String id, Severity severity, Position position, String what, String why, String remedy) {
        this(id, severity, position, what, why, remedy, Optional.empty());
    }

    /** The same, shown by a mail. */
    public Diagnostic with(Optional<Witness> shownBy) {
        return new Diagnostic(id, severity, position, what, why, remedy, shownBy);
    }

    /** {@code conf/connectors.xml:12:5: error CON-020: what. why Remedy: …} */
    public String asText() {
        return position.asText() + ": " + severity.word() + " " + id + ": " + what + ". " + why
            + witness.map(mail -> " For example: " + mail.asText() + ".").orElse("") + " Remedy: " + remedy;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }
}
