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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a lookup, made when the map is built, so that looking up allocates nothing.
 *
 * @param best the most specific value
 * @param all every value that covers the key, the most specific first
 */
record Found<V>(Optional<V> best, List<V> all) {

    static <V> Found<V> nothing() {
        return new Found<>(Optional.empty(), List.of());
    }

    /** {@code value}, and behind it all that covers the same keys and more. */
    static <V> Found<V> of(V value, @Nullable Found<V> wider) {
        return new Found<>(
            Optional.of(value),
            wider == null ? List.of(value) : Stream.concat(Stream.of(value), wider.all.stream()).toList());
    }
}
