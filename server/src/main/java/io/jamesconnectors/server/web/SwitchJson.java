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

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.Reload;

/** A connector that has been switched: how it is now, what differs, and what to look at. */
record SwitchJson(String name, String direction, boolean enabled, @Nullable OverrideJson override, String summary, List<DiagnosticJson> warnings) {

    static SwitchJson of(Direction direction, ConnectorName name, ActiveConnectors active, Reload.Swapped swapped) {
        return new SwitchJson(name.asString(), direction.word(), active.enabled(direction, name).orElse(false), OverrideJson.of(active.overridden(direction, name)),
            swapped.summary().asText(), DiagnosticJson.of(swapped.warnings()));
    }
}
