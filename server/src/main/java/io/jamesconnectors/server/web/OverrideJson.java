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
package io.jamesconnectors.server.web;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.file.Overridden;

/** That a connector was switched beside the file, and when. */
record OverrideJson(boolean enabled, String at) {

    /** Null where nobody has. */
    static @Nullable OverrideJson of(Optional<Overridden> overridden) {
        return overridden.map(known -> new OverrideJson(known.override().enabled(), known.override().at().toString())).orElse(null);
    }
}
