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

import java.util.Arrays;
import java.util.Locale;

/** What several runs gave. */
record Spread(double least, double median, double most) {

    /** Of at least one value; the median of an even number of values is the mean of the middle two. */
    static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values: none (expected: at least one)");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** Such as {@code 650 (612..671)}; the median alone where all values look the same. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        String from = String.format(Locale.ROOT, number, least);
        String to = String.format(Locale.ROOT, number, most);
        String middle = String.format(Locale.ROOT, number, median);
        return from.equals(to) ? middle : middle + " (" + from + ".." + to + ")";
    }
}
