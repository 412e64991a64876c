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
package io.jamesconnectors.migration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of an export.
 *
 * @param files the files by their names, in the order in which they are to be read
 * @param report what became of each option that is not as everywhere
 */
public record Exported(Map<String, String> files, List<ReportLine> report) {
    public Exported {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        report = List.copyOf(report);
    }
}
