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
package io.jamesconnectors.it.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.it.support.ExportedPostfix;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.migration.postfix.PostfixExport;
import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.SinkBehaviour;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** The gateway on a connectors.xml, and a Postfix on what was exported from it: the same peers get the same mail by the same security, and the same get nothing. */
@SuppressWarnings("NullAway.Init") // JUnit runs start() first
class ExportedRelayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String GATEWAY = "gateway";
    private static final String POSTFIX = "postfix";

    @TempDir
    static Path home;

    static final Map<String, SinkSmtpServer> SINKS = new LinkedHashMap<>();
    static GatewayProcess gateway;
    static ExportedPostfix postfix;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> obstacle = ExportedPostfix.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::get);
        TestCa ca = TestCa.create();
        TestCa strangers = TestCa.create("Strangers");
        StringBuilder outbound = new StringBuilder();
        peer(outbound, "plain", SinkSmtpServer.that(), "opportunistic");
        peer(outbound, "offered", SinkSmtpServer.that().startTls(strangers.server("else.test").sslContext()), "opportunistic");
        peer(outbound, "bare", SinkSmtpServer.that(), "EncryptionOnly");
        peer(outbound, "encrypted", SinkSmtpServer.that().startTls(strangers.server("else.test").sslContext()), "EncryptionOnly");
        peer(outbound, "valid", SinkSmtpServer.that().startTls(ca.server("mx.valid.test").sslContext()), "DomainValidation");
        peer(outbound, "misnamed", SinkSmtpServer.that().startTls(ca.server("mx.valid.test").sslContext()), "DomainValidation");
        peer(outbound, "untrusted", SinkSmtpServer.that().startTls(strangers.server("mx.untrusted.test").sslContext()), "DomainValidation");
        peer(outbound, "stripped", SinkSmtpServer.that().startTls(ca.server("mx.stripped.test").sslContext()).hideStartTls(), "DomainValidation");
        sink("sub", SinkSmtpServer.that());
        sink("everybody", SinkSmtpServer.that());
        sink("branch", SinkSmtpServer.that().startTls(ca.server("mx.branch.test").sslContext()));
        outbound.append(connector("sub", "*.sub.test", "", "opportunistic")).append(connector("everybody", "*", "", "opportunistic"))
            .append(connector("branch", "*", "<senderDomains>branch.test</senderDomains>", "DomainValidation"));
        String connectors = """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/><domain name="branch.test" type="internalRelay"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              %s
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), outbound);
        Path base = Files.createDirectories(home.resolve("gateway"));
        Reading reading = ConnectorsFile.read(Files.writeString(home.resolve("connectors.xml"), connectors), base, name -> null);
        assertThat(reading).as(() -> reading.diagnostics().toString()).isInstanceOf(Reading.Accepted.class);
        Map<String, String> exported = PostfixExport.of(((Reading.Accepted) reading).connectors()).files();
        gateway = GatewayProcess.start(base, connectors);
        postfix = ExportedPostfix.start(Files.createDirectories(home.resolve("postfix")), exported, "", "smtp unix - - n - - smtp\nrelay unix - - n - - smtp\n");
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        SINKS.values().forEach(SinkSmtpServer::close);
    }

    @ParameterizedTest
    @CsvSource({"plain, plain.test, false", "offered, offered.test, true", "encrypted, encrypted.test, true", "valid, valid.test, true", "sub, sub.test, false",
        "sub, deep.er.sub.test, false", "everybody, elsewhere.test, false"})
    void theSamePeerGetsItWithTheSameSecurity(String peer, String recipientDomain, boolean tls) throws Exception {
        send("scanner@contoso.test", recipientDomain);

        for (String from : List.of(GATEWAY, POSTFIX)) {
            assertThat(arrived(peer, from + "@" + recipientDomain).tlsProtocol().isPresent()).as(from + ": over TLS").isEqualTo(tls);
        }
    }

    @Test
    void aSenderWithARouteOfHisOwnTakesItInBoth() throws Exception {
        send("anna@branch.test", "far.test");

        for (String from : List.of(GATEWAY, POSTFIX)) {
            assertThat(arrived("branch", from + "@far.test").tlsProtocol()).as(from).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bare", "misnamed", "untrusted", "stripped"})
    void belowTheFloorThePeerGetsNothingOfEither(String peer) throws Exception {
        send("scanner@contoso.test", peer + ".test");

        postfix.awaitLog(line -> line.contains("to=<" + POSTFIX + "@" + peer + ".test>") && line.contains(" status=deferred"));
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> gateway.log().lines().anyMatch(line -> line.contains("outcome=deferred deferred=[" + GATEWAY + "@" + peer)));
        SinkSmtpServer sink = sink(peer);
        assertThat(sink.messages()).isZero();
        assertThat(sink.transcript()).isNotEmpty().noneMatch(line -> line.toUpperCase(Locale.ROOT).startsWith("MAIL"));
    }

    /** Devices relay for senders in accepted domains only, and a domain is itself and not what is below it. */
    @ParameterizedTest
    @ValueSource(strings = {"anybody@stranger.test", "anna@below.contoso.test", "anna@contoso.test.evil.test"})
    void neitherRelaysForOtherSenders(String sender) throws Exception {
        for (InetSocketAddress server : List.of(gateway.smtp(), postfix.smtp())) {
            try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", server)) {
                device.send("EHLO device.test");
                device.send("MAIL FROM:<" + sender + ">");
                assertThat(device.send("RCPT TO:<anna@plain.test>")).startsWith("55");
            }
        }
    }

    private static void peer(StringBuilder outbound, String name, SinkBehaviour behaviour, String floor) {
        sink(name, behaviour);
        outbound.append(connector(name, name + ".test", "", floor));
    }

    private static void sink(String name, SinkBehaviour behaviour) {
        SINKS.put(name, behaviour.keep(100, 10_000).recordTranscript().start());
    }

    private static SinkSmtpServer sink(String name) {
        return Optional.ofNullable(SINKS.get(name)).orElseThrow();
    }

    private static String connector(String name, String recipients, String senders, String floor) {
        return """
            <outbound name="%1$s" type="partner">
              <recipientDomains>%2$s</recipientDomains>%3$s<useMxRecord>false</useMxRecord>
              <smartHosts><smartHost>127.0.0.1:%4$d</smartHost></smartHosts>
              <tlsSettings>%5$s</tlsSettings>%6$s
            </outbound>
            """.formatted(name, recipients, senders, sink(name).port(), floor, floor.equals("DomainValidation") ? "<tlsDomain>mx." + name + ".test</tlsDomain>" : "");
    }

    private static void send(String sender, String recipientDomain) throws IOException {
        for (Map.Entry<String, InetSocketAddress> server : Map.of(GATEWAY, gateway.smtp(), POSTFIX, postfix.smtp()).entrySet()) {
            try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", server.getValue())) {
                device.send("EHLO device.test");
                String recipient = server.getKey() + "@" + recipientDomain;
                assertThat(device.message(sender, recipient, recipient.replace('@', '-'))).startsWith("250 ");
            }
        }
    }

    private static ReceivedMessage arrived(String peer, String recipient) {
        return await("arrives at " + peer + ": " + recipient).atMost(PATIENCE).pollInterval(POLL)
            .until(() -> sink(peer).received().stream().filter(message -> message.recipients().contains(recipient)).findFirst(), Optional::isPresent).orElseThrow();
    }
}
