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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.Unreadable;

/** Postfix's own samples, as it ships them and with what stands in their comments. */
class PostfixSamplesTest {
    private static final String MISSING = "Postfix's samples are not installed (expected: the packages postfix and postfix-doc)";

    @Test
    void mainCfAsItIs() throws IOException, Unreadable {
        List<Path> files = List.of(Samples.file("/usr/share/postfix/main.cf.dist"), Samples.file("/etc/postfix/main.cf.proto"),
            Samples.file("/usr/share/postfix/main.cf.debian"), Samples.file("/usr/share/postfix/main.cf.tls")).stream().flatMap(Optional::stream).toList();
        assumeTrue(!files.isEmpty(), MISSING);
        for (Path file : files) {
            Imported imported = read(new PostfixSource(Optional.empty(), new Input("main.cf", Files.readAllBytes(file))));

            assertThat(imported.connectors().outbound()).as(file.toString()).isEmpty();
            assertThat(imported.report()).as(file.toString()).noneMatch(line -> line.outcome() == ReportLine.Outcome.WEAKER);
        }
    }

    /** Each alone, since many are alternatives of each other. */
    @Test
    void eachParameterInTheCommentsOfMainCf() throws IOException {
        Path file = Samples.file("/usr/share/postfix/main.cf.dist", "/etc/postfix/main.cf.proto", "/etc/postfix/main.cf").orElse(Path.of("/"));
        assumeTrue(!file.equals(Path.of("/")), MISSING);
        Map<String, String> outcomes = new TreeMap<>();
        for (String line : Samples.commentedParameters(file)) {
            outcomes.put(line, outcome("main.cf", "myhostname = mail.contoso.test\n" + line + "\n"));
        }
        System.out.println(outcomes.size() + " parameters in the comments of " + file + ": " + outcomes);

        assertThat(outcomes).hasSizeGreaterThan(30);
        assertThat(outcomes).containsEntry("relayhost = $mydomain", "contoso.test").containsEntry("relayhost = [gateway.my.domain]", "gateway.my.domain")
            .containsEntry("relayhost = [an.ip.add.ress]", "an.ip.add.ress");
        assertThat(outcomes).allSatisfy((line, outcome) -> assertThat(outcome).as(line).doesNotContain("Exception"));
    }

    @Test
    void theTransportTable() throws IOException, Unreadable {
        Optional<Path> file = Samples.file("/usr/share/doc/postfix/examples/transport", "/etc/postfix/transport");
        assumeTrue(file.isPresent(), MISSING);
        assertThat(read(PostfixSource.named(new Input("transport", Files.readAllBytes(file.get())))).connectors().outbound()).as("all in comments").isEmpty();
        List<String> entries = Samples.commentedEntries(file.get());
        Map<String, String> outcomes = new TreeMap<>();
        for (String entry : entries) {
            outcomes.put(entry.replaceAll("\\s+", " "), outcome("transport", entry + "\n"));
        }
        System.out.println(outcomes.size() + " entries in the comments of " + file.get() + ": " + outcomes);

        assertThat(outcomes).containsAllEntriesOf(Map.of("my.domain :", "MX", ".my.domain :", "MX", "* smtp:outbound-relay.my.domain", "outbound-relay.my.domain",
            "example.com uucp:example", "held.invalid", "example.com slow:", "held.invalid", "example.com :[gateway.example.com]", "gateway.example.com",
            "example.com smtp:bar.example:2025", "bar.example", "example.com smtp:bar.example, foo.example", "bar.example foo.example",
            ".example.com error:mail for *.example.com is not deliverable", "held.invalid"));
        Connectors together = read(PostfixSource.named(new Input("transport", String.join("\n", entries.subList(0, 3)).getBytes(StandardCharsets.UTF_8)))).connectors();
        assertThat(hosts(route(together, "my.domain"))).isEqualTo("MX");
        assertThat(hosts(route(together, "x.my.domain"))).isEqualTo("MX");
        assertThat(hosts(route(together, "else.test"))).isEqualTo("outbound-relay.my.domain");
    }

