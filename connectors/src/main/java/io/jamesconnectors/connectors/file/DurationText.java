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

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code 30s}, {@code 10m}, {@code 24h}, {@code 2d}: a whole number and its unit, more than zero and at most a year. */
final class DurationText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?([smhd])");
    private static final Duration LONGEST = Duration.ofDays(365);

    private DurationText() {
    }

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(fault(text) + " is no duration (expected: a whole number and s, m, h or d, such as 30s or 24h)");
        }
        long amount = Long.parseLong(form.group(1));
        Duration duration = switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
        if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(fault(text) + " is out of bounds (expected: 1s to 365d)");
        }
        return duration;
    }

    /** The same, in its largest whole unit; {@code duration} is a whole number of seconds. */
    static String of(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds % 3_600 == 0 ? seconds / 3_600 + "h"
            : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String fault(String text) {
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
    }
}
