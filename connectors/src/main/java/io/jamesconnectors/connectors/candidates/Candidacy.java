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
package io.jamesconnectors.connectors.candidates;

import java.util.Locale;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * What became of one connector.
 *
 * @param connector which
 * @param outcome whether it has the mail
 * @param code that of a {@link io.jamesconnectors.connectors.Reason}: stable, of lower-case letters and hyphens
 * @param why the same in a sentence, in which no stranger's text stands
 */
public record Candidacy(ConnectorName connector, Outcome outcome, String code, String why) {

    /** Whether a connector has the mail. */
    public enum Outcome {
        /** It has. */
        CHOSEN,
        /** The mail is refused on its account. */
        REFUSED,
        /** It has not. */
        LOST;

        /** In lower case, for JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
