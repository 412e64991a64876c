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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.ConnectorsWriter;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.migration.Imported;
import io.jamesconnectors.migration.Input;
import io.jamesconnectors.migration.ReportLine;
import io.jamesconnectors.migration.SecretFile;
import io.jamesconnectors.migration.Unreadable;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** main.cf and the tables that it names, in the forms of postconf(5), transport(5) and postmap(1). */
class PostfixImportTest {
    private static final Path FILES = Path.of("src/test/resources/io/jamesconnectors/migration/postfix");
    private static final String PASSWORD = UsedSecrets.note("password in sasl_passwd", "s3cr:t of the scanner");

    @Test
    void becomesConnectorsThatAreGoodAndSecretsInFilesOfTheirOwn(@TempDir Path base) throws IOException, Unreadable {
        Imported imported = imported(base);
        String xml = ConnectorsWriter.write(imported.connectors(), base);
        Files.createDirectories(base.resolve("secrets"));
        for (SecretFile secret : imported.secrets()) {
            secret.write(false);
        }

        assertThat(xml).isEqualTo(Files.readString(FILES.resolve("expected.xml")));
        assertThat(ConnectorsFile.read(Files.writeString(base.resolve("connectors.xml"), xml), base, name -> null)).isInstanceOf(Reading.Accepted.class);
        Path file = base.resolve("secrets/smtp.office365.com_587-scanner@contoso.com.password");
        assertThat(file).hasContent(PASSWORD + "\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.list(base.resolve("secrets"))).as("unused ones are not written").containsExactly(file);
    }

    @Test
    void noSecretIsInTheReportTheXmlOrAnyText(@TempDir Path base) throws Unreadable {
        Imported imported = imported(base);

        assertThat(imported.toString() + imported.report() + imported.secrets() + ConnectorsWriter.write(imported.connectors(), base)).doesNotContain("s3cr",
            "n0-b0dy");
    }

    @Test
    void aSecretIsNeverReplacedUnlessAskedFor(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "old");

        assertThatThrownBy(() -> new SecretFile(file, PASSWORD).write(false)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("old");

        new SecretFile(file, PASSWORD).write(true);
        assertThat(file).hasContent(PASSWORD + "\n");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.list(directory)).as("no draft is left").containsExactly(file);
    }

