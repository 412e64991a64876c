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
package io.jamesconnectors.trace.store;

/** Texts of strangers as databases take them: no control characters, no half of a surrogate pair, not longer than their column. */
final class CleanText {
    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {
    }

    /** @param most how many UTF-16 units there is room for */
    static String of(String text, int most) {
        int end = Math.min(text.length(), most);
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        int clean = 0;
        while (clean < end && isClean(text.charAt(clean))) {
            clean++;
        }
        return clean == end ? text.substring(0, end) : cleaned(text, clean, end);
    }

    private static String cleaned(String text, int from, int end) {
        StringBuilder cleaned = new StringBuilder(end).append(text, 0, from);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                cleaned.append(c).append(text.charAt(++i));
            } else {
                cleaned.append(isClean(c) ? c : Character.isSurrogate(c) ? REPLACEMENT : '?');
            }
        }
        return cleaned.toString();
    }

    private static boolean isClean(char c) {
        return !Character.isISOControl(c) && !Character.isSurrogate(c);
    }
}
