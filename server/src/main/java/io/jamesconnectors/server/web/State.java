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

import java.util.Locale;

/** How a connector fares: the one answer of list, page, status, command line and health check. */
public enum State {
    /** Nothing is wrong that anybody knows of. */
    OK,
    /** Outbound: something is wrong with the connector as a whole, and nothing was delivered since. */
    FAILING,
    /** Outbound: it sends less than it would, since the other side finds us too fast or its pace is used up. */
    THROTTLED,
    /** Outbound: the other side has put single mails off, and has taken none since. */
    DEFERRING,
    /** It is switched off. */
    OFF,
    /** Outbound: it is only there to be tried. */
    TEST;

    /** In lower case. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
