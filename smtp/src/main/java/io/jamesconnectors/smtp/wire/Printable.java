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
package io.jamesconnectors.smtp.wire;

/** The words of strangers, made so that they can't end a line, begin a field, steer a terminal, or turn the direction of what stands beside them. */
public final class Printable {
    private Printable() {
    }

    /** {@code text} with a question mark for each character that {@linkplain #isActedUpon is acted upon}. */
    public static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(isActedUpon(c) ? '?' : c));
        return safe.toString();
    }

    /** Whether a terminal or a log reader would act upon this character instead of showing it: a control, a format character, a line separator. */
    public static boolean isActedUpon(int c) {
        int type = c < 0x7f ? Character.OTHER_LETTER : Character.getType(c);
        return Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** As {@link #of(String)}, cut after {@code most} characters. */
    public static String of(String text, int most) {
        return text.length() <= most ? of(text) : of(text.substring(0, most)) + "…";
    }

    /** For people: on one line, without control and format characters; what was white is one space. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else {
                line.appendCodePoint(isHarmless(c) ? c : '?');
            }
        });
        return line.toString().stripTrailing();
    }

    /** As {@link #line}, in ASCII: everything else is a question mark. */
    public static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        line(text).codePoints().forEach(c -> ascii.append(c < 0x7f ? (char) c : '?'));
        return ascii.toString();
    }

    /** At most {@code most} characters of it, and three dots in ASCII where some are missing. */
    public static String bounded(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "...";
    }

    private static boolean isHarmless(int c) {
        int type = Character.getType(c);
        return type != Character.FORMAT && type != Character.SURROGATE && type != Character.UNASSIGNED && type != Character.PRIVATE_USE;
    }
}
