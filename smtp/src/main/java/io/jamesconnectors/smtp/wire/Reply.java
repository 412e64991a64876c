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

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.EnhancedCode;

/**
 * What a server answered (RFC 5321 §4.2), with the enhanced status code where it gave one (RFC 2034 §4).
 * The text comes from a stranger: control characters in it are replaced, so that it can go into a log line.
 *
 * @param code 200 to 599
 * @param enhanced the enhanced code of the first line, when it has the class of {@code code}
 * @param lines the text of each line, without codes and line ends; at least one, perhaps empty
 */
public record Reply(int code, Optional<EnhancedCode> enhanced, List<String> lines) {

    private static final Pattern ENHANCED = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?: |$)");

    public Reply {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("reply code: " + code + " (expected: 200 to 599)");
        }
        requireNonNull(enhanced, "enhanced");
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("reply lines: none (expected: at least one)");
        }
    }

    /** Takes the enhanced code out of the first line, and makes the text safe to print. */
    public static Reply of(int code, List<String> lines) {
        List<String> printable = lines.stream().map(Printable::of).toList();
        return new Reply(code, enhanced(code, printable.get(0)), printable);
    }

    /** 2yz: done. */
    public boolean isPositive() {
        return code < 300;
    }

    /** 3yz: go on. */
    public boolean isIntermediate() {
        return code >= 300 && code < 400;
    }

    /** 4yz: try again later. */
    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    /** 5yz: do not try again. */
    public boolean isPermanent() {
        return code >= 500;
    }

    /** The enhanced code of the server, or the one that says no more than the class of the code. */
    public EnhancedCode enhancedOrGeneric() {
        return enhanced.orElseGet(() -> new EnhancedCode(isPermanent() ? 5 : isTransient() ? 4 : 2, 0, 0));
    }

    /** The same for now instead of for good: with {@code code}, and the class of the enhanced code changed likewise. */
    public Reply asTransient(int transientCode) {
        Optional<EnhancedCode> softened = enhanced.map(known -> new EnhancedCode(4, known.subject(), known.detail()));
        List<String> softenedLines = enhanced.isEmpty() ? lines
            : lines.stream().map(line -> line.startsWith(enhanced.get().toString()) ? "4" + line.substring(1) : line).toList();
        return new Reply(transientCode, softened, softenedLines);
    }

    /** The text on one line, without the enhanced code, which servers repeat on each line. */
    public String text() {
        return enhanced.map(Object::toString)
            .map(code -> lines.stream().map(line -> line.startsWith(code) ? line.substring(code.length()).stripLeading() : line).collect(Collectors.joining(" ")))
            .orElseGet(() -> String.join(" ", lines));
    }

    /** Code and text on one line, as it was said. */
    public String asString() {
        return code + " " + String.join(" ", lines);
    }

    private static Optional<EnhancedCode> enhanced(int code, String line) {
        Matcher matcher = ENHANCED.matcher(line);
        if (!matcher.lookingAt() || Integer.parseInt(matcher.group(1)) != code / 100) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedCode(code / 100, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
    }
}
