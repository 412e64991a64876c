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
package io.jamesconnectors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.testing.secrets.UsedSecrets;
import picocli.CommandLine;

/** {@code import} and {@code export} on the command line. */
class MigrationCommandsTest {
    private static final String PASSWORD = UsedSecrets.note("password in sasl_passwd", "pa55:word of the relay");
    private static final String BANK = """
        [{"Name": "Bank", "ConnectorType": "Partner", "SenderDomains": ["smtp:bank.test;1"], "RequireTls": true, "TlsSenderCertificateName": "bank.test",
          "RestrictDomainsToCertificate": true, "FromTheFuture": "yes"}]
        """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path directory;

    MigrationCommandsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void anImportWritesAGoodFileAndPrintsWhatBecameOfEachSetting() throws IOException {
        Path json = Files.writeString(directory.resolve("inbound.json"), BANK);
        Path output = Files.createDirectories(directory.resolve("conf")).resolve("connectors.xml");

        int status = run(new ImportCommand(name -> null), "--format", "exchange", "--output", output.toString(), json.toString());

        assertThat(status).as(err.toString()).isEqualTo(ExitCodes.CLEAN);
        assertThat(output).content().contains("<inbound name=\"Bank\" type=\"partner\">", "<tlsSenderCertificateName>bank.test</tlsSenderCertificateName>");
        assertThat(out.toString()).contains("Get-InboundConnector \"Bank\"", "  not carried: FromTheFuture: not known here",
            "6 settings carried, 0 changed, 1 not carried");
        assertThat(run(new ImportCommand(name -> null), "--format", "exchange", "--strict", json.toString())).isEqualTo(ExitCodes.WARNINGS);
    }

    @Test
    void withoutAnOutputTheFileGoesToStandardOutputAndTheReportToStandardError() throws IOException {
        Path json = Files.writeString(directory.resolve("inbound.json"), BANK);

        assertThat(run(new ImportCommand(name -> null), "--format", "exchange", "--report", "json", json.toString())).isEqualTo(ExitCodes.CLEAN);

        assertThat(out.toString()).startsWith("<?xml").endsWith("</connectors>\n");
        JsonNode report = new ObjectMapper().readTree(err.toString());
        assertThat(report.path("accepted").asBoolean()).isTrue();
        assertThat(report.path("notCarried").asInt()).isEqualTo(1);
        assertThat(report.path("report").findValuesAsText("setting")).contains("SenderDomains", "FromTheFuture");
    }

    @Test
    void nothingThatIsThereIsReplacedUnlessAskedFor() throws IOException {
        Path json = Files.writeString(directory.resolve("inbound.json"), BANK);
        Path output = Files.writeString(directory.resolve("connectors.xml"), "precious");

        assertThat(run(new ImportCommand(name -> null), "--format", "exchange", "--output", output.toString(), json.toString())).isEqualTo(ExitCodes.ERRORS);
        assertThat(output).hasContent("precious");
        assertThat(err.toString()).contains("is there already (expected: a new file, or --force)");

        assertThat(run(new ImportCommand(name -> null), "--format", "exchange", "--force", "--output", output.toString(), json.toString()))
            .isEqualTo(ExitCodes.CLEAN);
        assertThat(output).content().startsWith("<?xml");
    }

