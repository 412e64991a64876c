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

import java.util.List;

import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.WholeCheck;

/** What {@code check} says of the file on disk; the numbers count what was found, of which the first hundreds are listed. */
record CheckJson(String file, boolean accepted, long errors, long warnings, long notes, long exchangeOnline, List<DiagnosticJson> diagnostics) {

    static CheckJson of(WholeCheck check) {
        return new CheckJson(check.file().toString(), check.accepted(), check.count(Severity.ERROR), check.count(Severity.WARNING), check.count(Severity.NOTE),
            check.count(Severity.EXCHANGE_ONLINE), DiagnosticJson.of(check.all()));
    }
}
