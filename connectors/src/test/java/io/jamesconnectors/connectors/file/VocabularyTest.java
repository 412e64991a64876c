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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** The schema, the model and the documentation say the same. */
class VocabularyTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final Set<String> OF_NO_OPTION = Set.of("import.md", "README.md", "bounceToOriginalSender.md", "checks.md", "deliveryStatusNotification.md",
        "hybridValidRcptHandler.md", "matchers.md", "routeToConnector.md", "replies.md", "loginTroubles.md");
    private static final Set<String> OF_OWN_CONNECTORS = Set.of("allAcceptedDomains", "targetDeliveryDomain", "cloudServicesMailEnabled");
    private static final Set<String> OF_OWN_MAIL = Set.of("treatMessagesAsInternal", "cloudServicesMailEnabled", "tlsSenderCertificateName", "tlsSenderCertificate");

    @Test
    void theJarHoldsTheSchemaOfTheConfigurationDirectory() throws IOException {
        try (var packaged = Vocabulary.schema().openStream()) {
            assertThat(packaged.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of("..", "conf", "connectors.xsd")));
        }
    }

    @Test
    void theSchemaHasTheWordsOfTheModel() throws IOException {
        assertThat(words("TlsSettings")).isEqualTo(words(TlsSettings.values(), TlsSettings::word));
        assertThat(words("OutboundType")).isEqualTo(words(ConnectorType.values(), ConnectorType::word));
        assertThat(words("AcceptedDomainType")).isEqualTo(words(AcceptedDomain.Type.values(), AcceptedDomain.Type::word));
        assertThat(words("InboundType")).isEqualTo(words(ConnectorType.values(), ConnectorType::word));
        assertThat(words("TlsVersion")).isEqualTo(words(TlsVersion.values(), TlsVersion::word));
        assertThat(words("SendingOption")).isEqualTo(words(SendingOption.values(), SendingOption::word));
        assertThat(words("Cloud")).isEqualTo(words(Cloud.values(), Cloud::word));
        assertThat(words("Original")).isEqualTo(words(FromRewrite.Original.values(), FromRewrite.Original::word));
        assertThat(words("RevocationCheck")).isEqualTo(words(RevocationCheck.values(), RevocationCheck::word));
    }

    @Test
    void knowsWhereAnElementBelongs() {
        assertThat(Vocabulary.declared().parentsOf("requireTls")).containsExactly("inbound");
        assertThat(Vocabulary.declared().parentsOf("trustedCertificates")).containsExactly("connectors", "outbound");
        assertThat(Vocabulary.declared().parentsOf("nothing")).isEmpty();
    }

    @Test
    void everyOptionHasAPageInTheReference() throws IOException {
        Set<String> options = new TreeSet<>();
        Vocabulary vocabulary = Vocabulary.declared();
        vocabulary.rootType().children().forEach((section, child) -> {
            options.add(section);
            options.addAll(vocabulary.type(child.type()).children().keySet());
        });

        try (Stream<Path> pages = Files.list(REFERENCE)) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsAll(options.stream().map(option -> option + ".md").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("optionPages")
    void theExampleOfAPageIsGood(Path page, @TempDir Path directory) throws IOException {
        String text = Files.readString(page);
        String example = text.substring(text.indexOf("```xml") + 6, text.indexOf("```\n", text.indexOf("```xml") + 6));
        String name = page.getFileName().toString().replace(".md", "");
        TreeSet<String> parents = Vocabulary.declared().parentsOf(name);
        String parent = parents.isEmpty() ? "connectors" : parents.last();
        Path file = Files.writeString(directory.resolve("connectors.xml"), "<connectors>" + switch (parent) {
            case "inbound" -> "<inbound name='Example' type='" + (OF_OWN_MAIL.contains(name) ? "organization" : "partner") + "'>" + example + "</inbound>";
            case "outbound" -> "<outbound name='Example' type='" + (OF_OWN_CONNECTORS.contains(name) ? "organization" : "partner") + "'>" + example + "</outbound>";
            case "credentials" -> inMailboxes(example);
            case "mailbox" -> inMailboxes("<mailbox user='example'>" + example + "</mailbox>");
            case "acceptedDomains" -> "<acceptedDomains>" + example + "</acceptedDomains>";
            case "throttling" -> "<throttling>" + example + "</throttling>";
            case "legacyListener" -> "<legacyListener name='Example'>" + example + "</legacyListener>";
            default -> example;
        } + "</connectors>");

        assertThat(ConnectorsFile.read(file, directory, variable -> UsedSecrets.note("value of a variable", "a secret for " + variable)).diagnostics()).extracting(Diagnostic::id)
            .as("nothing is misspelt; what the rest of a connector would add may be missing")
            .isSubsetOf("CON-029", "CON-040", "CON-041", "CON-044", "CON-049", "CON-062", "CON-065", "CON-079", "CON-082", "CON-094", "CON-095", "CON-097", "CON-111", "CON-115", "CON-139", "CON-164", "CON-191", "CON-192", "CON-193", "CON-194", "CON-204");
    }

    private static String inMailboxes(String example) {
        return "<outbound name='Example' type='partner'><credentials>" + example + "</credentials></outbound>";
    }

    static List<Path> optionPages() throws IOException {
        try (Stream<Path> pages = Files.list(REFERENCE)) {
            return pages.filter(page -> !OF_NO_OPTION.contains(page.getFileName().toString())).sorted().toList();
        }
    }

    private static Set<String> words(String type) throws IOException {
        String schema = Files.readString(Path.of("..", "conf", "connectors.xsd"));
        int start = schema.indexOf("<xs:simpleType name=\"" + type + "\">");
        String declaration = schema.substring(start, schema.indexOf("</xs:simpleType>", start));
        return Pattern.compile("<xs:enumeration value=\"([^\"]+)\"").matcher(declaration).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> Set<String> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).map(word).collect(Collectors.toCollection(TreeSet::new));
    }
}
