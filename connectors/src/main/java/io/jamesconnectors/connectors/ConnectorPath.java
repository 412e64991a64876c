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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where connectors are in the web administration: {@code /connectors/named/Bank%20out}. Servers and those who ask them agree on it. */
public final class ConnectorPath {
    /** Where all of it is. */
    public static final String BASE = "/connectors";
    /** What stands before the name of one of them. */
    public static final String NAMED = BASE + "/named/";

    private ConnectorPath() {
    }

    /**
     * Where the connector is. One that is called {@code .} or {@code ..} gets a blank behind it, {@code /connectors/named/..%20}, which is no part of any name: else
     * browsers and proxies would take it for a step upwards, percent-encoded or not.
     *
     * @param name as somebody spells it; a server says of one that is none why not
     */
    public static String of(String name) {
        String bare = name.strip();
        return NAMED + segment(bare.equals(".") || bare.equals("..") ? bare + ' ' : bare);
    }

    /**
     * Any text as one segment of a path, or as a value in a query. Every byte (UTF-8) but letters, digits and {@code .-_*} is a percent sign and two hex digits.
     */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
