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
package io.jamesconnectors.bench.relay;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;

/** James's memory application as it is published, with or without the drop-in JAR. The configuration is the one that the end-to-end test of the JAR has. */
final class PlainJames {
    private static final String MAIN = "org.apache.james.MemoryJamesServerMain";
    private static final String CLASS_PATH = "it/stock-james/target/class-path";
    private static final String CONFIGURATION = "it/src/test/resources/stock-james/conf";
    private static final String JAR = "assembly/drop-in/target/james-connectors.jar";
    /** As James's sample: INFO, and not flushed at each line; once, to a file. */
    private static final String LOG = """
        <configuration>
            <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>%s</file>
                <encoder>
                    <pattern>%%d{HH:mm:ss.SSS} [%%-5level] %%logger{15} - %%msg%%n%%rEx</pattern>
                </encoder>
                <immediateFlush>false</immediateFlush>
            </appender>
            <root level="WARN"><appender-ref ref="FILE"/></root>
            <logger name="org.apache.james" level="INFO"/>
            <logger name="io.jamesconnectors" level="INFO"/>
        </configuration>
        """;

    private PlainJames() {
    }

    static Optional<String> obstacle(Path project, boolean withJar) {
        for (String needed : withJar ? new String[] {CLASS_PATH, JAR} : new String[] {CLASS_PATH}) {
            if (!Files.exists(project.resolve(needed))) {
                return Optional.of(needed + " is missing (bench/relay builds it)");
            }
        }
        return Optional.empty();
    }

    /** @param connectors {@code connectors.xml}; empty for a James without the JAR */
    static RunningRelay start(Site site, Optional<String> connectors) throws IOException, InterruptedException {
        configure(site);
        if (connectors.isPresent()) {
            dropIn(site, connectors.get());
        }
        GarbageLog garbageLog = new GarbageLog(site.home().resolve("gc.log"));
        return RunningRelay.start(site, site.java(garbageLog, Files.readString(site.project().resolve(CLASS_PATH)).strip(), MAIN,
            "-Dworking.directory=" + site.home() + "/", "-Dlogback.configurationFile=" + conf(site, "logback.xml")), Optional.of(garbageLog));
    }

    private static void configure(Site site) throws IOException {
        Files.createDirectories(site.home().resolve("conf"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(site.project().resolve(CONFIGURATION))) {
            for (Path file : files) {
                Files.copy(file, conf(site, file.getFileName().toString()));
            }
        }
        Files.writeString(conf(site, "logback.xml"), LOG.formatted(site.home().resolve("james.log")));
        replace(conf(site, "smtpserver.xml"), "127\\.0\\.0\\.1:0", "127.0.0.1:" + site.smtp().getPort());
        replace(conf(site, "smtpserver.xml"), "<verifyIdentity>", "<authorizedAddresses>127.0.0.0/8</authorizedAddresses>\n<verifyIdentity>");
        replace(conf(site, "mailetcontainer.xml"), "(?s)<mailet match=\"All\" class=\"RemoteDelivery\">.*?</mailet>", site.remoteDelivery());
    }

    /** What docs/howto/drop-in.md tells to do. */
    private static void dropIn(Site site, String connectors) throws IOException {
        Files.createDirectories(site.home().resolve("extensions-jars"));
        Files.copy(site.project().resolve(JAR), site.home().resolve("extensions-jars/james-connectors.jar"));
        Files.writeString(conf(site, "extensions.properties"), "guice.extension.module=io.jamesconnectors.server.ConnectorsModule\n");
        Files.writeString(conf(site, "connectors.xml"), connectors);
        replace(conf(site, "smtpserver.xml"), "<authorizedAddresses>.*</authorizedAddresses>", "");
        replace(conf(site, "smtpserver.xml"), "<handlerchain>", "<handlerchain>\n<handler class=\"io.jamesconnectors.server.InboundConnectorsHook\"/>");
        replace(conf(site, "mailetcontainer.xml"), "(?s)<mailet match=\"All\" class=\"RemoteDelivery\">.*?</mailet>",
            "<mailet match=\"All\" class=\"io.jamesconnectors.mailets.ConnectorDelivery\"><bounceProcessor>bounces</bounceProcessor></mailet>");
    }

    private static Path conf(Site site, String name) {
        return site.home().resolve("conf").resolve(name);
    }

    /** Replaces what fits {@code pattern}; it must be there. */
    static void replace(Path file, String pattern, String replacement) throws IOException {
        String before = Files.readString(file);
        String after = before.replaceFirst(pattern, Matcher.quoteReplacement(replacement));
        if (after.equals(before)) {
            throw new IOException(file + ": nothing that fits " + pattern + " (expected: something to replace)");
        }
        Files.writeString(file, after);
    }
}
