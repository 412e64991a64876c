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
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.connectors.WarmUp;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.testing.secrets.UsedSecrets;

class ConnectorsFileTest {
    private static final Path GOOD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");
    private static final String MINIMAL = "<connectors><outbound name='Bank' type='partner'><recipientDomains>contosobank.com</recipientDomains></outbound></connectors>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("connectors.xml");
    }

    @Test
    void readsEveryOption() {
        String key = UsedSecrets.note("signing key", "sixteen octets or more");
        Reading reading = ConnectorsFile.read(GOOD.resolve("everything.xml"), GOOD,
            Map.of("SCANNER_PASSWORD", UsedSecrets.note("password of a mailbox", "hunter2!"), "SIGNING_KEY", key, "OLD_SIGNING_KEY", key)::get);
        assertThat(reading.diagnostics()).extracting(Diagnostic::id).as("advice that such a file can't avoid")
            .containsExactly("CON-082", "CON-164", "CON-213", "CON-154", "CON-096", "CON-198");
        Connectors read = ((Reading.Accepted) reading).connectors();

        Path certificates = GOOD.resolve("good-certificate.pem");
        Path list = GOOD.resolve("exchange-online.json");
        List<Cidr> ranges = List.of(Cidr.parse("40.92.0.0/15"), Cidr.parse("2a01:111:f403::/48"));
        assertThat(read.acceptedDomains()).containsExactly(
            new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.AUTHORITATIVE, true),
            new AcceptedDomain(DomainName.parse("xn--bcher-kva.example"), AcceptedDomain.Type.INTERNAL_RELAY, false));
        assertThat(read.rejectDirectSend()).isTrue();
        assertThat(read.publishedAddresses()).containsExactly(
            new PublishedAddresses("exchangeOnline", list, Optional.empty(), ranges),
            new PublishedAddresses("china-1", GOOD.resolve("exchange-online-china.json"),
                Optional.of(new PublishedAddresses.Source(URI.create("https://mirror.example/o365"), "China")), ranges));
        assertThat(read.dnsServers()).containsExactly(new SmartHost("127.0.0.1", 5353), new SmartHost("2001:db8::53", 53));
        assertThat(read.hybrid()).isEqualTo(new Hybrid(Optional.of(new Hybrid.RoutingTableFile(GOOD.resolve("routing.txt").toAbsolutePath(), true)),
            Optional.of(new Hybrid.SenderRewriting(DomainName.parse("contoso.com"), Duration.ofDays(30))),
            List.of(new SecretSource.Variable("SIGNING_KEY"), new SecretSource.Variable("OLD_SIGNING_KEY"))));
        assertThat(read.legacyListeners()).containsExactly(new LegacyListener("legacy", List.of(Cidr.parse("192.0.2.128/28"), Cidr.parse("2001:db8:7::/64"))));
        assertThat(read.inbound()).containsExactly(
            InboundConnector.of(ConnectorName.parse("Devices & more"), ConnectorType.ORGANIZATION).enabled(false).comment("printers <and> scanners")
                .senderIPAddresses(List.of(Cidr.parse("192.0.2.0/24"), Cidr.parse("2001:db8:5::/64"))).requireTls(true).build(),
            InboundConnector.of(ConnectorName.parse("Bank"), ConnectorType.PARTNER).senderDomains(List.of(DomainPattern.parse("*.contosobank.com")))
                .senderIPAddresses(List.of(Cidr.parse("198.51.100.7"))).minimumTls(Optional.of(TlsVersion.TLS_1_3)).restrictDomainsToIPAddresses(true)
                .associatedAcceptedDomains(List.of(DomainName.parse("contoso.com"))).build(),
            InboundConnector.of(ConnectorName.parse("Servers"), ConnectorType.ORGANIZATION).listeners(Set.of("mx", "0.0.0.0:25"))
                .certificate(Optional.of(new SenderCertificate(List.of(DomainPattern.parse("mail.contoso.com"), DomainPattern.parse("*.branch.contoso.com")),
                    Optional.of(new X500Principal("cn=contoso ca,o=CONTOSO").getName(X500Principal.CANONICAL)),
                    Set.of(new Fingerprint(Fingerprint.Subject.CERTIFICATE, "0b".repeat(32)), new Fingerprint(Fingerprint.Subject.PUBLIC_KEY, "a".repeat(64)),
                        new Fingerprint(Fingerprint.Subject.PUBLIC_KEY, "b".repeat(64))),
                    true, new TrustSource(Optional.of(GOOD.resolve("other-certificate.pem")), RevocationCheck.REQUIRED))))
                .treatMessagesAsInternal(true)
                .enhancedFiltering(new EnhancedFiltering(false, Stream.of("203.0.113.0/24", "198.51.100.1", "198.51.100.2/31", "198.51.100.4/31", "198.51.100.6", "2001:db8::1").map(Cidr::parse).toList(),
                    Set.of("anna@contoso.com", "ben@xn--bcher-kva.example")))
                .limits(new InboundLimits(20, 100, 500, 36L << 20)).build(),
            InboundConnector.of(ConnectorName.parse("From Office 365"), ConnectorType.OFFICE365).publishedAddresses(List.of("exchangeOnline")).requireTls(true)
                .certificate(certificate("mail.protection.outlook.com", new TrustSource(Optional.of(certificates), RevocationCheck.NONE)))
                .cloudServicesMailEnabled(true).enhancedFiltering(new EnhancedFiltering(true, List.of(), Set.of())).build(),
            InboundConnector.of(ConnectorName.parse("Bank by certificate"), ConnectorType.PARTNER).senderDomains(List.of(DomainPattern.parse("*.contosobank.com")))
                .restrictDomainsToCertificate(true).certificate(certificate("*.contosobank.com", new TrustSource(Optional.of(certificates), RevocationCheck.WHEN_AVAILABLE))).build());
        assertThat(read.throttling()).containsExactly("^451 4\\.7\\.5\\d\\d\\b", "too (many|fast), slow {1,3}down");
        SmartHost heavy = new SmartHost("192.0.2.9", 2525);
        assertThat(read.outbound()).containsExactly(
            new OutboundConnector(ConnectorName.parse("Tenant"), ConnectorType.OFFICE365, true, "to the cloud",
                new AddressSpace(List.of(DomainPattern.parse("*"), DomainPattern.parse("contoso.com")), false,
                    List.of(DomainPattern.parse("branch.contoso.com"), DomainPattern.parse("*.lab.contoso.com")), 100),
                false, false,
                new Route.SmartHosts(List.of(new SmartHost("contoso-com.mail.protection.outlook.com", 25), heavy,
                    new SmartHost("2001:db8::9", 587), new SmartHost("2001:db8::10", 25)), Map.of(heavy, 3)),
                TlsSettings.DOMAIN_VALIDATION, List.of(DomainPattern.parse("*.mail.protection.outlook.com"), DomainPattern.parse("contoso.com")),
                Optional.of(certificates),
                new TlsOptions(TlsVersion.TLS_1_3, List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"),
                    Optional.of(new ClientCertificate(GOOD.resolve("relay.pem"), Optional.of(GOOD.resolve("relay.key")), Optional.empty()))),
                Submission.NONE,
                List.of(InetAddresses.forString("192.0.2.1"), InetAddresses.forString("2001:db8::1")),
                new ConnectionLimits(7, 50, Duration.ofMinutes(5), Duration.ofSeconds(10)), new Pace(30, 40, 50, 60, 70, 10_000),
                new RetrySchedule(List.of(Duration.ofSeconds(30), Duration.ofMinutes(1)), Duration.ofDays(2)),
                new HybridOptions(Optional.of(DomainName.parse("contoso.mail.onmicrosoft.com")), true, true)),
            new OutboundConnector(ConnectorName.parse("Bank"), ConnectorType.PARTNER, true, "", List.of(DomainPattern.parse("contosobank.com")),
                new Route.MxRecords(2525), TlsSettings.CERTIFICATE_VALIDATION, List.of(), Optional.of(certificates), ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT),
            special("Ours", ConnectorType.ORGANIZATION, new AddressSpace(List.of(), true, List.of(), 1), false, false),
            scanners(),
            special("By rule", ConnectorType.PARTNER, AddressSpace.of(List.of()), true, false),
            special("For a test", ConnectorType.PARTNER, AddressSpace.of(List.of(DomainPattern.parse("*"))), false, true));
    }

    private static OutboundConnector scanners() {
        SecretSource secret = new SecretSource.Variable("SCANNER_PASSWORD");
        Login.Grant assertion = new Login.Grant.ClientAssertion(
            new ClientCertificate(GOOD.resolve("relay.pem"), Optional.of(GOOD.resolve("relay.key")), Optional.empty()));
        List<Mailbox> mailboxes = List.of(
            new Mailbox("scanner@contoso.com", List.of(), new Login.Password(secret)),
            new Mailbox("alerts@contoso.com",
                List.of(new Mailbox.Sender.Address("Monitor@contoso.com"), new Mailbox.Sender.Domain(DomainPattern.parse("*.apps.contoso.com"))),
                new Login.OAuth(Cloud.US_GOV_GCC_HIGH, "contoso.onmicrosoft.us", "00000000-1111-2222-3333-444444444444", assertion,
                    Optional.of(URI.create("https://login.example/token")))),
            new Mailbox("app@contoso.com", List.of(new Mailbox.Sender.Domain(new DomainPattern.Any())),
                new Login.OAuth(Cloud.WORLDWIDE, "contoso.com", "app", new Login.Grant.ClientSecret(secret), Optional.empty())));
        return new OutboundConnector(ConnectorName.parse("Scanners"), ConnectorType.OFFICE365, true, "", AddressSpace.of(List.of(DomainPattern.parse("scanned.example"))),
            false, false, new Route.SmartHosts(List.of(new SmartHost("smtp.office365.us", 587))), TlsSettings.DOMAIN_VALIDATION,
            List.of(DomainPattern.parse("smtp.office365.us")), Optional.of(GOOD.resolve("good-certificate.pem")), TlsOptions.DEFAULT,
            new Submission(Optional.of(SendingOption.CLIENT_SUBMISSION), mailboxes, Optional.of(new FromRewrite("scanner@contoso.com", FromRewrite.Original.HEADER)),
                Optional.of(new WarmUp(LocalDate.of(2099, 11, 22), List.of(50L, 100L, 200L)))),
            List.of(), new ConnectionLimits(3, 199, Duration.ofMinutes(20), Duration.ofSeconds(30)), new Pace(30, 0, 0, 0, 0, 10_000), RetrySchedule.DEFAULT);
    }

    private static OutboundConnector special(String name, ConnectorType type, AddressSpace space, boolean ruleScoped, boolean test) {
        return new OutboundConnector(ConnectorName.parse(name), type, true, "", space, ruleScoped, test, new Route.MxRecords(25), TlsSettings.CERTIFICATE_VALIDATION,
            List.of(), Optional.of(GOOD.resolve("good-certificate.pem")), TlsOptions.DEFAULT, Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }

    @Test
    void whatIsUnsetIsSafe() throws IOException {
        Connectors read = accepted(read("<connectors><inbound name='In' type='partner'><senderDomains>a.example</senderDomains></inbound>"
            + "<outbound name='Out' type='organization'><recipientDomains>*</recipientDomains></outbound></connectors>"));

        assertThat(read.inbound().get(0).requireTls()).isTrue();
        assertThat(read.outbound().get(0).tlsSettings()).isEqualTo(TlsSettings.CERTIFICATE_VALIDATION);
        assertThat(read.outbound().get(0).route()).isEqualTo(new Route.MxRecords(25));
        assertThat(read.outbound().get(0).tlsOptions()).isEqualTo(TlsOptions.DEFAULT);
    }

    @Test
    void anEmptyRootIsAConfigurationWithoutConnectors() throws IOException {
        assertThat(accepted(read("<connectors/>"))).isEqualTo(Connectors.NONE);
    }

    @Test
    void tellsWhereEachOutboundConnectorStands() throws IOException {
        Reading.Accepted accepted = (Reading.Accepted) read("<connectors>\n  <outbound name='A' type='partner'><recipientDomains>a.example</recipientDomains></outbound>\n"
            + "<outbound name='B' type='partner'><recipientDomains>b.example</recipientDomains></outbound>\n</connectors>");

        assertThat(accepted.outboundPlaces()).hasSize(2).satisfies(places -> {
            assertThat(places.get(ConnectorName.parse("A"))).extracting(Position::line, Position::column).containsExactly(2, 3);
            assertThat(places.get(ConnectorName.parse("B"))).extracting(Position::line, Position::column).containsExactly(3, 1);
        });
    }

    @Test
    void replacesVariablesOfTheEnvironment() throws IOException {
        Reading reading = read("<connectors><acceptedDomains><domain name='${env:DOMAIN}' type='authoritative'/></acceptedDomains>"
            + "<inbound name='${env:SITE} devices' type='organization'><senderIPAddresses>${env:NETS}, 192.0.2.1</senderIPAddresses></inbound></connectors>",
            Map.of("DOMAIN", "contoso.com", "SITE", "Bonn", "NETS", "10.0.0.0/8, 2001:db8::/64"));

        Connectors read = accepted(reading);
        assertThat(read.acceptedDomains()).extracting(domain -> domain.name().asString()).containsExactly("contoso.com");
        assertThat(read.inbound().get(0).name().asString()).isEqualTo("Bonn devices");
        assertThat(read.inbound().get(0).senderIPAddresses()).extracting(Cidr::toString).containsExactly("10.0.0.0/8", "2001:db8::/64", "192.0.2.1");
    }

    @Test
    void neverPrintsWhatAVariableStandsFor() throws IOException {
        Reading reading = read("<connectors><dns servers='${env:SECRET}'/><trustedCertificates>${env:SECRET}</trustedCertificates>"
            + "<inbound name='a${env:SECRET}' type='${env:SECRET}'><senderDomains>${env:SECRET}, *x</senderDomains><requireTls>${env:SECRET}</requireTls></inbound>"
            + "<outbound name='b' type='partner'><recipientDomains>b.example</recipientDomains><retry waits='${env:SECRET}'/><limits maxConnections='${env:SECRET}'/></outbound>"
            + "<outbound name='c' type='partner'><recipientDomains>c.example</recipientDomains><smartHosts><smartHost>${env:SECRET}</smartHost></smartHosts>"
            + "<tlsSettings>${env:SECRET}</tlsSettings></outbound></connectors>", Map.of("SECRET", UsedSecrets.note("value of a variable", "hunter2!")));

        assertThat(reading.diagnostics()).hasSizeGreaterThan(8).extracting(Diagnostic::asText).noneMatch(text -> text.contains("hunter2"));
    }

    @Test
    void neverPrintsWhatAVariableStandsForInOptionsOfInboundConnectors() throws IOException {
        Reading reading = read("<connectors><publishedAddresses name='${env:SECRET}' file='${env:SECRET}' instance='${env:SECRET}' url='${env:SECRET}'/>"
            + "<inbound name='a' type='organization'><listeners>${env:SECRET}</listeners><senderIPAddresses>${env:SECRET}</senderIPAddresses>"
            + "<requireTls minimumVersion='${env:SECRET}'>true</requireTls><tlsSenderCertificateName>${env:SECRET}, ${env:WIDE}, ${env:FOREIGN}</tlsSenderCertificateName>"
            + "<tlsSenderCertificate issuer='${env:SECRET}' sha256='${env:SECRET}' use='${env:SECRET}' revocationCheck='${env:SECRET}' trustedCertificates='${env:SECRET}'/>"
            + "<associatedAcceptedDomains>${env:FOREIGN}</associatedAcceptedDomains><efSkipIPs>${env:SECRET}</efSkipIPs><efUsers>${env:SECRET}</efUsers>"
            + "<limits maxMessageSize='${env:SECRET}' maxRecipients='${env:SECRET}'/></inbound></connectors>",
            Map.of("SECRET", UsedSecrets.note("value of a variable", "hunter2!"), "WIDE", "*.hunter2", "FOREIGN", "hunter2.example"));

        assertThat(reading.diagnostics()).hasSizeGreaterThan(15).extracting(Diagnostic::asText).noneMatch(text -> text.contains("hunter2"));
    }

    @Test
    void neverPrintsWhatAVariableStandsForInOptionsOfOutboundConnectors() throws IOException {
        Reading reading = read("<connectors><throttling><reply>${env:SECRET}(</reply></throttling>"
            + "<outbound name='a' type='partner'><recipientDomains>a.example</recipientDomains><senderDomains>${env:SECRET}</senderDomains><cost>${env:SECRET}</cost>"
            + "<isTransportRuleScoped>${env:SECRET}</isTransportRuleScoped><tlsOptions minimumVersion='${env:SECRET}' ciphers='${env:SECRET}, ${env:NULL}'/>"
            + "<clientCertificate chain='${env:SECRET}' passwordVariable='${env:SECRET}'/><sourceAddress>${env:SECRET}</sourceAddress>"
            + "<limits messagesPerDay='${env:SECRET}'/></outbound><outbound name='b' type='partner'><recipientDomains>b.example</recipientDomains>"
            + "<clientCertificate chain='${env:SECRET}' key='${env:SECRET}'/><smartHosts><smartHost weight='${env:SECRET}'>b.example</smartHost></smartHosts></outbound></connectors>",
            Map.of("SECRET", UsedSecrets.note("value of a variable", "hunter2!"), "NULL", "hunter2_NULL_"));

        assertThat(reading.diagnostics()).hasSizeGreaterThan(10).extracting(Diagnostic::asText).noneMatch(text -> text.contains("hunter2"));
    }

    @Test
    void refusesMoreRoutesThanMemoryHolds() throws IOException {
        String many = IntStream.range(0, 2_000).mapToObj(i -> "d" + i + ".example").collect(Collectors.joining(","));

        String outbound = MINIMAL.replace("contosobank.com", many).replace("</outbound>", "<senderDomains>" + many + "</senderDomains></outbound>");

        assertThat(ids(read(outbound))).containsExactly("CON-005");
        assertThat(ids(read(outbound.replace("type=", "enabled='false' type=")))).containsExactly("CON-005");
    }

    @Test
    void refusesMoreThanAHundredThrottlingReplies() throws IOException {
        String replies = IntStream.range(0, 101).mapToObj(i -> "<reply>^451 " + i + "</reply>").collect(Collectors.joining());

        assertThat(ids(read("<connectors><throttling>" + replies + "</throttling></connectors>"))).containsExactly("CON-122");
    }

    @Test
    void anEmptyVariableIsAnEmptyValue() throws IOException {
        assertThat(ids(read(MINIMAL.replace("contosobank.com", "${env:EMPTY}"), Map.of("EMPTY", "")))).containsExactly("CON-027");
    }

    @Test
    void aVariableThatRefersToAnotherIsRefused() throws IOException {
        assertThat(ids(read(MINIMAL.replace("contosobank.com", "${env:A}"), Map.of("A", "${env:A}")))).containsExactly("CON-007");
    }

    @Test
    void entitiesStayOff() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), UsedSecrets.note("file of an entity", "hunter2!"));

        Reading reading = read("<!DOCTYPE c [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><connectors>&e;</connectors>");

        assertThat(ids(reading)).containsExactly("CON-004");
        assertThat(reading.toString()).doesNotContain("hunter2");
    }

    @Test
    void theBillionLaughsStayOff() throws IOException {
        String entities = IntStream.range(1, 10).mapToObj(i -> "<!ENTITY l" + i + " '" + ("&l" + (i - 1) + ";").repeat(10) + "'>").collect(Collectors.joining());

        assertThat(ids(read("<!DOCTYPE c [<!ENTITY l0 'ha'>" + entities + "]><connectors>&l9;</connectors>"))).containsExactly("CON-004");
    }

    @Test
    void aSchemaLocationIsNotFollowed() throws IOException {
        accepted(read(MINIMAL.replace("<connectors>",
            "<connectors xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='http://127.0.0.1:1/none.xsd'>")));
    }

    @Test
    void aForeignNamespaceIsUnknown() throws IOException {
        assertThat(ids(read("<connectors xmlns='urn:other'/>"))).containsExactly("CON-011");
        assertThat(ids(read("<c:connectors xmlns:c='urn:other'/>"))).containsExactly("CON-010");
        assertThat(ids(read("<c:connectors/>"))).containsExactly("CON-002");
    }

    @Test
    void refusesAHundredMegabytesWithoutReadingThem() throws IOException {
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100L * 1024 * 1024);
        }

        assertThat(ids(ConnectorsFile.read(file, directory, name -> null))).containsExactly("CON-005");
    }

    @Test
    void refusesTooManyElementsAndAttributes() throws IOException {
        assertThat(ids(read("<connectors>" + "<a/>".repeat(1_000_001) + "</connectors>"))).containsExactly("CON-005");
        String attributes = IntStream.range(0, 65).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
        assertThat(ids(read("<connectors" + attributes + "/>"))).containsExactly("CON-005");
    }

    @Test
    void refusesAnEndlessList() throws IOException {
        assertThat(ids(read(MINIMAL.replace("contosobank.com", "a.example,".repeat(100_000) + "b.example")))).containsExactly("CON-005");
    }

    @Test
    void refusesEndlessVariables() throws IOException {
        assertThat(ids(read(MINIMAL.replace("contosobank.com", "${env:A}".repeat(100_000)), Map.of("A", "a")))).containsExactly("CON-005");
    }

    @Test
    void showsTheFirstThousandErrors() throws IOException {
        List<String> ids = ids(read("<connectors>" + "<inbond/>".repeat(20_000) + "</connectors>"));

        assertThat(ids).hasSize(1_001).startsWith("CON-008", "CON-010");
    }

    @Test
    void findsErrorsBehindThousandsOfWarnings() throws IOException {
        String warned = IntStream.range(0, 1_500).mapToObj(i -> "<inbound name='n" + i + "' type='partner'><senderDomains>d" + i + ".example</senderDomains>"
            + "<requireTls>false</requireTls></inbound>").collect(Collectors.joining());

        assertThat(ids(read("<connectors>" + warned + "<inbond/></connectors>"))).hasSize(1_002).startsWith("CON-008", "CON-045").endsWith("CON-010");
    }

    @Test
    void aCommentIsOneLine() throws IOException {
        Connectors read = accepted(read(MINIMAL.replace("</outbound>", "<comment>one\n   two\t&#x202e;three</comment></outbound>")));

        assertThat(read.outbound().get(0).comment()).isEqualTo("one two three");
    }

    @Test
    void readsTenThousandConnectors() throws IOException {
        String many = IntStream.range(0, 10_000).mapToObj(i -> i % 2 == 0
            ? "<inbound name='In " + i + "' type='organization'><senderIPAddresses>10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256 + "</senderIPAddresses></inbound>\n"
            : "<outbound name='Out " + i + "' type='partner'><recipientDomains>d" + i + ".example, *.e" + i + ".example</recipientDomains></outbound>\n")
            .collect(Collectors.joining("", "<connectors><acceptedDomains><domain name='contoso.com' type='authoritative'/></acceptedDomains>", "</connectors>"));

        Connectors read = accepted(read(many));

        assertThat(read.inbound()).hasSize(5_000);
        assertThat(read.outbound()).hasSize(5_000);
    }

    @Test
    void aMissingFileIsADiagnostic() {
        assertThat(ids(ConnectorsFile.read(file, directory, name -> null))).containsExactly("CON-001");
    }

    @Test
    void aDirectoryIsADiagnostic() {
        assertThat(ids(ConnectorsFile.read(directory, directory, name -> null))).containsExactly("CON-001");
    }

    @Test
    void anEmptyFileIsNotWellFormed() throws IOException {
        assertThat(ids(read(""))).containsExactly("CON-002");
    }

    @Test
    void readsWhatWindowsEditorsWrite() throws IOException {
        Files.write(file, ("\uFEFF" + MINIMAL).getBytes(StandardCharsets.UTF_8));
        accepted(ConnectorsFile.read(file, directory, name -> null));

        Files.write(file, ("<?xml version='1.0' encoding='UTF-16'?>" + MINIMAL).getBytes(StandardCharsets.UTF_16));
        accepted(ConnectorsFile.read(file, directory, name -> null));
    }

    @Test
    void countsLinesOfAnyKind() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            Reading reading = read("<connectors>" + end + "<!-- <x> -->" + end + "  <x" + end + "   y='>'/>" + end + "</connectors>");

            assertThat(reading.diagnostics()).extracting(diagnostic -> diagnostic.position().line() + ":" + diagnostic.position().column()).containsExactly("3:3");
        }
    }

    @Test
    void oneMistakeIsOneDiagnostic() throws IOException {
        assertThat(ids(read(MINIMAL.replace("recipientDomains", "recipientDomain")))).containsExactly("CON-010");
        assertThat(ids(read(MINIMAL.replace("contosobank.com", "contoso bank")))).containsExactly("CON-021");
        assertThat(ids(read(MINIMAL.replace("name=", "nmae=")))).containsExactly("CON-011");
        assertThat(ids(read(MINIMAL.replace("partner", "Partner")))).containsExactly("CON-023");
        assertThat(ids(read(MINIMAL.replace("outbound", "outbond")))).containsExactly("CON-010");
        assertThat(ids(read("<connectors><outbound name='a' type='organization'><allAceptedDomains>true</allAceptedDomains></outbound></connectors>"))).containsExactly("CON-010");
        assertThat(ids(read("<connectors><outbound name='a' type='organization'><isTransportRuleScoped>yes</isTransportRuleScoped></outbound></connectors>")))
            .containsExactly("CON-023");
        assertThat(ids(read(MINIMAL.replace("</outbound>", "<clientCertificate chian='a.pem' key='a.key'/></outbound>")))).containsExactly("CON-011");
    }

    private static Optional<SenderCertificate> certificate(String name, TrustSource trust) {
        return Optional.of(new SenderCertificate(List.of(DomainPattern.parse(name)), Optional.empty(), Set.of(), false, trust));
    }

    private Reading read(String text) throws IOException {
        return read(text, Map.of());
    }

    private Reading read(String text, Map<String, String> environment) throws IOException {
        return ConnectorsFile.read(Files.writeString(file, text), directory, environment::get);
    }

    private static Connectors accepted(Reading reading) {
        assertThat(reading.diagnostics()).isEmpty();
        return ((Reading.Accepted) reading).connectors();
    }

    private static List<String> ids(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return reading.diagnostics().stream().map(Diagnostic::id).toList();
    }
}