    @Test
    void saysOfEachEntryWhatBecameOfIt(@TempDir Path base) throws Unreadable {
        List<ReportLine> report = imported(base).report();

        assertThat(report).filteredOn(line -> line.from().endsWith("/transport"))
            .extracting(line -> line.object() + " " + line.setting() + ": " + line.outcome().word()).containsExactly(
            "line 2 bank.example: carried", "line 3 .bank.example: carried", "line 4 partner.example: carried", "line 5 direct.example: carried",
                "line 6 two.example: carried",
            "line 8 v6.example: carried", "line 9 only-below.example: changed", "line 10 .only-below.example: carried",
                "line 11 anna@contoso.com: weaker",
            "line 12 fax.example: changed", "line 13 shop.example: changed", "line 14 old.example: changed");
        assertThat(report).filteredOn(line -> line.from().endsWith("/main.cf")).extracting(ReportLine::setting).doesNotHaveDuplicates()
            .containsExactlyInAnyOrder(
            "mydomain", "myhostname", "mydestination", "relay_domains", "mynetworks", "relayhost", "transport_maps", "smtp_tls_policy_maps",
                "smtp_sasl_auth_enable",
            "smtp_sasl_password_maps", "sender_dependent_relayhost_maps", "smtp_tls_security_level", "smtp_tls_mandatory_protocols", "smtpd_banner",
                "relay_clientcerts");
        assertThat(report).extracting(line -> line.setting() + ": " + line.text())
            .anyMatch(text -> text.startsWith("transport_maps: the table regexp:/etc/postfix/transport.re is left out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "transport | 'contoso.com' | transport:1: has a key and no value, as in half a table",
        "transport | '# comment\n\n  smtp:[a]' | transport:3: begins with a blank",
        "transport | 'contoso.com smtp' | transport:1: has no transport in the entry of contoso.com",
        "transport | 'contoso.com smtp:[a b]' | transport:1: has a bad next hop",
        "transport | 'a.test smtp:\nb..test smtp:' | transport:2: has a bad domain",
        "tls_policy | 'a.test sometimes' | tls_policy:1: has a bad security level",
        "tls_policy | 'a.test secure match' | tls_policy:1: has a bad attribute",
        "sasl_passwd | '[a.test] s3cret-without-user' | sasl_passwd:1: has no login",
        "main.cf | 'relayhost [a.test]' | main.cf:1: is no parameter",
        "main.cf | 'a = $b\nb = ${a}\nrelayhost = $a' | main.cf:1: refers to itself",
        "main.cf | 'relayhost = ${a?b}' | main.cf:1: has '${a?b}'",
        "main.cf | 'transport_maps = hash:/etc/postfix/transport' | main.cf:1: names the table hash:/etc/postfix/transport, which was not given",
        "main.cf | 'smtp_tls_security_level = always' | main.cf:1: has a bad security level",
        "main.cf | 'mynetworks = 10.0.0.0/8 !10.1.0.0/16' | main.cf:1: takes !10.1.0.0/16 out of mynetworks",
        "main.cf | 'smtp_sasl_password_maps = static:user:s3cret-${x' | main.cf:1: has a dollar sign that is no reference",
        "client_access | '10.1.0.0/16 REJECT\n10.0.0.0/8 OK' | client_access:2: lets 10.0.0.0/8 relay without 10.1.0.0/16",
        "client_access | '10.0.0.0/8 REJECT\n10.1.0.0/16 OK' | client_access:2: lets 10.1.0.0/16 relay without 10.0.0.0/8",
        "virtual | 'a b' | virtual: has a name that does not tell what it is",
    })
    void saysWhatIsWrongAndWhere(String name, String text, String message) {
        assertThatThrownBy(() -> read(new Input(name, text.getBytes(StandardCharsets.UTF_8)))).isInstanceOf(Unreadable.class)
            .hasMessageContaining(message.replace("''", "'"))
            .hasMessageNotContaining("s3cret");
    }

    @Test
    void aCompiledTableIsToldAsSuch() {
        assertThatThrownBy(() -> read(new Input("transport", new byte[] {'a', 0, 6, 0x15, 0x61}))).isInstanceOf(Unreadable.class)
            .hasMessageContaining("perhaps a table that postmap compiled");
        assertThatThrownBy(() -> PostfixSource.named(new Input("transport.db", new byte[0]))).isInstanceOf(Unreadable.class)
            .hasMessageContaining("expected: main.cf, or the parameter before the file");
    }

    @Test
    void secretsThatMayNotBeTakenAreLeftOutAndSaid() throws Unreadable {
        Imported imported = PostfixImport.read(List.of(source("main.cf", "relayhost = [a.test]"), source("sasl_passwd", "[a.test] user:" + PASSWORD)),
            Optional.empty(), Path.of("/srv"));

        assertThat(imported.secrets()).isEmpty();
        assertThat(imported.connectors().outbound().get(0).submission().mailboxes()).isEmpty();
        assertThat(imported.report()).extracting(ReportLine::text).anyMatch(text -> text.startsWith("secrets are not taken here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"static:user:s3cret", "inline:{ {[a.test] = user:s3cret} }", "static:s3cret", "inline:{[a.test]=s3cret:s3cret}"})
    void aPasswordInMainCfIsNeverShown(String maps) throws Unreadable {
        Imported imported = PostfixImport.read(List.of(source("main.cf", "relayhost = [a.test]\nsmtp_sasl_password_maps = " + maps)),
            Optional.of(Path.of("/s")), Path.of("/srv"));

        assertThat(imported.report().toString()).contains("it may hold a password").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"retry:4.7.5 later", "error:5.1.1 nobody", "fax:", "lmtp:unix:private/lmtp", "discard:", "local:", "smtp:[held.invalid]", ":[held.invalid]:25"})
    void whatIsNoSmtpIsHeldAndNeverTakesTheNextRoute(String destination) throws Unreadable {
        Connectors connectors = read(source("main.cf", "relayhost = [open.example]"), source("transport", "bank.example " + destination)).connectors();

        OutboundConnector held = routeOf(connectors, "bank.example", "contoso.com");
        assertThat(held.route()).isEqualTo(new Route.SmartHosts(List.of(new SmartHost("held.invalid", 25))));
        assertThat(held.tlsSettings()).isEqualTo(TlsSettings.DOMAIN_VALIDATION);
        assertThat(held.comment()).contains(destination);
    }

    @Test
    void mailForMailboxesHereIsNotHeld() throws Unreadable {
        Imported imported = read(source("main.cf", "mydestination = contoso.com"), source("transport", "contoso.com lmtp:unix:private/lmtp\n* smtp:[relay.example]"));

        assertThat(imported.connectors().outbound()).hasSize(1);
        assertThat(imported.report()).extracting(ReportLine::text).contains("mail for mailboxes here: James decides by its users");
    }

    @Test
    void theUsualTransportsAreHeldTooWhereTheyAreNoSmtp() throws Unreadable {
        Connectors connectors = read(source("main.cf", "relay_domains = branch.example\ndefault_transport = retry:later\nrelayhost = [open.example]")).connectors();

        assertThat(routeOf(connectors, "elsewhere.example", "contoso.com").comment()).contains("retry:later");
        assertThat(host(connectors, "branch.example", "contoso.com")).isEqualTo("open.example");
    }

    @Test
    void anEntryThatChangesNothingTakesTheUsualRouteAndNotThatOfEverybody() throws Unreadable {
        Connectors connectors = read(source("main.cf", "mydestination = contoso.com\nrelayhost = [inside.example]"),
            source("sender_relay", "@branch.example [branch-relay.example]"),
            source("transport", "contoso.com :\nour.example :\n.our.example :\n* smtp:outbound-relay.example")).connectors();

        assertThat(host(connectors, "our.example", "contoso.com")).isEqualTo("inside.example");
        assertThat(host(connectors, "a.our.example", "contoso.com")).isEqualTo("inside.example");
        assertThat(host(connectors, "our.example", "branch.example")).isEqualTo("branch-relay.example");
        assertThat(host(connectors, "else.example", "branch.example")).as("* in transport goes first").isEqualTo("outbound-relay.example");
    }

    @Test
    void theTransportOfASenderGoesBeforeHisRelayAndNeitherForRelayDomains() throws Unreadable {
        Connectors connectors = read(source("main.cf", "relay_domains = branch.example\nrelayhost = [usual.example]"),
            source("sender_relay", "@a.example [relay-of-a.example]\n@b.example [relay-of-b.example]\n@c.example DUNNO"),
            source("sender_transport", "@a.example smtp:[transport-of-a.example]\n@b.example smtp:\n@d.example smtp:\n@e.example slow:")).connectors();

        assertThat(host(connectors, "x.example", "a.example")).isEqualTo("transport-of-a.example");
        assertThat(host(connectors, "x.example", "b.example")).isEqualTo("relay-of-b.example");
        assertThat(host(connectors, "x.example", "c.example")).isEqualTo("usual.example");
        assertThat(host(connectors, "x.example", "d.example")).isEqualTo("usual.example");
        assertThat(host(connectors, "x.example", "e.example")).isEqualTo("held.invalid");
        assertThat(host(connectors, "branch.example", "a.example")).isEqualTo("relay-of-a.example");
        assertThat(host(connectors, "branch.example", "e.example")).isEqualTo("usual.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "main.cf | smtp_tls_security_level = dane",
        "main.cf | smtp_tls_per_site = hash:/etc/postfix/tls_per_site",
        "main.cf | transport_maps = regexp:/etc/postfix/transport.re",
        "main.cf | smtp_tls_policy_maps = pcre:/etc/postfix/tls.pcre",
        "transport | anna@bank.example smtp:[secure.example]",
        "sender_relay | anna@bank.example [secure.example]",
    })
    void whatCouldBecomeWeakerIsSaidSo(String name, String text) throws Unreadable {
        assertThat(read(source(name, text)).report()).extracting(ReportLine::outcome).containsExactly(ReportLine.Outcome.WEAKER);
    }

    @Test
    void parametersOfServicesMayHaveHyphensDotsAndColons() throws Unreadable {
        assertThat(read(source("main.cf", "slow-smtp_destination_rate_delay = 1s\n127.0.0.1:9998_time_limit = 3600\nrelayhost = [a.test]")).report())
            .extracting(ReportLine::setting).contains("slow-smtp_destination_rate_delay", "127.0.0.1:9998_time_limit", "relayhost");
    }

    @Test
    void theNameOfTheMachineIsNeverTakenForNothing() throws Unreadable {
        assertThat(host(read(source("main.cf", "myhostname = mail.contoso.com\nrelayhost = $mydomain")).connectors(), "x.test", "contoso.com")).isEqualTo("contoso.com");
        assertThatThrownBy(() -> read(source("main.cf", "relayhost = [relay.$mydomain]"))).isInstanceOf(Unreadable.class).hasMessageContaining("$mydomain");
    }

    @Test
    void daneForEverybodyNeverSendsInClear() throws Unreadable {
        Connectors connectors = read(source("main.cf", "smtp_tls_security_level = dane")).connectors();

        assertThat(routeOf(connectors, "any.example", "contoso.com").tlsSettings()).isEqualTo(TlsSettings.ENCRYPTION_ONLY);
    }

    @Test
    void fingerprintsThatAreNotCarriedAreSaidToBeLeftOut() throws Unreadable {
        Imported imported = PostfixImport.read(List.of(source("main.cf", "relayhost = [a.test]"), source("tls_policy", "[a.test] fingerprint match=AA:BB")),
            Optional.empty(), Path.of("/srv"));

        assertThat(imported.report()).extracting(ReportLine::text).anyMatch(text -> text.endsWith("the fingerprints are left out"));
    }

    @Test
    void whereThereAreCredentialsTheServerIsVerified() throws Unreadable {
        Imported imported = PostfixImport.read(List.of(source("main.cf", "relayhost = [a.test]:587"), source("sasl_passwd", "a.test user:" + PASSWORD)),
            Optional.of(Path.of("/s")), Path.of("/srv"));

        assertThat(ConnectorsWriter.write(imported.connectors(), Path.of("/srv"))).contains("<tlsSettings>DomainValidation</tlsSettings>",
            "<tlsDomain>a.test</tlsDomain>");
    }

    private static Imported imported(Path base) throws Unreadable {
        List<PostfixSource> sources = new ArrayList<>();
        for (String name : List.of("main.cf", "transport", "tls_policy", "sasl_passwd", "sender_relay", "relay_domains", "relay_clientcerts")) {
            sources.add(PostfixSource.named(Input.of(FILES.resolve(name))));
        }
        return PostfixImport.read(sources, Optional.of(base.resolve("secrets")), base);
    }

    private static PostfixSource source(String name, String text) throws Unreadable {
        return PostfixSource.named(new Input(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Imported read(PostfixSource... sources) throws Unreadable {
        return PostfixImport.read(List.of(sources), Optional.empty(), Path.of("/srv"));
    }

    private static OutboundConnector routeOf(Connectors connectors, String recipient, String sender) {
        return OutboundRoutes.of(connectors).route(Optional.of(DomainName.parse(recipient)), Optional.of(DomainName.parse(sender))).connector().orElseThrow();
    }

    private static String host(Connectors connectors, String recipient, String sender) {
        return ((Route.SmartHosts) routeOf(connectors, recipient, sender).route()).hosts().get(0).host();
    }

    private static void read(Input input) throws Unreadable {
        PostfixImport.read(List.of(PostfixSource.named(input)), Optional.of(Path.of("/srv/secrets")), Path.of("/srv"));
    }
}
