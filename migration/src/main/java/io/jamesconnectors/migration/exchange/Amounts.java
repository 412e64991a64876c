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

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exchange's numbers, sizes and times. {@code unlimited} is none. */
final class Amounts {
    private static final Pattern SIZE = Pattern.compile("([0-9.]+) ?(B|KB|MB|GB)?(?: \\(([0-9,.' ]+) bytes\\))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("(?:([0-9]{1,5})\\.)?([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\\.[0-9]+)?");
    private static final long MOST = 1L << 40;

    private Amounts() {
    }

    /** A whole number of at most {@code most}; a larger one is {@code most}. */
    static Optional<Integer> number(String text, int most) {
        if (isUnlimited(text)) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("number: '" + text + "' (expected: a whole number, or unlimited)");
        }
        return Optional.of((int) Math.min(most, Long.parseLong(text)));
    }

    /** {@code 25 MB (26,214,400 bytes)}, {@code 25MB}, {@code 26214400}: bytes, at most 2^40. */
    static Optional<Long> size(String text) {
        if (isUnlimited(text)) {
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(text);
        String exact = size.matches() && size.group(3) != null ? size.group(3).replaceAll("[^0-9]", "") : "";
        if (!size.matches() || exact.length() > 18 || !size.group(1).matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException("size: '" + text + "' (expected: such as 25 MB (26,214,400 bytes), or unlimited)");
        }
        String unit = size.group(2) == null ? "B" : size.group(2).toUpperCase(Locale.ROOT);
        long scale = switch (unit) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            default -> 1;
        };
        return Optional.of(Math.min(MOST, exact.isEmpty() ? (long) (Double.parseDouble(size.group(1)) * scale) : Long.parseLong(exact)));
    }

    /** {@code 00:10:00} or {@code 1.00:00:00}: at least a second, at most a year. */
    static Optional<Duration> time(String text) {
        if (isUnlimited(text)) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("time: '" + text + "' (expected: such as 00:10:00)");
        }
        long days = time.group(1) == null ? 0 : Long.parseLong(time.group(1));
        Duration duration = Duration.ofDays(days).plusHours(Long.parseLong(time.group(2))).plusMinutes(Long.parseLong(time.group(3)))
            .plusSeconds(Long.parseLong(time.group(4)));
        Duration year = Duration.ofDays(365);
        return duration.isZero() ? Optional.empty() : Optional.of(duration.compareTo(year) > 0 ? year : duration);
    }

    private static boolean isUnlimited(String text) {
        return text.isEmpty() || text.equalsIgnoreCase("unlimited");
    }
}
