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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.ReportLine.Outcome;
import io.jamesconnectors.migration.Unreadable;

/** The same value in every shape in which some PowerShell prints it: live objects, those of a remote session, PowerShell 5 and 7. */
class JsonShapesTest {
    private static final String OUTBOUND = """
        {"Name": "Bank", "ConnectorType": %s, "RecipientDomains": %s, "UseMXRecord": true, "TlsSettings": %s, "TlsDomain": null}
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "null | OPPORTUNISTIC", "'\"\"' | OPPORTUNISTIC", "1 | ENCRYPTION_ONLY", "2 | CERTIFICATE_VALIDATION", "4 | DOMAIN_VALIDATION",
        "'\"EncryptionOnly\"' | ENCRYPTION_ONLY", "'\"domainvalidation\"' | DOMAIN_VALIDATION", "'\"4\"' | DOMAIN_VALIDATION",
        "'{\"value\": 4, \"Value\": \"DomainValidation\"}' | DOMAIN_VALIDATION", "'{\"Value\": \"CertificateValidation\", \"value\": 2}' | CERTIFICATE_VALIDATION",
    })
    void levelsOfTlsAsWordsAndByTheNumbersOfExchange(String json, TlsSettings expected) throws Unreadable {
        assertThat(outbound(OUTBOUND.formatted("\"Partner\"", "\"bank.test\"", json)).tlsSettings()).isEqualTo(expected);
    }

    /** There is no level 3: a number that Exchange does not have is never taken for one. */
    @ParameterizedTest
    @ValueSource(strings = {"3", "5", "8", "-1", "\"Opportunistic\"", "{\"value\": 3}", "[1, 4]"})
    void aLevelThatDoesNotExistIsAnErrorThatAsksForWords(String json) {
        assertThatThrownBy(() -> read(OUTBOUND.formatted("\"Partner\"", "\"bank.test\"", json))).isInstanceOf(Unreadable.class).hasMessageContaining("TlsSettings of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Partner\"", "2", "{\"value\": 2, \"Value\": \"Partner\"}"})
    void typesOfConnectorsAsWordsAndNumbers(String json) throws Unreadable {
        assertThat(outbound(OUTBOUND.formatted(json, "\"bank.test\"", "1")).type()).isEqualTo(ConnectorType.PARTNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "7", "\"Default\"", "\"HybridWizard\""})
    void anotherTypeOfConnectorIsAnError(String json) {
        assertThatThrownBy(() -> read(OUTBOUND.formatted(json, "\"bank.test\"", "1"))).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[\"bank.test\", \"*.sub.test\"]", "\"bank.test *.sub.test\"", "\"bank.test,*.sub.test\"", "[\"smtp:bank.test;1\", \"smtp:*.sub.test;1\"]",
        "{\"value\": [\"bank.test\", \"*.sub.test\"], \"Count\": 2}",
        "[{\"Domain\": \"bank.test\", \"Address\": \"bank.test\", \"IncludeSubDomains\": false}, {\"Domain\": \"sub.test\", \"Address\": \"*.sub.test\", "
            + "\"IncludeSubDomains\": true, \"IsStar\": false}]",
        "[{\"Domain\": \"bank.test\", \"IncludeSubDomains\": false}, {\"Domain\": {\"HostnameString\": \"sub.test\"}, \"IncludeSubDomains\": true}]",
        "[\"@{Domain=bank.test; IncludeSubDomains=False}\", \"@{Domain=sub.test; IncludeSubDomains=True}\"]",
        "{\"value\": [{\"Address\": \"bank.test\"}, {\"Address\": \"*.sub.test\"}], \"Count\": 2}",
    })
    void listsOfDomains(String json) throws Unreadable {
        assertThat(outbound(OUTBOUND.formatted("2", json, "1")).recipientDomains()).extracting(DomainPattern::asString).containsExactly("bank.test", "*.sub.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"bank.test\"", "[\"bank.test\"]", "{\"value\": [\"bank.test\"], \"Count\": 1}", "{\"Domain\": \"bank.test\", \"IncludeSubDomains\": false}"})
    void aListOfOne(String json) throws Unreadable {
        assertThat(outbound(OUTBOUND.formatted("2", json, "1")).recipientDomains()).extracting(DomainPattern::asString).containsExactly("bank.test");
    }

    @Test
    void oneObjectAnArrayOfOneSeveralAfterEachOtherAndAnArrayOfTwo() throws Unreadable {
        String one = OUTBOUND.formatted("2", "\"bank.test\"", "1");
        String other = one.replace("Bank", "Other").replace("bank.test", "other.test");

        assertThat(read("[" + one + "]").outbound()).isEqualTo(read(one).outbound()).hasSize(1);
        assertThat(read(one + other).outbound()).isEqualTo(read("[" + one + "," + other + "]").outbound()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\/Date(1754042400000)\\/\"", "\"2026-08-01T10:00:00Z\"", "null",
        "{\"value\": \"\\/Date(1754042400000)\\/\", \"DisplayHint\": 2, \"DateTime\": \"Friday, August 1, 2025 10:00:00 AM\"}"})
    void timesDisturbNothingAndAreBookkeeping(String json) throws Unreadable {
        Imported imported = ExchangeImport.read(List.of(new Input("x", OUTBOUND.formatted("2", "\"bank.test\"", "1")
            .replace("{\"Name\"", "{\"WhenChanged\": " + json + ", \"LastValidationTimestamp\": " + json + ", \"Name\"").getBytes(StandardCharsets.UTF_8))));

        assertThat(imported.connectors().outbound()).hasSize(1);
        assertThat(imported.report()).filteredOn(line -> line.setting().equals("WhenChanged")).extracting(ReportLine::outcome).containsExactly(Outcome.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "32 | true", "33 | true", "31 | false", "21 | false", "'\"Tls, ExternalAuthoritative\"' | true", "'[\"Tls\", \"ExternalAuthoritative\"]' | true",
        "'{\"value\": 33, \"Value\": \"Tls, ExternalAuthoritative\"}' | true", "'\"None\"' | false", "0 | false",
    })
    void mechanismsOfReceiveConnectorsAreFlags(String json, boolean trusted) throws Unreadable {
        Connectors connectors = read("{\"Name\": \"Line\", \"Bindings\": [\"0.0.0.0:25\"], \"RemoteIPRanges\": [\"10.1.2.0/24\"], \"PermissionGroups\": 13, "
            + "\"AuthMechanism\": " + json + "}");

        assertThat(connectors.inbound()).hasSize(1).allMatch(connector -> connector.enabled() == trusted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | PARTNER | OPPORTUNISTIC", "'\"None\"' | PARTNER | OPPORTUNISTIC", "2 | PARTNER | OPPORTUNISTIC", "4 | PARTNER | ENCRYPTION_ONLY",
        "'\"BasicAuthRequireTLS\"' | PARTNER | ENCRYPTION_ONLY", "8 | ORGANIZATION | OPPORTUNISTIC", "16 | ORGANIZATION | OPPORTUNISTIC",
        "'\"ExternalAuthoritative\"' | ORGANIZATION | OPPORTUNISTIC",
    })
    void mechanismsOfSendConnectorsHaveNumbersOfTheirOwn(String json, ConnectorType type, TlsSettings floor) throws Unreadable {
        OutboundConnector connector = outbound("{\"Name\": \"Send\", \"AddressSpaces\": [\"smtp:bank.test;1\"], \"DNSRoutingEnabled\": false, "
            + "\"SmartHosts\": [\"mail.bank.test\"], \"SmartHostAuthMechanism\": " + json + "}");

        assertThat(connector.type()).isEqualTo(type);
        assertThat(connector.tlsSettings()).isEqualTo(floor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "32"})
    void anotherMechanismIsAnError(String json) {
        assertThatThrownBy(() -> read("{\"Name\": \"Send\", \"AddressSpaces\": [\"smtp:bank.test;1\"], \"DNSRoutingEnabled\": true, \"SmartHostAuthMechanism\": " + json
            + "}")).isInstanceOf(Unreadable.class).hasMessageContaining("SmartHostAuthMechanism of Get-SendConnector is");
    }

    /** PowerShell 5 writes UTF-16 with a mark by {@code >} and Out-File, and UTF-8 with a mark by -Encoding UTF8; PowerShell 7 UTF-8 without. */
    @ParameterizedTest
    @CsvSource({"UTF-16LE, true", "UTF-16LE, false", "UTF-16BE, true", "UTF-8, true", "UTF-8, false"})
    void encodingsWithAndWithoutMark(Charset charset, boolean mark) throws Unreadable {
        String text = OUTBOUND.formatted("2", "\"b\u00e4nk.test\"", "4").replace("Bank", "B\u00e4nk \u2019s").replace("\n", "\r\n");

        Imported imported = ExchangeImport.read(List.of(new Input("x", ((mark ? "\ufeff" : "") + text).getBytes(charset))));

        assertThat(imported.connectors().outbound()).extracting(connector -> connector.name().asString()).containsExactly("B\u00e4nk \u2019s");
        assertThat(imported.connectors().outbound().get(0).recipientDomains()).extracting(DomainPattern::asString).containsExactly("xn--bnk-qla.test");
    }

    private static OutboundConnector outbound(String json) throws Unreadable {
        Connectors connectors = read(json);
        assertThat(connectors.outbound()).hasSize(1);
        return connectors.outbound().get(0);
    }

    private static Connectors read(String json) throws Unreadable {
        return ExchangeImport.read(List.of(new Input("x", json.getBytes(StandardCharsets.UTF_8)))).connectors();
    }
}
