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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Unreadable;

/** Reads the objects of one file: a single one, an array, or several one after the other, as {@code >>} appends them. */
final class JsonText implements AutoCloseable {
    static final int MAX_DEPTH = 32;
    static final int MAX_OBJECTS = 100_000;
    private static final int MAX_VALUES = 5_000_000;

    private final String file;
    private final JsonParser parser;
    private int values;
    private int depth;

    /** An object at the top, and the line that it begins on. */
    record Found(Json.Thing object, int line) {
    }

    private JsonText(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static List<Found> objects(Input input) throws Unreadable {
        String text = input.text();
        try (JsonText json = new JsonText(input.name(), new JsonFactory().createParser(text))) {
            return json.objects();
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new Unreadable(input.name(), at == null ? 0 : at.getLineNr(), "is no JSON, or ends too early (expected: what ConvertTo-Json prints)");
        } catch (IOException e) {
            throw new Unreadable(input.name(), 0, "can't be read: " + e.getClass().getSimpleName());
        }
    }

    private List<Found> objects() throws IOException, Unreadable {
        List<Found> found = new ArrayList<>();
        int arrays = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            int line = parser.currentTokenLocation().getLineNr();
            if (token == JsonToken.START_ARRAY && arrays == 0) {
                arrays++;
            } else if (token == JsonToken.END_ARRAY) {
                arrays--;
            } else if (token == JsonToken.START_OBJECT && value() instanceof Json.Thing thing) {
                found.add(new Found(thing, line));
            } else {
                throw new Unreadable(file, line, "holds something other than objects (expected: the output of a Get- cmdlet through ConvertTo-Json)");
            }
            if (found.size() > MAX_OBJECTS) {
                throw new Unreadable(file, line, "holds more than " + MAX_OBJECTS + " objects");
            }
        }
        if (arrays > 0) {
            throw new Unreadable(file, parser.currentLocation().getLineNr(), "is no JSON, or ends too early (expected: what ConvertTo-Json prints)");
        }
        return found;
    }

    private Json value() throws IOException, Unreadable {
        values++;
        if (values > MAX_VALUES || depth > MAX_DEPTH) {
            throw new Unreadable(file, parser.currentTokenLocation().getLineNr(), values > MAX_VALUES ? "holds more than " + MAX_VALUES + " values"
                : "is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> thing();
            case START_ARRAY -> many();
            case VALUE_NULL -> new Json.Nothing();
            case VALUE_TRUE -> new Json.Flag(true);
            case VALUE_FALSE -> new Json.Flag(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Text(parser.getText(), true);
            default -> new Json.Text(parser.getText(), false);
        };
    }

    private Json thing() throws IOException, Unreadable {
        Map<String, Json> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        depth++;
        for (@Nullable JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String name = parser.currentName();
            parser.nextToken();
            Json value = value();
            Json before = properties.put(name, value);
            if (before != null && isNumberAndWord(name, before, value)) {
                properties.put(name, isNumber(value) ? before : value);
            } else if (before != null) {
                throw new Unreadable(file, parser.currentTokenLocation().getLineNr(), "has a property twice in one object");
            }
        }
        depth--;
        return new Json.Thing(properties);
    }

    /** {@code {"value": 2, "Value": "Partner"}}, as PowerShell 5 prints an enumeration that came from a remote session. */
    private static boolean isNumberAndWord(String name, Json first, Json second) {
        return name.equalsIgnoreCase("value") && first instanceof Json.Text && second instanceof Json.Text && isNumber(first) != isNumber(second);
    }

    private static boolean isNumber(Json value) {
        return value instanceof Json.Text text && text.number();
    }

    private Json many() throws IOException, Unreadable {
        List<Json> entries = new ArrayList<>();
        depth++;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            entries.add(value());
        }
        depth--;
        return new Json.Many(entries);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
