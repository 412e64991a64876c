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
package io.jamesconnectors.migration;

import java.util.HashSet;
import java.util.Set;

import io.jamesconnectors.connectors.ConnectorName;

/** Text of somebody else, made into text that our model and {@code connectors.xml} can hold. */
public final class Plain {
    private static final int MAX_COMMENT = 1_024;
    private static final int MAX_SHOWN = 80;

    private final Set<ConnectorName> taken = new HashSet<>();

    /** Begins with names that can't be used: {@code mx} is reserved for outbound connectors. */
    public Plain(String... reserved) {
        for (String name : reserved) {
            taken.add(ConnectorName.parse(name));
        }
    }

    /** A name as near to {@code wanted} as can be, that was not given before. */
    public ConnectorName name(String wanted) {
        String clean = clean(wanted);
        String start = clean.isEmpty() ? "imported" : clean;
        for (int number = 1;; number++) {
            String suffix = number == 1 ? "" : " (" + number + ")";
            ConnectorName name = ConnectorName.parse(cut(start, ConnectorName.MAX_LENGTH - suffix.length()).strip() + suffix);
            if (taken.add(name)) {
                return name;
            }
        }
    }

    /** A comment on one line. */
    public static String comment(String text) {
        return cut(clean(text), MAX_COMMENT).strip();
    }

    /** For a message: short, and without anything that acts on a terminal. */
    public static String shown(String text) {
        String clean = printable(text);
        return clean.length() > MAX_SHOWN ? cut(clean, MAX_SHOWN) + "…" : clean;
    }

    /** Without anything that acts on a terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    private static String clean(String text) {
        String known = text.codePoints().filter(c -> !isUnwanted(c)).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
        return known.replaceAll("[\\s\\u0085]+", " ").replace("${", "$ {").strip();
    }

    /** What ConnectorName, a log or XML would refuse; line ends and tabs become blanks later. */
    private static boolean isUnwanted(int c) {
        int type = Character.getType(c);
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        return !blank && (Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.SURROGATE || type == Character.UNASSIGNED);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
