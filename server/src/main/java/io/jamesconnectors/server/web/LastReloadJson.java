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

import java.time.temporal.ChronoUnit;
import java.util.List;

import io.jamesconnectors.connectors.file.LastReload;

/**
 * The last attempt to change the configuration in force.
 *
 * @param by {@code rest}, {@code file}, {@code publishedAddresses} or {@code start}
 * @param outcome {@code swapped} or {@code refused}
 */
record LastReloadJson(String at, String by, String outcome, String summary, List<DiagnosticJson> diagnostics) {

    static LastReloadJson of(LastReload last) {
        return new LastReloadJson(last.at().truncatedTo(ChronoUnit.SECONDS).toString(), last.by().word(), last.swapped() ? "swapped" : "refused", last.summary(),
            DiagnosticJson.of(last.diagnostics()));
    }
}
