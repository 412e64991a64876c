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
package io.jamesconnectors.tls;

import java.util.Collection;
import java.util.stream.Collectors;

/** Turns text of strangers into text for one line of a log. */
final class Printable {
    private static final int MAX_LISTED = 10;

    private Printable() {
    }

    /** {@code text} with everything but visible ASCII and blanks replaced by {@code ?}, cut to {@code limit} characters. */
    static String bounded(String text, int limit) {
        String cut = text.length() > limit ? text.substring(0, limit - 3) + "..." : text;
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(c >= ' ' && c < 0x7F ? (char) c : '?'));
        return shown.toString();
    }

    /** The first ten of {@code items}, and how many more there are; "none" for no items. */
    static String listed(Collection<String> items) {
        if (items.isEmpty()) {
            return "none";
        }
        String first = items.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return items.size() > MAX_LISTED ? first + " and " + (items.size() - MAX_LISTED) + " more" : first;
    }
}
