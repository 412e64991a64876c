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
package io.jamesconnectors.bench.relay;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the bodies of a batch are.
 *
 * @param octets about how long each is
 */
record BodySize(int octets) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})([km]?)");
    private static final int MOST = 30_000_000;
    private static final int LARGE = 1_000_000;
    private static final int LARGE_BATCH_OCTETS_PER_MESSAGE = 60_000;

    BodySize {
        if (octets < 1 || octets > MOST) {
            throw new IllegalArgumentException("size: " + octets + " (expected: 1 to " + MOST + " octets)");
        }
    }

    /** Of such as {@code 900}, {@code 10k} or {@code 5m} (1,000 and 1,000,000 octets). */
    static BodySize parse(String text) {
        Matcher parts = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("size: " + text + " (expected: such as 900, 10k or 5m)");
        }
        long octets = Long.parseLong(parts.group(1)) * switch (parts.group(2)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            default -> 1;
        };
        return new BodySize((int) Math.min(Integer.MAX_VALUE, octets));
    }

    /** Whether the processes of our own have to do with little memory for it. */
    boolean isLarge() {
        return octets >= LARGE;
    }

    /** The messages of a batch, where one of small messages has {@code messages}: fewer large ones, about as many octets as {@code messages} of 60 KB. */
    int batch(int messages) {
        return isLarge() ? (int) Math.max(1, (long) messages * LARGE_BATCH_OCTETS_PER_MESSAGE / octets) : messages;
    }

    @Override
    public String toString() {
        return octets % 1_000_000 == 0 ? octets / 1_000_000 + " MB" : octets % 1_000 == 0 ? octets / 1_000 + " KB" : octets + " B";
    }
}
