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
package io.jamesconnectors.connectors;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463), such as 5.7.64.
 *
 * @param klass 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0 to 999, for instance 7 for security and policy
 * @param detail 0 to 999
 */
public record EnhancedCode(int klass, int subject, int detail) {

    private static final Pattern SYNTAX = Pattern.compile("([245])\\.([0-9]{1,3})\\.([0-9]{1,3})");

    public EnhancedCode {
        if (klass != 2 && klass != 4 && klass != 5) {
            throw new IllegalArgumentException("enhanced code class: " + klass + " (expected: 2, 4 or 5)");
        }
        if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("enhanced code: " + klass + "." + subject + "." + detail + " (expected: parts of 0 to 999)");
        }
    }

    /**
     * Reads {@code 5.7.64}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static EnhancedCode parse(String text) {
        return tryParse(text).orElseThrow(
            () -> new IllegalArgumentException("enhanced code: '" + printable(text) + "' (expected: three numbers such as 5.7.64, the first 2, 4 or 5)"));
    }

    /** As {@link #parse}, empty instead of thrown: for text from strangers, who send all sorts of things. */
    public static Optional<EnhancedCode> tryParse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.matches()
            ? Optional.of(new EnhancedCode(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))))
            : Optional.empty();
    }

    @Override
    public String toString() {
        return klass + "." + subject + "." + detail;
    }

    private static String printable(String text) {
        String shown = text.length() > 20 ? text.substring(0, 20) + "…" : text;
        return shown.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
