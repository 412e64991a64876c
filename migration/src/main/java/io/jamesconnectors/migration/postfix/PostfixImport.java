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
package io.jamesconnectors.migration.postfix;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** Makes connectors of Postfix's main.cf and tables. */
public final class PostfixImport {
    private PostfixImport() {
    }

    /**
     * Reads the files.
     *
     * @param sources main.cf, its tables, or both
     * @param secrets the directory in which passwords are to be kept; empty where none may be taken
     * @param base where relative paths of the resulting connectors.xml start
     * @throws Unreadable when a file can't be understood; then nothing is imported
     */
    public static Imported read(List<PostfixSource> sources, Optional<Path> secrets, Path base) throws Unreadable {
        if (sources.size() > Input.MAX_FILES) {
            throw new Unreadable(sources.get(0).input().name(), 0, "and others: " + sources.size() + " files (expected: at most " + Input.MAX_FILES + ")");
        }
        Report report = new Report();
        PostfixFiles files = new PostfixFiles(sources, report);
        Report.Of main = files.aboutMain();
        List<AcceptedDomain> accepted = new OwnDomains(files, report, main).read();
        List<InboundConnector> inbound = new Clients(files, report, main).read();
        Logins logins = new Logins(secrets);
        for (Table table : files.tables(Parameters.PASSWORDS)) {
            logins.add(table, report);
        }
        List<OutboundConnector> outbound = new Routes(files, report, main, logins, accepted, base).read();
        main.carried(Parameters.PASSWORDS, "credentials");
        files.finish();
        others(files, main);
        return Imported.checked(new Connectors(accepted, inbound, outbound, List.of()), report.lines(), logins.secrets(), sources.get(0).input().name());
    }

    private static void others(PostfixFiles files, Report.Of main) {
        files.main().map(MainCf::parameters).orElse(Map.of()).keySet().stream().filter(name -> !main.tells(name))
            .forEach(name -> {
                Optional<String> security = Optional.ofNullable(Parameters.SECURITY.get(name));
                security.ifPresent(why -> main.weaker(name, why));
                if (security.isEmpty()) {
                    main.dropped(name, Parameters.REASONS.getOrDefault(name, Parameters.OTHERS));
                }
            });
    }
}
