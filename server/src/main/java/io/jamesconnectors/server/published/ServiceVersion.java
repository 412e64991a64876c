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
package io.jamesconnectors.server.published;

import java.io.IOException;
import java.math.BigInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The version of a list: ten digits, {@code YYYYMMDDNN}, today; any number is taken. */
final class ServiceVersion {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BYTES = 4096;

    private ServiceVersion() {
    }

    static boolean isOne(String text) {
        return text.matches("[0-9]{1,20}");
    }

    /** Whether {@code latest} is another list than {@code known}, and no older one. */
    static boolean isNewer(String latest, String known) {
        return new BigInteger(latest).compareTo(new BigInteger(known)) > 0;
    }

    /**
     * Reads the answer to {@code /version/Worldwide} and its like: {@code {"instance":"Worldwide","latest":"2026081400"}}.
     *
     * @throws IOException when it is none, or is about another instance
     */
    static String read(byte[] answer, String instance) throws IOException {
        if (answer.length > MAX_BYTES) {
            throw new IOException("the version has " + answer.length + " bytes (expected: at most " + MAX_BYTES + ")");
        }
        JsonNode version;
        try {
            version = JSON.readTree(answer);
        } catch (IOException e) {
            throw new IOException("the version is no JSON", e);
        }
        String latest = version.path("latest").asText("");
        if (!version.path("instance").asText("").equalsIgnoreCase(instance) || !isOne(latest)) {
            throw new IOException("the version is none of " + instance + " (expected: its instance, and latest as a number)");
        }
        return latest;
    }
}
