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
import java.util.stream.Collectors;

import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.eclipse.jetty.http.HttpStatus;

import io.jamesconnectors.connectors.file.Overridden;
import io.jamesconnectors.connectors.file.Reload;

/** A reload that was refused: James's own error fields, and the diagnostics. */
record RefusalJson(int statusCode, String type, String message, List<DiagnosticJson> diagnostics) {
    private static final int SHOWN = 10;

    /** @param overridden what counts beside the file, and may be what an error is about */
    static RefusalJson of(Reload.Kept kept, String what, List<Overridden> overridden) {
        String beside = overridden.isEmpty() ? "" : " (overrides count too: " + overridden.stream().limit(SHOWN)
            .map(known -> "'" + known.override().name() + "' is " + (known.override().enabled() ? "on" : "off")).collect(Collectors.joining(", "))
            + (overridden.size() > SHOWN ? " and " + (overridden.size() - SHOWN) + " more" : "") + ")";
        return new RefusalJson(HttpStatus.BAD_REQUEST_400, ErrorType.INVALID_ARGUMENT.getType(),
            what + "; the configuration in force stays" + beside, DiagnosticJson.of(kept.diagnostics()));
    }
}
