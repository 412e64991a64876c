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
package io.jamesconnectors.migration.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.diagnostics.Severity;
import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.ConnectorsWriter;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.ReportLine.Outcome;
import io.jamesconnectors.migration.Unreadable;

/** What the cmdlets print, in the shapes in which PowerShell prints it, becomes connectors; what does not is named. */
class ExchangeImportTest {
    private static final Path FILES = Path.of("src/test/resources/io/jamesconnectors/migration/exchange");

    @ParameterizedTest
    @CsvSource({"tenant,inbound.json outbound.json accepted-tenant.json", "server,send.json receive.json accepted-server.json"})
    void becomesConnectorsThatAreGood(String expected, String files, @TempDir Path base) throws IOException, Unreadable {
        String xml = ConnectorsWriter.write(read(files.split(" ")).connectors(), base);

        assertThat(xml).isEqualTo(Files.readString(FILES.resolve(expected + ".xml")));
        assertThat(ConnectorsFile.read(Files.writeString(base.resolve("connectors.xml"), xml), base, name -> null).diagnostics())
            .extracting(diagnostic -> diagnostic.asText()).filteredOn(text -> text.contains(" " + Severity.ERROR.word() + " ")).isEmpty();
    }

    @Test
    void reportsEachPropertyOfEachObjectOnce() throws Unreadable {
        for (String file : List.of("inbound.json", "outbound.json", "accepted-tenant.json", "send.json", "receive.json", "accepted-server.json")) {
            Map<String, List<String>> told = read(file).report().stream()
                .collect(Collectors.groupingBy(ReportLine::object, Collectors.mapping(line -> line.setting().toLowerCase(Locale.ROOT), Collectors.toList())));
            for (JsonText.Found found : JsonText.objects(input(FILES.resolve(file)))) {
                String name = ((Json.Text) requireNonNull(found.object().properties().get("Name"))).text();
                List<String> settings = told.entrySet().stream().filter(entry -> entry.getKey().endsWith("\"" + name + "\"")).findFirst().orElseThrow()
                    .getValue();
                assertThat(settings).as(file + " " + name).containsExactlyInAnyOrderElementsOf(
                    found.object().properties().keySet().stream().map(property -> property.toLowerCase(Locale.ROOT)).toList());
            }
        }
    }

    @Test
    void saysWhatIsNotCarriedAndWhy() throws Unreadable {
        List<ReportLine> report = read("inbound.json", "outbound.json", "send.json", "receive.json").report();

        assertThat(report).filteredOn(line -> line.outcome() == Outcome.NOT_CARRIED).extracting(line -> line.setting() + ": " + line.text()).contains(
            "ExtraProperty: not known here",
            "SenderIPAddresses: acts on nothing without RestrictDomainsToIPAddresses",
            "AuthenticationCredential: a password is never printed by Exchange: add <credentials>");
        assertThat(report).extracting(ReportLine::text).noneMatch(text -> text.contains("relay-user"));
    }

    /** The parameters of the New- and Set- cmdlets, as their documentation lists them, but for those that are no settings. */
    @ParameterizedTest
    @EnumSource(Cmdlet.class)
    void knowsEverySettingOfTheDocumentation(Cmdlet cmdlet) throws IOException, Unreadable {
        Map<String, List<String>> documented = Files.readAllLines(FILES.resolve("documented.txt")).stream().filter(line -> line.contains(": "))
            .collect(Collectors.toMap(line -> line.substring(0, line.indexOf(':')), line -> List.of(line.substring(line.indexOf(':') + 2).split(" "))));
        List<String> settings = requireNonNull(documented.get(cmdlet.command()));
        for (String type : cmdlet == Cmdlet.INBOUND || cmdlet == Cmdlet.OUTBOUND ? List.of("Partner", "OnPremises") : List.of("")) {
            String json = settings.stream().map(setting -> "\"" + setting + "\":" + value(setting, type)).collect(Collectors.joining(",", "{", "}"));

            List<ReportLine> report = read(json).report();

            assertThat(report).extracting(ReportLine::setting).as(type).containsExactlyInAnyOrderElementsOf(settings);
            assertThat(report).extracting(ReportLine::text).as("a setting without a row in the tables").noneMatch("not known here"::equals)
                .noneMatch("not set"::equals);
        }
        String reference = Files.readString(Path.of("../docs/reference/import.md"));
        assertThat(settings).allMatch(setting -> reference.contains("`" + setting + "`"));
    }

