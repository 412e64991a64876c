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
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.jamesconnectors.connectors.diagnostics.Check;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String GOOD = """
        <connectors>
          <outbound name="Internet" type="partner"><recipientDomains>*</recipientDomains></outbound>
        </connectors>
        """;
    private static final String WITH_DOMAIN = """
        <connectors>
          <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
        </connectors>
        """;
    private static final String WITH_WARNING = """
        <connectors>
          <outbound name="Internet" type="partner">
            <recipientDomains>*</recipientDomains>
            <tlsSettings>opportunistic</tlsSettings>
          </outbound>
        </connectors>
        """;
    private static final String BAD = """
        <connectors>
          <outbound name="Internet" type="partnr">
            <recipientDomains>*</recipientDomains>
            <tlsSettings>opportunistic</tlsSettings>
            <retry waits="5"/>
          </outbound>
        </connectors>
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void answersZeroForAGoodFile() throws IOException {
        assertThat(check(file(GOOD))).isZero();
        assertThat(out.toString()).isEqualTo(path() + ": good, 0 inbound and 1 outbound connectors, no warnings" + System.lineSeparator());
    }

    @Test
    void warningsLetAFilePass() throws IOException {
        assertThat(check(file(WITH_WARNING))).isZero();
        assertThat(out.toString().lines()).hasSize(2)
            .anySatisfy(line -> assertThat(line).startsWith(path() + ":4:5: warning CON-066: "))
            .last().asString().endsWith("good, 0 inbound and 1 outbound connectors, 1 warning");
    }

    @Test
    void strictlyWarningsAnswerOne() throws IOException {
        assertThat(check(file(WITH_WARNING), "--strict")).isEqualTo(1);
    }

    @Test
    void strictlyAGoodFileAnswersZero() throws IOException {
        assertThat(check(file(GOOD), "--strict")).isZero();
    }

    @Test
    void whatExchangeOnlineWouldNotAcceptIsForThoseWhoAskAndNeverCounts() throws IOException {
        String file = file("""
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization">
                <senderIPAddresses>192.0.2.0/24, 2001:db8::/64, 198.18.0.0/23</senderIPAddresses>
              </inbound>
            </connectors>
            """);

        assertThat(check(file)).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        out.getBuffer().setLength(0);
        assertThat(check(file, "--strict")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        out.getBuffer().setLength(0);
        assertThat(check(file, "--strict", "--exchange-online")).isZero();
        assertThat(out.toString().lines()).hasSize(2)
            .anySatisfy(line -> assertThat(line).startsWith(path() + ":4:38: exchangeOnline CON-106: the inbound connector 'Devices' lists '2001:db8::/64' and 1 more of its kind. "));
    }

    @Test
    void notesAreForThoseWhoAskStrictlyAndNeverCount() throws IOException {
        String file = file("""
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="internalRelay"/></acceptedDomains>
            </connectors>
            """);

        assertThat(check(file)).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        out.getBuffer().setLength(0);
        assertThat(check(file, "--strict")).isZero();
        assertThat(out.toString().lines()).hasSize(2).anySatisfy(line -> assertThat(line).contains(": note CON-197: "));
    }

    @Test
    void printsSarif() throws IOException {
        int status = check(file(BAD), "--format", "sarif");

        JsonNode log = new ObjectMapper().readTree(out.toString());
        assertThat(log.get("version").asText()).isEqualTo("2.1.0");
        assertThat(log.get("$schema").asText()).contains("sarif-2.1.0");
        JsonNode run = log.get("runs").get(0);
        JsonNode rules = run.get("tool").get("driver").get("rules");
        assertThat(run.get("tool").get("driver").get("name").asText()).isNotEmpty();
        assertThat(run.get("invocations").get(0).get("exitCode").asInt()).isEqualTo(status);
        assertThat(run.get("results")).hasSize(2).allSatisfy(result -> {
            assertThat(result.get("ruleId").asText()).isEqualTo(rules.get(result.get("ruleIndex").asInt()).get("id").asText());
            assertThat(result.get("level").asText()).isEqualTo("error");
            assertThat(result.get("message").get("text").asText()).contains("Remedy: ");
            JsonNode place = result.get("locations").get(0).get("physicalLocation");
            assertThat(URI.create(place.get("artifactLocation").get("uri").asText()).getPath()).endsWith("connectors.xml");
            assertThat(place.get("region").get("startLine").asInt()).isPositive();
            assertThat(place.get("region").get("startColumn").asInt()).isPositive();
            assertThat(result.get("partialFingerprints")).hasSize(1);
        });
        assertThat(run.get("results").findValuesAsText("checkFileAndFinding/v1")).doesNotHaveDuplicates();
        assertThat(rules).allSatisfy(rule -> assertThat(rule.get("shortDescription").get("text").asText()).endsWith("."));
    }

    @Test
    void ofTheWholeFileSarifNamesNoRegion() throws IOException {
        check("missing folder/connectors.xml", "--format", "sarif");

        JsonNode result = new ObjectMapper().readTree(out.toString()).get("runs").get(0).get("results").get(0);
        JsonNode place = result.get("locations").get(0).get("physicalLocation");
        assertThat(place.has("region")).isFalse();
        assertThat(place.get("artifactLocation").get("uri").asText()).isEqualTo("missing%20folder/connectors.xml");
    }

    @Test
    void showsWhoCouldRelay() throws IOException {
        String open = file("""
            <connectors>
              <acceptedDomains><domain name="contoso.com" type="authoritative"/></acceptedDomains>
              <inbound name="Wide" type="organization"><senderIPAddresses>8.0.0.0/7</senderIPAddresses></inbound>
            </connectors>
            """);

        assertThat(check(open)).isEqualTo(2);
        assertThat(out.toString()).contains("For example: mail from <anyone@contoso.com> to <someone@elsewhere.example>, sent from 8.0.0.1 in clear, is relayed.");
        out.getBuffer().setLength(0);
        check(open, "--format", "json");
        JsonNode witness = new ObjectMapper().readTree(out.toString()).get("diagnostics").get(0).get("witness");
        assertThat(witness.get("address").asText()).isEqualTo("8.0.0.1");
        assertThat(witness.get("tls").asText()).isEqualTo("none");
        assertThat(witness.has("certificate")).isFalse();
    }

    @Test
    void errorsAnswerTwo() throws IOException {
        assertThat(check(file(BAD), "--strict")).isEqualTo(2);
        assertThat(out.toString().lines()).hasSize(3).last().asString().endsWith(": 2 errors, no warnings");
    }

    @Test
    void aMissingFileIsAnErrorWithoutStackTrace() {
        assertThat(check(path().toString())).isEqualTo(2);
        assertThat(out.toString()).startsWith(path() + ": error CON-001: the file does not exist.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsJson() throws IOException {
        assertThat(check(file(BAD), "--format", "json")).isEqualTo(2);

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("accepted").asBoolean()).isFalse();
        assertThat(report.get("errors").asInt()).isEqualTo(2);
        JsonNode first = report.get("diagnostics").get(0);
        assertThat(first.get("id").asText()).isEqualTo("CON-023");
        assertThat(first.get("severity").asText()).isEqualTo("error");
        assertThat(first.get("line").asInt()).isEqualTo(2);
        assertThat(first.get("column").asInt()).isEqualTo(29);
        assertThat(first.get("remedy").asText()).isEqualTo("did you mean 'partner'?");
    }

    @ParameterizedTest
    @EnumSource(Check.class)
    void explainsEveryCheck(Check check) {
        assertThat(check("--explain", check.id().toLowerCase(Locale.ROOT))).isZero();
        assertThat(out.toString()).startsWith(check.id() + " " + check.title());
    }

    @Test
    void unknownIdsAreAMistakeOfTheCommandLine() {
        assertThat(check("--explain", "CON-999")).isEqualTo(64);
        assertThat(err.toString()).startsWith("There is no check 'CON-999'");
    }

    @Test
    void aMissingArgumentIsAMistakeOfTheCommandLine() {
        assertThat(check()).isEqualTo(64);
        assertThat(err.toString()).startsWith("Which file?").contains("Usage: check");
    }

    @Test
    void unknownOptionsAndFormatsAreMistakesOfTheCommandLine() {
        assertThat(check("--frobnicate", "x.xml")).isEqualTo(64);
        assertThat(check("--format", "yaml", "x.xml")).isEqualTo(64);
    }

    @Test
    void variablesComeFromTheEnvironment() throws IOException {
        assertThat(check(file(GOOD.replace("Internet", "${env:ROUTE}")))).isZero();
    }

    @Test
    void relativePathsStartAtTheBase() throws IOException {
        Files.writeString(directory.resolve("roots.pem"), "no certificate");
        String text = GOOD.replace("<outbound", "<trustedCertificates>roots.pem</trustedCertificates><outbound");

        assertThat(check(file(text), "--base", directory.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("roots.pem' holds none (expected: a PEM file with CERTIFICATE blocks)");
    }

    @Test
    void relativePathsStartAboveTheFolderOfTheFileAsTheyDoForAServer() throws IOException {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(conf.resolve("roots.pem"), "no certificate");
        Path file = conf.resolve("connectors.xml");
        Files.writeString(file, GOOD.replace("<outbound", "<trustedCertificates>file://conf/roots.pem</trustedCertificates><outbound"));

        assertThat(check(file.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("roots.pem' holds none (expected: a PEM file with CERTIFICATE blocks)");
    }

    @Test
    void looksAtJamesFilesThatLieBesideAGoodFile() throws IOException {
        String file = file(WITH_DOMAIN);
        Files.writeString(directory.resolve("domainlist.xml"), "<domainlist><defaultDomain>localhost</defaultDomain></domainlist>");
        Files.writeString(directory.resolve("smtpserver.xml"), "<smtpservers");

        assertThat(check(file)).isZero();
        assertThat(out.toString().lines()).hasSize(3)
            .anySatisfy(line -> assertThat(line).startsWith(directory.resolve("domainlist.xml") + ":1:1: warning CON-222: "))
            .anySatisfy(line -> assertThat(line).startsWith(directory.resolve("smtpserver.xml") + ":1:13: warning CON-220: "))
            .last().asString().endsWith("2 warnings");
    }

    @Test
    void looksAtJamesFilesThatAreNamed() throws IOException {
        String file = file(WITH_DOMAIN);
        Path list = Files.createDirectories(directory.resolve("james")).resolve("domainlist.xml");
        Files.writeString(list, "<domainlist><domainnames><domainname>contoso.com</domainname><domainname>fabrikam.com</domainname></domainnames></domainlist>");

        assertThat(check(file, "--domainlist", list.toString(), "--smtpserver", directory.resolve("nowhere.xml").toString(), "--strict", "--format", "json")).isEqualTo(1);

        JsonNode diagnostics = new ObjectMapper().readTree(out.toString()).get("diagnostics");
        assertThat(diagnostics.findValuesAsText("id")).containsExactly("CON-223", "CON-220");
        assertThat(diagnostics.findValuesAsText("file")).containsExactly(list.toString(), directory.resolve("nowhere.xml").toString());
    }

    private int check(String... arguments) {
        return new CommandLine(new CheckCommand(name -> name.equals("ROUTE") ? "Internet" : null))
            .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private Path path() {
        return directory.resolve("connectors.xml");
    }

    private String file(String text) throws IOException {
        return Files.writeString(path(), text).toString();
    }
}