    @Test
    void passwordsOfPostfixGoIntoFilesOfTheirOwnAndNowhereElse() throws IOException {
        Path main = Files.writeString(directory.resolve("main.cf"), "relayhost = [relay.provider.test]:587\nmydestination = contoso.com\n");
        Path table = Files.writeString(directory.resolve("passwords"), "[relay.provider.test]:587 contoso:" + PASSWORD + "\n");
        Path secrets = directory.resolve("secrets");
        Path output = directory.resolve("connectors.xml");

        int status = run(new ImportCommand(name -> null), "--format", "postfix", "--secrets", secrets.toString(), "--output", output.toString(), "--all",
            main.toString(), "smtp_sasl_password_maps=" + table);

        assertThat(status).as(err.toString() + out).isEqualTo(ExitCodes.CLEAN);
        Path secret = secrets.resolve("relay.provider.test_587-contoso.password");
        assertThat(secret).hasContent(PASSWORD + "\n");
        assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(secrets)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.readString(output) + out + err).contains(secret.getFileName().toString()).doesNotContain("pa55", "word of the relay");
    }

    @Test
    void whatWouldBecomeWeakerIsNoSuccess() throws IOException {
        Path main = Files.writeString(directory.resolve("main.cf"), "smtp_tls_security_level = dane\n");

        assertThat(run(new ImportCommand(name -> null), "--format", "postfix", main.toString())).isEqualTo(ExitCodes.ERRORS);
        assertThat(out.toString()).contains("<tlsSettings>EncryptionOnly</tlsSettings>");
        assertThat(err.toString()).contains("  weaker: smtp_tls_security_level: ", "1 WEAKER than before: settle what is marked so above by hand");
        err.getBuffer().setLength(0);

        assertThat(run(new ImportCommand(name -> null), "--format", "postfix", "--report", "json", main.toString())).isEqualTo(ExitCodes.ERRORS);
        assertThat(new ObjectMapper().readTree(err.toString()).path("weaker").asInt()).isEqualTo(1);
    }

    @Test
    void anExportThatWouldBecomeWeakerIsNoSuccessEither() throws IOException {
        Path config = Files.writeString(Files.createDirectories(directory.resolve("conf")).resolve("connectors.xml"), """
            <connectors>
              <outbound name="Bank" type="partner"><recipientDomains>bank.test</recipientDomains><senderDomains>contoso.com</senderDomains></outbound>
            </connectors>
            """);

        assertThat(run(new ExportCommand(name -> null), "--format", "postfix", "--config", config.toString(), "--output", directory.resolve("p").toString()))
            .isEqualTo(ExitCodes.ERRORS);
        assertThat(out.toString()).contains("  weaker: senderDomains: ");
    }

    @Test
    void aResultThatAServerWouldRefuseIsSaidWithItsDiagnostics() throws IOException {
        Path json = Files.writeString(directory.resolve("inbound.json"),
            "{\"Name\": \"Bank\", \"ConnectorType\": \"Partner\", \"SenderDomains\": [], \"RestrictDomainsToIPAddresses\": true}");

        assertThat(run(new ImportCommand(name -> null), "--format", "exchange", json.toString())).isEqualTo(ExitCodes.ERRORS);
        assertThat(err.toString()).contains("CON-041", "CON-042");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exchange", "postfix"})
    void aFileOf100MegabytesIsRefusedUnread(String format) throws IOException {
        Path huge = directory.resolve("transport");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L * 1024 * 1024);
        }

        assertThat(run(new ImportCommand(name -> null), "--format", format, huge.toString())).isEqualTo(ExitCodes.ERRORS);
        assertThat(err.toString()).contains("transport: is larger than 16 MiB").doesNotContain("\tat ");
    }

    @Test
    void aFileThatCantBeUnderstoodIsNamed() throws IOException {
        Path json = Files.writeString(directory.resolve("mailbox.json"), "{\"Alias\": \"anna\"}");

        assertThat(run(new ImportCommand(name -> null), "--format", "exchange", json.toString())).isEqualTo(ExitCodes.ERRORS);
        assertThat(err.toString()).contains("mailbox.json:1: holds an object of another cmdlet, with the properties Alias");
        assertThat(run(new ImportCommand(name -> null), "--format", "exchange")).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void anExportIsReadBackAsItWas() throws IOException {
        Path config = Files.createDirectories(directory.resolve("conf")).resolve("connectors.xml");
        Files.writeString(config, """
            <connectors>
              <acceptedDomains><domain type="internalRelay" name="Contoso.com"/></acceptedDomains>
              <!-- not kept -->
              <inbound type="organization" name="Devices"><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
            </connectors>
            """);

        assertThat(run(new ExportCommand(name -> null), "--format", "xml", "--config", config.toString())).isEqualTo(ExitCodes.CLEAN);
        String first = out.toString();
        Files.writeString(config, first);
        out.getBuffer().setLength(0);

        assertThat(run(new ExportCommand(name -> null), "--format", "xml", "--config", config.toString())).isEqualTo(ExitCodes.CLEAN);
        assertThat(out.toString()).isEqualTo(first).contains("<domain name=\"contoso.com\" type=\"internalRelay\"/>").doesNotContain("not kept");
    }

    @Test
    void anExportForPostfixWritesADirectoryAndOneForMicrosoftAScript() throws IOException {
        Path config = Files.writeString(Files.createDirectories(directory.resolve("conf")).resolve("connectors.xml"), """
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>192.0.2.0/24</senderIPAddresses></inbound>
              <outbound name="Bank" type="partner"><recipientDomains>bank.test</recipientDomains><tlsSettings>DomainValidation</tlsSettings></outbound>
            </connectors>
            """);
        Path postfix = directory.resolve("postfix");

        assertThat(run(new ExportCommand(name -> null), "--format", "postfix", "--config", config.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(run(new ExportCommand(name -> null), "--format", "postfix", "--config", config.toString(), "--output", postfix.toString()))
            .isEqualTo(ExitCodes.CLEAN);
        assertThat(postfix.resolve("tls_policy")).content().contains("bank.test secure protocols=>=TLSv1.2");
        assertThat(postfix.resolve("own_clients")).content().contains("192.0.2.0/24 own_senders");
        assertThat(run(new ExportCommand(name -> null), "--format", "postfix", "--config", config.toString(), "--output", postfix.toString()))
            .isEqualTo(ExitCodes.ERRORS);

        assertThat(run(new ExportCommand(name -> null), "--format", "powershell", "--config", config.toString(), "--output", directory.resolve("x.ps1")
            .toString())).isEqualTo(ExitCodes.CLEAN);
        assertThat(directory.resolve("x.ps1")).content().contains("Set-OurAcceptedDomain 'contoso.com' @{", "Set-OurOutboundConnector 'Bank' @{",
            "TlsSettings = 'DomainValidation'");
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
