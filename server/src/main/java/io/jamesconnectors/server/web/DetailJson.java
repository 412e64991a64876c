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

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * All of one connector; the members of the summary stand beside the others.
 *
 * @param position where the connector stands in the file, {@code conf/connectors.xml:12:3}; absent for the built-in one
 * @param settings all options, those too that the file leaves at their default
 * @param counters sums since the start of the server, by name
 * @param hosts outbound: the hosts that it has met
 * @param lastValidation what came of trying it out last, with the steps
 */
record DetailJson(@JsonUnwrapped SummaryJson summary, @Nullable String position, List<SettingJson> settings, Map<String, Long> counters, List<HostJson> hosts, HistoryJson history,
        @Nullable ValidationJson lastValidation) {
}
