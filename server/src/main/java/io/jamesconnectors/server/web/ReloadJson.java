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
import java.util.Map;

import io.jamesconnectors.connectors.file.Reload;

/** A reload that took place: what differs now, by name, in which options, and what to look at. */
record ReloadJson(String summary, List<String> added, List<String> removed, List<String> changed, Map<String, List<String>> options,
        List<String> droppedOverrides, List<DiagnosticJson> warnings) {

    static ReloadJson of(Reload.Swapped swapped) {
        return new ReloadJson(swapped.summary().asText(), swapped.summary().added(), swapped.summary().removed(), swapped.summary().changed(),
            swapped.summary().options(), swapped.summary().droppedOverrides(), DiagnosticJson.of(swapped.warnings()));
    }
}
