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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;

import io.jamesconnectors.connectors.Cidr;

/**
 * Reads what Microsoft's Office 365 IP Address and URL web service answers to {@code /endpoints/Worldwide} and its like: an array of endpoint sets, of which those
 * of Exchange at port 25 name the addresses that mail comes from. Any list in a set may be missing, and fields that are not known are passed over.
 *
 * <p>A list is good only as a whole: whatever is no JSON, beyond the bounds, of another shape or without any address is refused, so that
 * a broken answer never replaces a list that works.
 */
public final class EndpointsList {
    /** The largest list that is read, in bytes; Microsoft's have less than 100,000. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    static final int MAX_SETS = 10_000;
    static final int MAX_RANGES = 10_000;

    private static final JsonFactory JSON = JsonFactory.builder()
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();

    private EndpointsList() {
    }

    /**
     * The ranges that Exchange sends from at port 25, in their order, each once; at least one.
     *
     * @param json the list, in UTF-8, UTF-16 or UTF-32
     * @throws UnusableList when it is no good list
     */
    public static List<Cidr> mailRanges(byte[] json) throws UnusableList {
        if (json.length > MAX_BYTES) {
            throw new UnusableList("has " + json.length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        Set<Cidr> ranges = new LinkedHashSet<>();
        try (JsonParser parser = JSON.createParser(json)) {
            EndpointSets sets = new EndpointSets(parser);
            for (int count = 0; sets.next(); count++) {
                if (count == MAX_SETS) {
                    throw new UnusableList("has more than " + MAX_SETS + " endpoint sets");
                }
                EndpointSets.EndpointSet set = sets.read();
                if (set.sendsMail()) {
                    for (String range : set.ips()) {
                        ranges.add(range(range));
                    }
                }
                if (ranges.size() > MAX_RANGES) {
                    throw new UnusableList("has more than " + MAX_RANGES + " ranges");
                }
            }
        } catch (IOException e) {
            throw new UnusableList("is no JSON (expected: the answer of the Office 365 IP Address and URL web service)");
        }
        if (ranges.isEmpty()) {
            throw new UnusableList("names no address of Exchange at port 25 (expected: at least one)");
        }
        return List.copyOf(ranges);
    }

    /** Nobody publishes a range as large as a part of the internet; who puts one into the list wants to be taken for Microsoft. */
    private static Cidr range(String text) throws UnusableList {
        Cidr range;
        try {
            range = Cidr.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableList("has a bad range: " + e.getMessage());
        }
        if (AddressBreadth.of(range) == AddressBreadth.INTERNET) {
            throw new UnusableList("has the range " + range + ", a large part of the internet (expected: the ranges of Exchange)");
        }
        return range;
    }
}
