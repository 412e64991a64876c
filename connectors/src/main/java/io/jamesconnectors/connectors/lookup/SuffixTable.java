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
package io.jamesconnectors.connectors.lookup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A hash table of domains that finds the longest one that a name ends with, at a label boundary, in one pass over the name from its end.
 *
 * <p>{@link String#hashCode} is defined as a polynomial, which can be built from the right: after each label the hash of the suffix read
 * so far equals the hash of that suffix as a string of its own, so no substring is made. Linear probing, at most half full.
 */
final class SuffixTable<T> {
    private final List<@Nullable String> keys;
    private final List<@Nullable T> values;
    private final int mask;

    /** A table with room for {@code capacity} keys. */
    SuffixTable(int capacity) {
        int size = Integer.highestOneBit(Math.max(1, capacity)) * 4;
        this.keys = new ArrayList<>(Collections.nCopies(size, null));
        this.values = new ArrayList<>(Collections.nCopies(size, null));
        this.mask = size - 1;
    }

    void put(String suffix, T value) {
        int slot = slot(suffix, 0, suffix.hashCode());
        keys.set(slot, suffix);
        values.set(slot, value);
    }

    /** The value of the longest key that {@code name} equals or lies below, else {@code otherwise}. */
    T longest(String name, T otherwise) {
        T longest = otherwise;
        int hash = 0;
        int power = 1;
        for (int i = name.length() - 1; i >= 0; i--) {
            hash += name.charAt(i) * power;
            power *= 31;
            if (i == 0 || name.charAt(i - 1) == '.') {
                T value = values.get(slot(name, i, hash));
                longest = value == null ? longest : value;
            }
        }
        return longest;
    }

    /** Where the suffix of {@code name} that begins at {@code from} is, or would be. */
    private int slot(String name, int from, int hash) {
        int slot = (hash ^ hash >>> 16) & mask;
        for (String key = keys.get(slot); key != null; key = keys.get(slot)) {
            if (key.length() == name.length() - from && name.startsWith(key, from)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
