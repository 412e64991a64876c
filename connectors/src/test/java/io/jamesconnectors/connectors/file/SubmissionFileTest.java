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
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.testing.secrets.KeptOutput;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** The sending options in the file: a few lines do, everything can be tightened, and no secret is shown. */
class SubmissionFileTest {
    private static final Path GOOD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");
    private static final String ENDPOINT = "<smartHosts><smartHost>contoso-com.mail.protection.outlook.com</smartHost></smartHosts>";
    private static final String SECRET = UsedSecrets.note("secret in the wrong place", "Tr0ub4dor");

    private final Path directory;

    SubmissionFileTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aLoginIsAllThatClientSubmissionNeeds() throws IOException {
        OutboundConnector connector = accepted("option='clientSubmission'", "<recipientDomains>*</recipientDomains>"
            + "<credentials><mailbox user='scanner@contoso.com' passwordVariable='PASSWORD'/></credentials>");

        assertThat(connector.route()).isEqualTo(new Route.SmartHosts(List.of(new SmartHost("smtp.office365.com", 587))));
        assertThat(connector.tlsSettings()).isEqualTo(TlsSettings.DOMAIN_VALIDATION);
        assertThat(connector.tlsDomain()).containsExactly(DomainPattern.parse("smtp.office365.com"));
        assertThat(connector.tlsOptions()).isEqualTo(TlsOptions.DEFAULT);
        assertThat(connector.limits()).isEqualTo(new ConnectionLimits(3, 199, Duration.ofMinutes(20), Duration.ofSeconds(30)));
        assertThat(connector.pace()).isEqualTo(new Pace(30, 0, 0, 0, 0, 10_000));
    }

    @Test
    void theEndpointIsAllThatDirectSendNeeds() throws IOException {
        OutboundConnector connector = accepted("option='directSend'", "<allAcceptedDomains>true</allAcceptedDomains>" + ENDPOINT);

        assertThat(connector.route()).isEqualTo(new Route.SmartHosts(List.of(new SmartHost("contoso-com.mail.protection.outlook.com", 25))));
        assertThat(connector.tlsSettings()).isEqualTo(TlsSettings.OPPORTUNISTIC);
        assertThat(connector.limits()).isEqualTo(ConnectionLimits.DEFAULT);
    }

    @ParameterizedTest(name = "[{index}] {0}: {1}")
    @CsvSource({
        "contoso-com.mail.protection.outlook.com, *.mail.protection.outlook.com",
        "contoso-com.o-v1.mx.microsoft, *.mx.microsoft",
        "contoso-us.mail.protection.office365.us, *.mail.protection.office365.us",
        "contoso-cn.mail.protection.partner.outlook.cn, *.mail.protection.partner.outlook.cn",
        "stand-in.contoso.com, stand-in.contoso.com"
    })
    void endpointAndAddressAreAllThatARelayNeeds(String endpoint, String tlsDomain) throws IOException {
        OutboundConnector connector = accepted("option='smtpRelay' staticAddress='203.0.113.25, 2001:db8::25'",
            "<recipientDomains>*</recipientDomains><smartHosts><smartHost>" + endpoint + "</smartHost></smartHosts>");

        assertThat(connector.tlsSettings()).isEqualTo(TlsSettings.DOMAIN_VALIDATION);
        assertThat(connector.tlsDomain()).containsExactly(DomainPattern.parse(tlsDomain));
        assertThat(connector.submission().staticAddresses())
            .containsExactly(InetAddresses.forString("203.0.113.25"), InetAddresses.forString("2001:db8::25"));
    }

    @Test
    void directSendMaySayByWhichAddressItIsSeen() throws IOException {
        OutboundConnector connector = accepted("option='directSend' staticAddress='203.0.113.25'",
            "<recipientDomains>contoso.com</recipientDomains><smartHosts><smartHost>contoso-com.mail.protection.outlook.com</smartHost></smartHosts>");

        assertThat(connector.submission().staticAddresses()).containsExactly(InetAddresses.forString("203.0.113.25"));
    }

    @Test
    void everythingCanBeTightenedWithoutAWord() throws IOException {
        OutboundConnector connector = accepted("option='clientSubmission'", "<recipientDomains>*</recipientDomains><tlsOptions minimumVersion='TLSv1.3'/>"
            + "<limits maxConnections='1' messagesPerMinute='10' messagesPerHour='20' recipientsPerDay='5'/>"
            + "<smartHosts><smartHost>smtp.office365.com:25</smartHost></smartHosts><tlsDomain>smtp.office365.com</tlsDomain>"
            + "<credentials><mailbox user='scanner@contoso.com' passwordVariable='PASSWORD'/></credentials>");

        assertThat(connector.pace()).isEqualTo(new Pace(10, 20, 0, 0, 0, 5));
        assertThat(connector.limits().maxConnections()).isEqualTo(1);
    }

    @Test
    void aLimitThatADefaultNeverReachesIsNoMistake() throws IOException {
        assertThat(accepted("option='clientSubmission'", "<recipientDomains>*</recipientDomains><limits messagesPerHour='20'/>"
            + "<credentials><mailbox user='scanner@contoso.com' passwordVariable='PASSWORD'/></credentials>").pace()).isEqualTo(new Pace(30, 20, 0, 0, 0, 10_000));
    }

    @Test
    void aPlainConnectorMayLogInToo() throws IOException {
        Reading reading = read("type='partner'", "<recipientDomains>*</recipientDomains><smartHosts><smartHost>relay.provider.example:587</smartHost></smartHosts>"
            + "<credentials><mailbox user='contoso' passwordVariable='PASSWORD'/></credentials>");

        assertThat(reading.diagnostics()).isEmpty();
        assertThat(((Reading.Accepted) reading).connectors().outbound().get(0).limits()).isEqualTo(ConnectionLimits.DEFAULT);
    }

