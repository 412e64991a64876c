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
package io.jamesconnectors.it.explain;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/** Connector, verdict, reason and identification, in the same words wherever they are told. */
final class Decisions {

    private Decisions() {
    }

    /** Of what is explained. */
    static String explained(JsonNode inbound) {
        return (inbound.has("connector") ? '"' + inbound.path("connector").asText() + '"' : "-") + " "
            + inbound.path("verdict").asText().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + " " + inbound.path("code").asText() + " "
            + inbound.path("identifiedBy").asText("-");
    }

    /** Of a line of the log. */
    static String logged(String line) {
        return line.replaceFirst(".* connector=(.*) verdict=(\\S+) reason=(\\S+) identified=(\\S+) .*", "$1 $2 $3 $4");
    }
}
