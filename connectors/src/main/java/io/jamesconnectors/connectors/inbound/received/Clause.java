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
package io.jamesconnectors.connectors.inbound.received;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words and comments of a header field (RFC 5322 §3.2.2), in their order.
 *
 * @param parts at most {@link #MAX_PARTS}
 */
record Clause(List<Part> parts) {
    static final int MAX_PARTS = 1_000;

    /** A word, or a comment. */
    sealed interface Part {
    }

    /** A word outside comments; semicolons stand alone. */
    record Word(String text) implements Part {
    }

    /**
     * A comment.
     *
     * @param words those of the comment itself, not of comments inside it; what stands in quotation marks is one word
     */
    record Comment(List<String> words) implements Part {
    }

    /**
     * Cuts {@code field} up; empty when its parentheses don't match, one stands in quotation marks, or it has too many parts. Line ends are spaces.
     * Who could write parentheses and quotation marks into a field would else decide which part of it is a comment.
     */
    static Optional<Clause> cut(String field) {
        Cutter cutter = new Cutter(field);
        return cutter.cut() ? Optional.of(new Clause(List.copyOf(cutter.parts))) : Optional.empty();
    }

    private static final class Cutter {
        private final String field;
        private final List<Part> parts = new ArrayList<>();
        private final List<String> comment = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private int depth;
        private boolean quoted;

        Cutter(String field) {
            this.field = field;
        }

        boolean cut() {
            for (int i = 0; i < field.length(); i++) {
                char c = field.charAt(i);
                if (c == '\\' && i + 1 < field.length()) {
                    word.append(c).append(field.charAt(++i));
                } else if (c == '(' || c == ')') {
                    if (quoted || !parenthesis(c == '(')) {
                        return false;
                    }
                } else if (c == ';' && depth == 0 && !quoted) {
                    endWord();
                    parts.add(new Word(";"));
                } else if (Character.isWhitespace(c) && !quoted) {
                    endWord();
                } else {
                    quoted ^= c == '"';
                    word.append(c);
                }
                if (parts.size() > MAX_PARTS) {
                    return false;
                }
            }
            endWord();
            return depth == 0 && !quoted;
        }

        private boolean parenthesis(boolean opens) {
            endWord();
            depth += opens ? 1 : -1;
            if (!opens && depth == 0) {
                parts.add(new Comment(List.copyOf(comment)));
                comment.clear();
            }
            return depth >= 0;
        }

        private void endWord() {
            if (word.length() > 0 && depth == 0) {
                parts.add(new Word(word.toString()));
            } else if (word.length() > 0 && depth == 1) {
                comment.add(word.toString());
            }
            word.setLength(0);
        }
    }
}
