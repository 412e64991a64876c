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

import java.util.Optional;

/**
 * Writes elements, one on a line, indented by two spaces. A value that a reader would take for something else (a variable, a character that XML can't hold,
 * blanks
 * around it) is refused rather than written.
 */
final class XmlText {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    /** An element under construction: its attributes come first, then either its text or other elements. */
    final class Element {
        private final String name;
        private boolean empty = true;

        private Element(String name) {
            this.name = name;
        }

        Element attribute(String attribute, String value) {
            text.append(' ').append(attribute).append("=\"").append(escaped(attribute, value)).append('"');
            empty = false;
            return this;
        }

        Element attribute(String attribute, Optional<String> value) {
            value.ifPresent(known -> attribute(attribute, known));
            return this;
        }

        /** Ends an element without content. */
        void end() {
            text.append("/>\n");
        }

        /** Ends an element that holds just {@code value}. */
        void end(String value) {
            text.append('>').append(escaped(name, value)).append("</").append(name).append(">\n");
        }

        /** Ends an element that holds what {@code content} writes. */
        void end(Runnable content) {
            text.append(">\n");
            depth++;
            content.run();
            depth--;
            indent().append("</").append(name).append(">\n");
        }

        /** As if it had never begun, where nothing was said of it; else {@link #end()}. */
        void endUnlessEmpty() {
            if (empty) {
                text.setLength(text.lastIndexOf("\n") + 1);
            } else {
                end();
            }
        }
    }

    /** Begins an element, which must be ended before anything else is written. */
    Element element(String name) {
        indent().append('<').append(name);
        return new Element(name);
    }

    /** An element that holds just {@code value}; none where that is empty. */
    void element(String name, String value) {
        if (!value.isEmpty()) {
            element(name).end(value);
        }
    }

    /** A switch that is written only where it differs from what an unset one means. */
    void flag(String name, boolean value, boolean unset) {
        if (value != unset) {
            element(name).end(String.valueOf(value));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private StringBuilder indent() {
        return text.append("  ".repeat(depth));
    }

    private static String escaped(String of, String value) {
        if (value.contains("${") || !value.equals(value.strip()) || !value.codePoints().allMatch(XmlText::isWritable)) {
            throw new IllegalArgumentException(of + ": holds what connectors.xml can't say (expected: no ${, no blanks around it, characters of XML)");
        }
        StringBuilder escaped = new StringBuilder(value.length() + 16);
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** XML 1.0 §2.2. */
    static boolean isWritable(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000 && c <= 0x10ffff;
    }
}
