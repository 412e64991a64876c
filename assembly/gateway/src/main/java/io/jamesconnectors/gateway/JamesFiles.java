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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The configuration that James itself reads: the administrator's file where {@code conf/gateway/} has it, else the shipped one.
 * Put together anew at each start, in {@code var/run/james}, so that a directory with nothing but {@code connectors.xml} is enough.
 */
final class JamesFiles {
    static final List<String> NAMES = List.of("smtpserver.xml", "mailetcontainer.xml", "mailrepositorystore.xml", "domainlist.xml",
            "usersrepository.xml", "recipientrewritetable.xml", "dnsservice.xml", "imapserver.xml", "lmtpserver.xml", "pop3server.xml",
            "managesieveserver.xml", "listeners.xml", "webadmin.properties", "healthcheck.properties", "jmap.properties",
            "extensions.properties", "deletedMessageVault.properties", "logback.xml");
    /** As James spells the place. */
    static final String PLACE = "file://var/run/james/";

    private JamesFiles() {
    }

    static Path assemble(Path conf, Path var) throws IOException {
        Path target = Files.createDirectories(var.resolve("run/james"));
        for (String name : NAMES) {
            Path own = conf.resolve("gateway").resolve(name);
            if (Files.exists(own)) {
                Files.copy(own, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } else {
                try (InputStream shipped = JamesFiles.class.getResourceAsStream("/conf/gateway/" + name)) {
                    if (shipped == null) {
                        throw new IOException("not in the gateway's JAR: conf/gateway/" + name);
                    }
                    Files.copy(shipped, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return target;
    }
}