    /** Something that is set. */
    private static String value(String setting, String type) {
        return switch (setting) {
            case "ConnectorType" -> type.isEmpty() ? "\"Default\"" : "\"" + type + "\"";
            case "SenderDomains", "RecipientDomains", "AssociatedAcceptedDomains", "DomainName", "TlsDomain", "TlsSenderCertificateName" -> "\"contoso.com\"";
            case "AddressSpaces" -> "\"smtp:contoso.com;1\"";
            case "SmartHosts" -> "[\"mail.contoso.com\"]";
            case "UseMXRecord", "DNSRoutingEnabled" -> "false";
            case "SenderIPAddresses", "EFSkipIPs", "RemoteIPRanges", "SourceIPAddress" -> "\"192.0.2.7\"";
            case "TlsSettings", "TlsAuthLevel" -> "\"DomainValidation\"";
            case "DomainType" -> "\"InternalRelay\"";
            case "SmartHostAuthMechanism" -> "\"BasicAuth\"";
            case "Port", "MaxInboundConnection", "MessageRateLimit", "MaxRecipientsPerMessage", "SmtpMaxMessagesPerConnection" -> "26";
            case "MaxMessageSize" -> "\"36 MB (37,748,736 bytes)\"";
            case "ConnectionInactivityTimeOut" -> "\"00:10:00\"";
            case "SmtpDaneMode" -> "\"Mandatory\"";
            case "TlsDomainCapabilities" -> "\"mail.protection.outlook.com:AcceptCloudServicesMail\"";
            case "PermissionGroups" -> "\"AnonymousUsers\"";
            case "EFUsers" -> "\"anna@contoso.com\"";
            case "Name", "Comment", "AuthMechanism" -> "\"text\"";
            default -> "true";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void readsWhatOutFileWrites(String charset) throws IOException, Unreadable {
        String text = Files.readString(FILES.resolve("inbound.json"));
        Imported plain = read("inbound.json");

        Imported marked = ExchangeImport.read(List.of(new Input("x", ("\ufeff" + text).getBytes(charset))));
        Imported wide = ExchangeImport.read(List.of(new Input("x", text.getBytes(StandardCharsets.UTF_16LE))));

        assertThat(marked.connectors()).isEqualTo(plain.connectors()).isEqualTo(wide.connectors());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | x: holds no object",
        "'[]' | x: holds no object",
        "'[{' | x:1: is no JSON, or ends too early",
        "'[{\"Name\":\"a\"}]' | x:1: holds an object of another cmdlet, with the properties Name",
        "'\n\n{\"AcceptMessagesOnlyFrom\":[],\"Alias\":\"x\",\"Name\":\"y\"}' | x:3: holds an object of another cmdlet, with the properties "
            + "AcceptMessagesOnlyFrom, Alias, Name",
        "'\"text\"' | x:1: holds something other than objects",
        "'<?xml version=\"1.0\"?>' | x:1: is no JSON",
        "'{\"SenderDomains\":\"System.Object[]\",\"ConnectorType\":\"Partner\"}' | x:1: SenderDomains of Get-InboundConnector was cut by ConvertTo-Json "
            + "(expected: ConvertTo-Json -Depth 8)",
        "'{\"SenderDomains\":\"a.*.b\",\"ConnectorType\":\"Partner\"}' | x:1: SenderDomains of Get-InboundConnector holds a bad domain",
        "'{\"SenderDomains\":\"a.b\",\"ConnectorType\":7}' | x:1: ConnectorType of Get-InboundConnector is",
        "'{\"RecipientDomains\":\"a.b\",\"UseMXRecord\":false,\"ConnectorType\":\"Partner\"}' | x:1: SmartHosts of Get-OutboundConnector is empty",
        "'{\"a\":1,\"A\":2}' | x:1: has a property twice",
    })
    void saysWhatIsWrongAndWhere(String json, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Unreadable.class).hasMessageStartingWith(message);
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> read("[" + "{\"x\":".repeat(1) + "[".repeat(100))).isInstanceOf(Unreadable.class)
            .hasMessageContaining("nested deeper than 32 levels");
        assertThatThrownBy(() -> read("[" + "{},".repeat(200_000) + "{}]")).isInstanceOf(Unreadable.class).hasMessageContaining("100000 objects");
        assertThatThrownBy(() -> Input.of(Path.of("/dev/zero"))).isInstanceOf(Unreadable.class).hasMessageContaining("is no file");
    }

    private static Imported read(String... files) throws Unreadable {
        return ExchangeImport.read(Stream.of(files).map(file -> file.endsWith(".json") ? input(FILES.resolve(file))
            : new Input("x", file.getBytes(StandardCharsets.UTF_8))).toList());
    }

    static Input input(Path file) {
        try {
            return Input.of(file);
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }
}
