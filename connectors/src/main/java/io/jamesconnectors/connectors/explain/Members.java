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
package io.jamesconnectors.connectors.explain;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;

import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;

/** Members that several objects of an explanation have; what is not there is left out. */
final class Members {
    private final JsonGenerator json;

    Members(JsonGenerator json) {
        this.json = json;
    }

    void candidates(Candidates candidates) throws IOException {
        json.writeArrayFieldStart("candidates");
        for (Candidacy candidate : candidates.shown()) {
            json.writeStartObject();
            json.writeStringField("connector", candidate.connector().asString());
            json.writeStringField("outcome", candidate.outcome().word());
            json.writeStringField("code", candidate.code());
            json.writeStringField("why", candidate.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!candidates.others().isEmpty()) {
            json.writeObjectFieldStart("others");
            for (Map.Entry<String, Integer> other : candidates.others().entrySet()) {
                json.writeNumberField(other.getKey(), other.getValue());
            }
            json.writeEndObject();
        }
    }

    void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    void list(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }
}
