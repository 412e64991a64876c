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
package io.jamesconnectors.connectors.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Goes through an array of endpoint sets, one after the other, and keeps nothing but the fields that matter of the one it is at. */
final class EndpointSets {
    static final int MAX_DEPTH = 32;

    private final JsonParser parser;
    private int depth;

    /**
     * A set of endpoints of one service.
     *
     * @param serviceArea such as {@code Exchange}; empty when it is not given
     * @param tcpPorts separated by commas; empty when they are not given
     * @param ips address ranges as they are written
     */
    record EndpointSet(String serviceArea, String tcpPorts, List<String> ips) {
        boolean sendsMail() {
            return serviceArea.equals("Exchange") && Arrays.stream(tcpPorts.split(",")).map(String::strip).anyMatch("25"::equals);
        }
    }

    EndpointSets(JsonParser parser) throws IOException, UnusableList {
        this.parser = parser;
        if (advance() != JsonToken.START_ARRAY) {
            throw new UnusableList("does not start with an array (expected: the answer of the Office 365 IP Address and URL web service)");
        }
    }

    /** Goes to the next set; false at the end, after which nothing may follow. */
    boolean next() throws IOException, UnusableList {
        if (advance() != JsonToken.END_ARRAY) {
            return true;
        }
        if (advance() != null) {
            throw new UnusableList("goes on after its end");
        }
        return false;
    }

    /** The set at which it is. */
    EndpointSet read() throws IOException, UnusableList {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new UnusableList("holds something other than endpoint sets");
        }
        String serviceArea = "";
        String tcpPorts = "";
        List<String> ips = List.of();
        while (advance() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            advance();
            switch (field) {
                case "serviceArea" -> serviceArea = text(field);
                case "tcpPorts" -> tcpPorts = text(field);
                case "ips" -> ips = texts(field);
                default -> pass();
            }
        }
        return new EndpointSet(serviceArea, tcpPorts, ips);
    }

    private String text(String field) throws IOException, UnusableList {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new UnusableList("has a " + field + " that is no text");
        }
        return parser.getText();
    }

    private List<String> texts(String field) throws IOException, UnusableList {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return List.of();
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new UnusableList("has " + field + " that are no list");
        }
        List<String> texts = new ArrayList<>();
        while (advance() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_NULL || texts.size() == EndpointsList.MAX_RANGES) {
                throw new UnusableList("has " + field + " that hold nothing, or more than " + EndpointsList.MAX_RANGES);
            }
            texts.add(text(field));
        }
        return texts;
    }

    /** Passes over the value at which it is. */
    private void pass() throws IOException, UnusableList {
        int outside = parser.currentToken().isStructStart() ? depth - 1 : depth;
        while (depth > outside) {
            advance();
        }
    }

    private @Nullable JsonToken advance() throws IOException, UnusableList {
        JsonToken token = parser.nextToken();
        if (token != null && token.isStructStart()) {
            depth++;
        } else if (token != null && token.isStructEnd()) {
            depth--;
        }
        if (depth > MAX_DEPTH) {
            throw new UnusableList("is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (token == null && depth > 0) {
            throw new UnusableList("ends too early");
        }
        return token;
    }
}
