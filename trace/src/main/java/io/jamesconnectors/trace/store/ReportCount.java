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
package io.jamesconnectors.trace.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One count of a report.
 *
 * @param day where the report is by days
 * @param direction {@code inbound} or {@code outbound}
 * @param connector its name; empty for none
 * @param item what is counted: {@code messages}, {@code refused}, {@code delivered}, {@code deferred}, {@code failed}; a version of TLS, {@code No TLS}, {@code Forced TLS}; the codes of a
 *     reply; a domain
 * @param samples the latest first: what such a reply says, or the Message-IDs of such mail
 */
public record ReportCount(Optional<LocalDate> day, String direction, String connector, String item, long amount, List<String> samples) {
    public ReportCount {
        samples = List.copyOf(samples);
    }
}
