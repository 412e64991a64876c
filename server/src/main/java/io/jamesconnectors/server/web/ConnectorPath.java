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
package io.jamesconnectors.server.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.jamesconnectors.connectors.ConnectorName;

/** A connector in a path: {@code /connectors/named/Bank%20out}. */
final class ConnectorPath {
    /** For routes of one connector. */
    static final String NAMED = WebPart.BASE_PATH + "/named/:name";

    private ConnectorPath() {
    }

    /** Where the connector is. */
    static String of(ConnectorName name) {
        return WebPart.BASE_PATH + "/named/" + URLEncoder.encode(name.asString(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
