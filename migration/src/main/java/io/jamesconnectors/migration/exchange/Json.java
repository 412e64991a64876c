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

import java.util.List;
import java.util.Map;

/** A value of {@code ConvertTo-Json}. */
sealed interface Json {
    /** No value. */
    record Nothing() implements Json {
    }

    /** Text; a number too, as it was written. */
    record Text(String text, boolean number) implements Json {
    }

    /** Yes or no. */
    record Flag(boolean value) implements Json {
    }

    /** A list. */
    record Many(List<Json> entries) implements Json {
    }

    /** An object, its properties in their order. */
    record Thing(Map<String, Json> properties) implements Json {
    }
}
