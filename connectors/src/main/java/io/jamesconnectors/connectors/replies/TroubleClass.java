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
package io.jamesconnectors.connectors.replies;

import java.util.Arrays;
import java.util.Locale;

/** How long a trouble lasts, and whom it concerns. */
public enum TroubleClass {
    /** It passes by itself. */
    TRANSIENT,
    /** It concerns this message or this recipient. */
    PERMANENT,
    /** We send or ask too much, or too fast. */
    THROTTLING,
    /** It lasts until somebody changes something, here or there. */
    CONFIGURATION;

    /** In lower case, as the tables write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TroubleClass of(String word) {
        return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst()
            .orElseThrow(() -> new IllegalStateException("class: '" + word + "' (expected: transient, permanent, throttling or configuration)"));
    }
}
