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

import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What is known about a list, kept beside it.
 *
 * @param clientRequestId who asks: made once for an installation, as the web service wants it
 * @param service the web service and instance that the list came from
 * @param version the version of the list; empty when none was taken yet
 * @param asked when the service was last asked; milliseconds since 1970, UTC; 0 when never
 * @param confirmed when the service last said that the list is the current one; 0 when never
 */
record Note(UUID clientRequestId, String service, Optional<String> version, long asked, long confirmed) {

    /** Nothing is known about a list of that service. */
    static Note fresh(UUID clientRequestId, String service) {
        return new Note(clientRequestId, service, Optional.empty(), 0, 0);
    }

    /** What the file said; what it does not say, or says in a way that makes no sense, is as if it had never been known. */
    static Note of(Properties kept, String service) {
        UUID id = id(kept.getProperty("clientRequestId", ""));
        if (!kept.getProperty("service", "").equals(service)) {
            return fresh(id, service);
        }
        Optional<String> version = Optional.ofNullable(kept.getProperty("version")).filter(ServiceVersion::isOne);
        return new Note(id, service, version, time(kept, "asked"), time(kept, "confirmed"));
    }

    Properties asProperties() {
        Properties properties = new Properties();
        properties.setProperty("clientRequestId", clientRequestId.toString());
        properties.setProperty("service", service);
        version.ifPresent(known -> properties.setProperty("version", known));
        properties.setProperty("asked", Long.toString(asked));
        properties.setProperty("confirmed", Long.toString(confirmed));
        return properties;
    }

    Note asked(long now) {
        return new Note(clientRequestId, service, version, now, confirmed);
    }

    Note confirmed(String current, long now) {
        return new Note(clientRequestId, service, Optional.of(current), now, now);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return UUID.randomUUID();
        }
    }

    private static long time(Properties kept, String key) {
        String text = kept.getProperty(key, "");
        return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }
}
