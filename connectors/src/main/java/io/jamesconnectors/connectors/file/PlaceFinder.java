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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where each element and attribute begins. Commons Configuration forgets positions, and a SAX locator knows only where a start tag
 * ends, which is a wrong line as soon as a tag spans several. So the text is scanned once more, after {@link WellFormedness} has passed it:
 * markup that is well-formed and has no DOCTYPE is told apart by its first characters alone.
 */
final class PlaceFinder {
    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;

    private PlaceFinder(String text) {
        this.text = text;
    }

    /** The place of the root element of a text that is well-formed. */
    static Place find(String wellFormed) {
        return new PlaceFinder(wellFormed).root();
    }

    private Place root() {
        Open document = new Open(0);
        open.push(document);
        at = text.indexOf('<');
        while (at >= 0) {
            if (text.startsWith("<!--", at)) {
                skip("-->", 4);
            } else if (text.startsWith("<![CDATA[", at)) {
                skip("]]>", 9);
            } else if (text.startsWith("<?", at)) {
                skip("?>", 2);
            } else if (text.startsWith("</", at)) {
                skip(">", 2);
                close();
            } else {
                startTag();
            }
            at = text.indexOf('<', at);
        }
        return document.children.get(0);
    }

    private void skip(String terminator, int from) {
        at = text.indexOf(terminator, at + from) + terminator.length();
    }

    private void startTag() {
        Open element = new Open(at);
        at = endOfName(at + 1);
        while (true) {
            at = afterSpaces(at);
            if (text.charAt(at) == '/') {
                at += 2;
                element.textStart = at;
                open.push(element);
                close();
                return;
            }
            if (text.charAt(at) == '>') {
                at++;
                element.textStart = at;
                open.push(element);
                return;
            }
            attribute(element);
        }
    }

    private void attribute(Open element) {
        int start = at;
        int nameEnd = endOfName(at);
        int quote = afterSpaces(afterSpaces(nameEnd) + 1);
        int end = text.indexOf(text.charAt(quote), quote + 1);
        element.attributes.put(text.substring(start, nameEnd), new Place.Span(start, quote + 1, end));
        at = end + 1;
    }

    private void close() {
        Open closed = open.pop();
        open.element().children.add(new Place(closed.start, closed.textStart, at, closed.attributes, closed.children));
    }

    private int endOfName(int from) {
        int i = from;
        while (!isSpace(text.charAt(i)) && text.charAt(i) != '=' && text.charAt(i) != '>' && text.charAt(i) != '/') {
            i++;
        }
        return i;
    }

    private int afterSpaces(int from) {
        int i = from;
        while (isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** XML 1.1 counts U+0085 and U+2028 as line ends, hence as white space between attributes. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028';
    }

    private static final class Open {
        private final int start;
        private final Map<String, Place.Span> attributes = new LinkedHashMap<>();
        private final List<Place> children = new ArrayList<>();
        private int textStart;

        Open(int start) {
            this.start = start;
        }
    }
}
