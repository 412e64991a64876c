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

import java.nio.file.Path;
import java.util.List;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ConnectorsWriter;

/**
 * What came of an import.
 *
 * @param connectors what was carried
 * @param report what became of each setting
 * @param secrets what belongs in files of their own; {@code connectors} refers to them by path
 */
public record Imported(Connectors connectors, List<ReportLine> report, List<SecretFile> secrets) {
    public Imported {
        report = List.copyOf(report);
        secrets = List.copyOf(secrets);
    }

    /**
     * With connectors that can be written.
     *
     * @param from the file to name when they can't
     * @throws Unreadable when a value can't be said in connectors.xml
     */
    public static Imported checked(Connectors connectors, List<ReportLine> report, List<SecretFile> secrets, String from) throws Unreadable {
        try {
            ConnectorsWriter.write(connectors, Path.of("/"));
        } catch (IllegalArgumentException e) {
            throw new Unreadable(from, 0, String.valueOf(e.getMessage()));
        }
        return new Imported(connectors, report, secrets);
    }
}