    @Test
    void theAccessTable() throws IOException, Unreadable {
        Optional<Path> file = Samples.file("/usr/share/doc/postfix/examples/access", "/etc/postfix/access");
        assumeTrue(file.isPresent(), MISSING);
        assertThat(read(access(Files.readString(file.get()))).connectors().inbound()).as("all in comments").isEmpty();

        Imported imported = read(access(String.join("\n", Samples.commentedEntries(file.get()))));

        assertThat(imported.connectors().inbound()).singleElement().satisfies(connector ->
            assertThat(connector.senderIPAddresses()).extracting(Object::toString).containsExactly("1.2.3.4"));
    }

    /** SASL_README, TLS_README, STANDARD_CONFIGURATION_README and others; each main.cf with the tables that are shown after it. */
    @Test
    void whatTheReadmesShow() {
        List<Samples.Shown> all = Samples.inReadmes().stream().filter(shown -> isKnown(shown.file())).toList();
        assumeTrue(!all.isEmpty(), MISSING);
        Map<String, Integer> read = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<Samples.Shown> together = new ArrayList<>(List.of(all.get(i)));
            for (int j = i + 1; all.get(i).file().equals("main.cf") && j < all.size() && all.get(j).readme().equals(all.get(i).readme())
                && !all.get(j).file().equals("main.cf"); j++) {
                together.add(all.get(j));
            }
            String outcome = outcome(together);
            if (outcome.startsWith("!")) {
                refused.add(all.get(i).readme() + ": " + outcome + "\n" + all.get(i).text());
            } else {
                read.merge(all.get(i).file(), 1, Integer::sum);
            }
        }
        System.out.println("Files in Postfix's READMEs: " + read + " read, " + refused.size() + " refused");

        assertThat(read).hasSizeGreaterThan(1);
        assertThat(refused).as("only excerpts of main.cf that are none: with dots for what is left out, overstruck, with remarks, without the tables that they name").allSatisfy(excerpt ->
            assertThat(excerpt).matches("(?s).*: ! main\\.cf:.*").matches("(?s).*(\\.\\.\\.|__|which was not given| \\(de|'\\$mydomain').*"));
    }

    private static boolean isKnown(String file) {
        try {
            PostfixSource.named(new Input(file, new byte[0]));
            return true;
        } catch (Unreadable e) {
            return false;
        }
    }

    private static String outcome(List<Samples.Shown> files) {
        try {
            List<PostfixSource> sources = new ArrayList<>();
            for (Samples.Shown file : files) {
                sources.add(PostfixSource.named(new Input(file.file(), file.text().getBytes(StandardCharsets.UTF_8))));
            }
            return outcome(read(sources));
        } catch (Unreadable e) {
            return "! " + e.getMessage();
        }
    }

    private static String outcome(String name, String text) {
        return outcome(List.of(new Samples.Shown("", name, text)));
    }

    private static String outcome(Imported imported) {
        List<OutboundConnector> outbound = imported.connectors().outbound();
        return outbound.isEmpty() ? "nothing" : String.join(" and ", outbound.stream().map(PostfixSamplesTest::hosts).toList());
    }

    private static PostfixSource access(String text) throws Unreadable {
        return PostfixSource.of("check_client_access", new Input("access", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static OutboundConnector route(Connectors connectors, String recipient) {
        return OutboundRoutes.of(connectors).route(Optional.of(DomainName.parse(recipient)), Optional.empty()).connector().orElseThrow();
    }

    private static String hosts(OutboundConnector connector) {
        return connector.route() instanceof Route.SmartHosts hosts ? String.join(" ", hosts.hosts().stream().map(host -> host.host()).toList()) : "MX";
    }

    private static Imported read(PostfixSource source) throws Unreadable {
        return read(List.of(source));
    }

    private static Imported read(List<PostfixSource> sources) throws Unreadable {
        return PostfixImport.read(sources, Optional.of(Path.of("/srv/secrets")), Path.of("/srv"));
    }
}
