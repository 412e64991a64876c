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
package io.jamesconnectors.connectors.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/**
 * James's own files, to be held against a good {@code connectors.xml}. What they say beyond that is James's to understand; whatever they hold, the answer is a list
 * of warnings, never an exception.
 *
 * @param smtpServer {@code smtpserver.xml}
 * @param mailetContainer {@code mailetcontainer.xml}
 * @param domainList {@code domainlist.xml}; not looked at where {@code smtpserver.xml} is that of the gateway, whose domains are the accepted domains
 */
public record JamesFiles(Optional<Path> smtpServer, Optional<Path> mailetContainer, Optional<Path> domainList) {
    /** None named. */
    public static final JamesFiles NONE = new JamesFiles(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String GATEWAYS_HANDLER = "NoMailboxHook";

    /** Those that lie beside a {@code connectors.xml}, as in James; else those in {@code gateway/} beside it, where the gateway looks for them. */
    public static JamesFiles beside(Path connectors) {
        return in(connectors, "").or(in(connectors, "gateway/"));
    }

    private static JamesFiles in(Path connectors, String folder) {
        return new JamesFiles(there(connectors.resolveSibling(folder + "smtpserver.xml")), there(connectors.resolveSibling(folder + "mailetcontainer.xml")),
            there(connectors.resolveSibling(folder + "domainlist.xml")));
    }

    /** These, each where it is given, else the others. */
    public JamesFiles or(JamesFiles others) {
        return new JamesFiles(smtpServer.or(others::smtpServer), mailetContainer.or(others::mailetContainer), domainList.or(others::domainList));
    }

    /**
     * What contradicts the connectors. Diagnostics are about the file that each finding is in, which may be the {@code connectors.xml}.
     *
     * @param connectors what {@code file} says
     * @param file the {@code connectors.xml}; diagnostics name it so
     * @param base where relative paths start (James's working directory)
     * @param environment the value of an environment variable, or null
     */
    public List<Diagnostic> check(Reading.Accepted connectors, Path file, Path base, Function<String, @Nullable String> environment) {
        List<Diagnostic> found = new ArrayList<>();
        Facts facts = new Facts(connectors, file.toString(), base, Instant.now());
        Optional<Node> smtp = smtpServer.flatMap(known -> read(known, environment, found));
        smtp.ifPresent(root -> add(found, smtpServer, (findings, path) -> new JamesSmtpServer(facts, findings).check(root)));
        mailetContainer.flatMap(known -> read(known, environment, found)).ifPresent(root ->
            add(found, mailetContainer, (findings, path) -> new JamesMailets(facts, findings).check(root)));
        if (smtp.filter(JamesFiles::isGateways).isEmpty()) {
            domainList.flatMap(known -> read(known, environment, found)).ifPresent(root ->
                add(found, domainList, (findings, path) -> new JamesDomains(connectors.connectors(), findings).check(root)));
        }
        return found;
    }

    /**
     * What the files are held against.
     *
     * @param file how diagnostics call the {@code connectors.xml}
     */
    record Facts(Reading.Accepted accepted, String file, Path base, Instant now) {
        /** Whether some recipients of ours are said to live elsewhere. */
        boolean hasOtherSide() {
            return accepted.connectors().hybrid().routingTable().isPresent()
                || accepted.connectors().outbound().stream().anyMatch(connector -> connector.enabled() && connector.hybrid().targetDeliveryDomain().isPresent());
        }
    }

    private static void add(List<Diagnostic> found, Optional<Path> path, BiConsumer<Findings, Path> check) {
        Findings findings = new Findings();
        check.accept(findings, path.orElseThrow());
        found.addAll(findings.inOrder(path.orElseThrow().toString()));
    }

    private static Optional<Node> read(Path file, Function<String, @Nullable String> environment, List<Diagnostic> found) {
        try {
            SourceText source = SourceText.decode(file.toString(), ConnectorsFile.bytes(file));
            WellFormedness.check(source);
            return Optional.of(ConfigurationTree.read(source, new Variables(environment, new Findings())));
        } catch (RefusedText e) {
            found.add(Check.JAMES_FILE_UNREADABLE.at(e.diagnostic().position(), e.diagnostic().what()));
            return Optional.empty();
        }
    }

    private static Optional<Path> there(Path file) {
        return Optional.of(file).filter(Files::isRegularFile);
    }

    private static boolean isGateways(Node root) {
        return root.all("smtpserver").stream().flatMap(server -> JamesSmtpServer.handlers(server).stream())
            .anyMatch(handler -> JamesSmtpServer.simpleName(handler).equals(GATEWAYS_HANDLER));
    }
}
