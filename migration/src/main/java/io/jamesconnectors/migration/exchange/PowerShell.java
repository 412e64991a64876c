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
package io.jamesconnectors.migration.exchange;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Literals of PowerShell, in ASCII whatever the text holds: PowerShell takes the typographic quotes U+2018 to U+201B for quotes, and PowerShell 5 reads a
 * script
 * without byte order mark in the code page of the machine, where other letters become such quotes. Nothing in a literal is ever evaluated.
 */
final class PowerShell {
    private PowerShell() {
    }

    /** A string: single-quoted where it is ASCII, the other characters by their numbers. */
    static String text(String text) {
        StringBuilder literal = new StringBuilder("'");
        boolean plain = true;
        for (char c : text.toCharArray()) {
            if (c == '\'') {
                literal.append("''");
            } else if (c >= ' ' && c < 0x7f) {
                literal.append(c);
            } else {
                plain = false;
                literal.append("' + [char]0x").append(String.format(Locale.ROOT, "%04X", (int) c)).append(" + '");
            }
        }
        literal.append('\'');
        return plain ? literal.toString() : "(" + literal + ")";
    }

    /** A list of strings, as a list even where it holds one or none. */
    static String list(Collection<String> texts) {
        return texts.stream().map(PowerShell::text).collect(Collectors.joining(", ", "@(", ")"));
    }

    static String flag(boolean value) {
        return value ? "$true" : "$false";
    }

    /** A comment on one line. */
    static String comment(String text) {
        return "# " + text.replaceAll("[^ -~]", "?");
    }
}
