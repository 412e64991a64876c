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
package io.jamesconnectors.connectors.hybrid;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The day in a rewritten sender: two letters or digits (RFC 4648 base 32), which begin anew every 1,024 days.
 *
 * @param validDays how many days it holds after its own
 */
record SrsTime(int validDays) {
    static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int CYCLE = 1024;

    String of(Instant now) {
        int day = day(now);
        return "" + DIGITS.charAt(day / 32) + DIGITS.charAt(day % 32);
    }

    /** Whether it names today, tomorrow (clocks differ), or one of the days before for which it holds. */
    boolean isValid(String text, Instant now) {
        String upper = text.toUpperCase(Locale.ROOT);
        int high = upper.length() == 2 ? DIGITS.indexOf(upper.charAt(0)) : -1;
        int low = upper.length() == 2 ? DIGITS.indexOf(upper.charAt(1)) : -1;
        int age = Math.floorMod(day(now) + 1 - (high * 32 + low), CYCLE) - 1;
        return high >= 0 && low >= 0 && age <= validDays;
    }

    private static int day(Instant now) {
        return (int) Math.floorMod(now.getEpochSecond() / Duration.ofDays(1).toSeconds(), CYCLE);
    }
}
