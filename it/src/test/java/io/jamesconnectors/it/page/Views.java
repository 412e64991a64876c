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
package io.jamesconnectors.it.page;

import java.util.stream.Stream;

/** The views of the page, by their addresses, as a made up company fills them. */
final class Views {
    private Views() {
    }

    static Stream<String> all() {
        return Stream.of("/", "/?q=nobody", "/connector/ContosoBank%20out", "/connector/Newsletter", "/connector/Devices?direction=inbound",
            "/connector/Old%20scanners?direction=inbound",
            "/connector/Woodgrove%20payments", "/connector/MX%20delivery", "/connector/Nobody", "/explain",
            "/explain?sender=anna.schmidt@contoso.com&recipients=treasury@contosobank.com&address=10.20.4.17",
            "/trace", "/trace/t1", "/trace/nothing", "/reports/volume", "/reports/tls", "/reports/failures",
            "/reports/nonAcceptedDomains", "/configuration", "/configuration/import",
            "/configuration/export", "/configuration/check/CON-044", "/nowhere");
    }

    /** Goes there, and waits until everything is there. */
    static void show(Tab tab, String view) throws InterruptedException {
        tab.view("/nowhere");
        tab.awaitText("h1", "Nothing here");
        tab.view(view);
        tab.await(view.equals("/nowhere") ? "document.querySelector('.empty')" : "document.querySelector('h1').textContent !== 'Nothing here'");
        tab.await("document.querySelector('.loading') === null");
    }
}