    @Test
    void readsASecretFileAndWarnsWhenEverybodyCan() throws IOException {
        Assumptions.assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
        Path secret = Files.writeString(directory.resolve("scanner.password"), SECRET + "\n");
        String mailbox = "<recipientDomains>*</recipientDomains><credentials><mailbox user='scanner@contoso.com' passwordFile='file://scanner.password'/></credentials>";
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(accepted("option='clientSubmission'", mailbox).submission().mailboxes().get(0).login())
            .isEqualTo(new Login.Password(new SecretSource.File(secret.toAbsolutePath())));

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(read("type='office365' option='clientSubmission'", mailbox).diagnostics()).extracting(Diagnostic::id).containsExactly("CON-148");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\n"})
    void refusesAnEmptySecretFile(String content) throws IOException {
        Files.writeString(directory.resolve("empty.token"), content);

        assertThat(said("<mailbox user='a'><oauth tenant='t' clientId='c' refreshTokenFile='empty.token'/></mailbox>")).contains("CON-147").contains("is empty");
    }

    @Test
    void refusesALargeSecretFile() throws IOException {
        Files.write(directory.resolve("large"), new byte[64 * 1024 + 1]);

        assertThat(said("<mailbox user='a' passwordFile='large'/>")).contains("CON-147").contains("larger than 64 KiB");
    }

    /** Whatever the administrator has mistaken for what; {@code SECRET} stands for the secret, since these texts are the names of the tests. */
    @ParameterizedTest
    @ValueSource(strings = {
        "<mailbox user='a' passwordVariable='SECRET'/>",
        "<mailbox user='a' passwordVariable='SECRET &amp; 3'/>",
        "<mailbox user='a' passwordFile='SECRET'/>",
        "<mailbox user='a' passwordFile='${env:PASSWORD}'/>",
        "<mailbox user='a' passwordVariable='${env:PASSWORD}'/>",
        "<mailbox user='a' password='SECRET'/>",
        "<mailbox user='a'><oauth tenant='t' clientId='c' clientSecret='SECRET'/></mailbox>",
        "<mailbox user='a'><oauth tenant='t' clientId='c' clientSecretFile='SECRET'/></mailbox>",
        "<mailbox user='a'><oauth tenant='t' clientId='c' clientSecretVariable='SECRET'/></mailbox>",
        "<mailbox user='a'><oauth tenant='t' clientId='c' refreshTokenFile='SECRET'/></mailbox>",
        "<mailbox user='a'><oauth tenant='t' clientId='c' clientSecretVariable='PASSWORD' tokenEndpoint='https://u:SECRET@h/'/></mailbox>",
        "<mailbox user='a'><oauth tenant='t' clientId='SECRET~x' clientSecretVariable='PASSWORD'/></mailbox>"})
    void neverShowsASecretThatStandsInTheWrongPlace(String mailbox) throws IOException {
        String said = said(mailbox.replace("SECRET", SECRET));
        KeptOutput.keep("diagnostics.txt", List.of(said));
        assertThat(said).contains("error CON-").doesNotContain(SECRET);
    }

    @Test
    void saysThatACertificateEndsAMonthBefore() throws Exception {
        X509Certificate certificate = PemFile.read(GOOD.resolve("relay.pem")).trustedCertificates().get(0);
        Instant end = certificate.getNotAfter().toInstant();

        assertThat(seenAt(end.minus(Duration.ofDays(31)))).isEmpty();
        assertThat(seenAt(end.minus(Duration.ofDays(29)))).containsExactly("CON-155");
        assertThat(seenAt(end.minusSeconds(1))).containsExactly("CON-155");
        assertThat(seenAt(end.plusSeconds(1))).containsExactly("CON-116");
    }

    private static List<String> seenAt(Instant now) throws Exception {
        Findings findings = new Findings();
        SourceText source = SourceText.decode("connectors.xml",
            "<outbound><clientCertificate chain='relay.pem' key='relay.key'/></outbound>".getBytes(StandardCharsets.UTF_8));
        Node connector = ConfigurationTree.read(source, new Variables(name -> null, findings));
        new ClientCertificateReader(findings, GOOD, name -> null, now).read(connector);
        return findings.inOrder("connectors.xml").stream().map(Diagnostic::id).toList();
    }

    private String said(String mailbox) throws IOException {
        Reading reading = read("type='office365' option='clientSubmission'", "<recipientDomains>*</recipientDomains><credentials>" + mailbox + "</credentials>");
        StringBuilder said = new StringBuilder();
        reading.diagnostics().forEach(diagnostic -> said.append(diagnostic.asText()).append('\n'));
        return said.toString();
    }

    private OutboundConnector accepted(String attributes, String options) throws IOException {
        Reading reading = read("type='office365' " + attributes, options);
        assertThat(reading.diagnostics()).isEmpty();
        return ((Reading.Accepted) reading).connectors().outbound().get(0);
    }

    private Reading read(String attributes, String options) throws IOException {
        Path file = Files.writeString(directory.resolve("connectors.xml"), "<connectors><acceptedDomains><domain name='contoso.com' type='internalRelay'/></acceptedDomains>"
            + "<outbound name='Office' " + attributes + ">" + options + "</outbound></connectors>");
        return ConnectorsFile.read(file, directory, Map.of("PASSWORD", SECRET)::get);
    }
}
