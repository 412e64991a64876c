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

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a script, by PowerShell's own rules (about_Quoting_Rules, about_Special_Characters) and not by what we write: typographic quotes are quotes,
 * a quote that stands twice is one, a backtick escapes, double-quoted text expands, here-strings and both kinds of comments exist.
 */
final class PowerShellTokens {
    private static final String SINGLE = "'\u2018\u2019\u201a\u201b";
    private static final String DOUBLE = "\"\u201c\u201d\u201e";
    private static final String PUNCTUATION = "(){}[]@,;=+|&<>!%*/";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** What a token is. */
    enum Kind { LITERAL, EXPANDING, WORD, VARIABLE, PUNCTUATION, LINE_END, COMMENT }

    record Token(Kind kind, String text) {
    }

    private PowerShellTokens(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when a string or a comment does not end */
    static List<Token> of(String script) {
        PowerShellTokens reader = new PowerShellTokens(script);
        while (reader.at < script.length()) {
            reader.next();
        }
        return reader.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        char after = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
        if (c == '`' && (after == '\n' || after == '\r')) {
            at += 2;
        } else if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
            add(Kind.LINE_END, "\n", 1);
        } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            at++;
        } else if (c == '#') {
            int end = lineEnd(at);
            add(Kind.COMMENT, text.substring(at, end), end - at);
        } else if (c == '<' && after == '#') {
            int end = end(text.indexOf("#>", at + 2));
            add(Kind.COMMENT, text.substring(at, end), end + 2 - at);
        } else if (c == '@' && (SINGLE + DOUBLE).indexOf(after) >= 0 && lineEnd(at) == at + 2) {
            int end = end(text.indexOf("\n" + after + "@", at));
            add(SINGLE.indexOf(after) >= 0 ? Kind.LITERAL : Kind.EXPANDING, text.substring(Math.min(at + 3, end), end), end + 3 - at);
        } else if (SINGLE.indexOf(c) >= 0) {
            quoted(SINGLE, Kind.LITERAL);
        } else if (DOUBLE.indexOf(c) >= 0) {
            quoted(DOUBLE, Kind.EXPANDING);
        } else if (PUNCTUATION.indexOf(c) >= 0) {
            add(Kind.PUNCTUATION, String.valueOf(c), 1);
        } else {
            word();
        }
    }

    private void quoted(String quotes, Kind kind) {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = i + 1 < text.length() && quotes.indexOf(text.charAt(i + 1)) >= 0;
            if (kind == Kind.EXPANDING && c == '`') {
                i++;
                value.append(text.charAt(end(i < text.length() ? i : -1)));
            } else if (quotes.indexOf(c) >= 0 && !twice) {
                add(kind, value.toString(), i + 1 - at);
                return;
            } else {
                value.append(c);
                i += quotes.indexOf(c) >= 0 ? 1 : 0;
            }
        }
        throw new IllegalArgumentException("a string that does not end: " + text.substring(at));
    }

    private void word() {
        int end = at;
        StringBuilder word = new StringBuilder();
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && (PUNCTUATION + SINGLE + DOUBLE).indexOf(text.charAt(end)) < 0) {
            end += text.charAt(end) == '`' ? 1 : 0;
            word.append(end < text.length() ? text.charAt(end) : ' ');
            end++;
        }
        add(word.charAt(0) == '$' ? Kind.VARIABLE : Kind.WORD, word.toString(), end - at);
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static int end(int found) {
        if (found < 0) {
            throw new IllegalArgumentException("something that does not end");
        }
        return found;
    }

    private void add(Kind kind, String value, int length) {
        tokens.add(new Token(kind, value));
        at += length;
    }
}
