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
package io.jamesconnectors.connectors;

import java.util.Optional;

/**
 * One step of a decision's reasoning: what logs carry and what explanations print.
 * It holds nothing that a stranger could have written, so it never needs escaping.
 *
 * @param code stable, of lower-case letters and hyphens, such as {@code sender-not-accepted}; scripts may rely on it
 * @param sentence the same for people
 * @param connector the connector that it is about, if about one
 */
public record Reason(String code, String sentence, Optional<ConnectorName> connector) {

    /** A reason that is about no connector. */
    public static Reason of(String code, String sentence) {
        return new Reason(code, sentence, Optional.empty());
    }

    /** A reason that is about {@code connector}. */
    public static Reason of(String code, String sentence, ConnectorName connector) {
        return new Reason(code, sentence, Optional.of(connector));
    }

    @Override
    public String toString() {
        return connector.map(name -> "\"" + name + "\": ").orElse("") + sentence + " [" + code + "]";
    }
}
