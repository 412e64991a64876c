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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 1000000}, {@code 500k}, {@code 36m}: bytes, KiB or MiB; from 0 to 2^40 bytes. */
final class SizeText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,13}) ?([km]?)");
    private static final long MOST = 1L << 40;

    private SizeText() {
    }

    static long parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no size (expected: a number of bytes, or a number and k or m, such as 36m)");
        }
        long unit = switch (form.group(2)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            default -> 1;
        };
        long number = Long.parseLong(form.group(1));
        if (number > MOST / unit) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is out of bounds (expected: 0 to 1048576m)");
        }
        return number * unit;
    }

    /** The same, in its largest whole unit. */
    static String of(long bytes) {
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + "m" : bytes % (1L << 10) == 0 ? (bytes >> 10) + "k" : String.valueOf(bytes);
    }
}
