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
package io.jamesconnectors.it.outbound;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;

import javax.mail.Session;
import javax.mail.internet.MimeMessage;
import javax.mail.internet.MimeMultipart;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.office365.Office365Message;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.SmtpLogins;
import io.jamesconnectors.testing.office365.Tenant;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/**
 * A gateway with a connector for each option for sending through Office 365, the stand-in for that, and everybody else: {@code elsewhere.test} takes all mail, and other
 * domains are those of servers that say one thing.
 */
final class OfficeGateway implements AutoCloseable {
    /** A client that James trusts by its address, whatever sender it names. */
    static final String TRUSTED = "127.0.0.9";
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final String PASSWORD = UsedSecrets.note("password of a mailbox", "ein sehr langes Wort");

    final Office365Simulator office;
    private final TestCa ca = TestCa.create();
    private final Path home;
    private final FakeDns names = FakeDns.start();
    private final SinkSmtpServer elsewhere;
    private final List<ScriptedSmtpServer> scripted = new ArrayList<>();
    private final StringBuilder others = new StringBuilder();
    private @Nullable GatewayProcess gateway;

    OfficeGateway(Path home) {
        this.home = home;
        office = Office365Simulator.start(ca, Clock.systemUTC());
        elsewhere = SinkSmtpServer.that().startTls(ca.server("mx.elsewhere.test").sslContext()).keep(100, 100_000).start();
        others.append(to("Elsewhere", "partner", elsewhere.port()));
    }

    /** A server for {@code name.test}, behind a connector of that name, that goes on like this after the second EHLO. */
    ScriptedSmtpServer server(String name, UnaryOperator<SmtpScript> afterHello) {
        ScriptedSmtpServer server = ScriptedSmtpServer.playing(
            afterHello.apply(SmtpScript.offering("STARTTLS").upgrade(ca.server("mx.elsewhere.test").sslContext()).ehlo()).quit());
        scripted.add(server);
        others.append(to(name, "office365", server.port()));
        return server;
    }

    void start() throws IOException, InterruptedException {
        Tenant contoso = office.tenant("contoso").authoritative("contoso.com").connector(InboundConnector.ownServersByCertificate("Relay", "relay.contoso.com"));
        for (String user : List.of("printer", "locked")) {
            contoso.mailbox(user + "@contoso.com").password(PASSWORD);
        }
        contoso.mailbox("locked@contoso.com").smtpLogins(SmtpLogins.DISABLED);
        contoso.mailbox("nobody@contoso.com");
        names.zone().address(Office365Simulator.SUBMISSION_HOST, "127.0.0.1").address(Office365Simulator.MX_HOST, "127.0.0.1").address("mx.elsewhere.test", "127.0.0.1");
        shipped("smtpserver.xml", "<authorizedAddresses></authorizedAddresses>", "<authorizedAddresses>" + TRUSTED + "/32</authorizedAddresses>");
        shipped("mailetcontainer.xml", "<mailet match=\"All\" class=\"io.jamesconnectors.mailets.ConnectorDelivery\">",
            "<mailet match=\"RecipientIs=ruled@elsewhere.test\" class=\"io.jamesconnectors.mailets.RouteToConnector\"><connector>Direct</connector></mailet>"
                + "<mailet match=\"All\" class=\"io.jamesconnectors.mailets.ConnectorDelivery\"><heloName>gateway.contoso.com</heloName>");
        gateway = GatewayProcess.start(home, connectors());
    }

    GatewayProcess process() {
        return requireNonNull(gateway, "gateway");
    }

    void send(String sender, String recipient, String subject) throws IOException {
        send(sender, "127.0.0.1", recipient, subject);
    }

    void send(String sender, String client, String recipient, String subject) throws IOException {
        try (SmtpDialogue device = SmtpDialogue.open(client, process().smtp())) {
            device.send("EHLO device.test");
            assertThat(device.message(sender, recipient, subject)).startsWith("250");
        }
    }

    /** The line of the log that says what became of a recipient. */
    String outcome(String recipient) {
        return await().atMost(ARRIVAL).until(() -> process().log().lines().filter(line -> line.contains(" outcome=") && line.contains("=[" + recipient + "]"))
            .findFirst().orElse(""), found -> !found.isEmpty());
    }

    void waits(String queue) throws Exception {
        QueueAdministration queues = new QueueAdministration(process(), process().token());
        await(queue).atMost(ARRIVAL).until(() -> queues.size(queue) == 1);
    }

    Office365Message taken(String subject) {
        return await().atMost(ARRIVAL).until(() -> office.record().messages().stream()
            .filter(message -> message.message().header("Subject").filter(subject::equals).isPresent()).toList(),
            found -> !found.isEmpty()).get(0);
    }

    /** What we said on the connection on which this was said. */
    List<String> commands(String said) {
        return office.record().transcripts().stream().filter(lines -> lines.stream().anyMatch(line -> line.startsWith("C: " + said))).findFirst().orElseThrow().stream()
            .filter(line -> line.startsWith("C: ")).toList();
    }

    ReceivedMessage noticeAtOffice(String recipient) {
        return await().atMost(ARRIVAL).until(() -> office.record().messages().stream().map(Office365Message::message)
            .filter(message -> message.isNotice() && message.recipients().contains(recipient)).toList(),
            found -> !found.isEmpty()).get(0);
    }

    ReceivedMessage noticeElsewhere(String subject) {
        return await().atMost(ARRIVAL).until(() -> elsewhere.received().stream().filter(message -> message.header("Subject").filter(subject::equals).isPresent()).toList(),
            found -> !found.isEmpty()).get(0);
    }

    /** The words for people, on one line. */
    static String words(ReceivedMessage notice) throws Exception {
        assertThat(notice.sender()).isEmpty();
        MimeMultipart report = (MimeMultipart) new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(notice.content())).getContent();
        try (InputStream in = report.getBodyPart(0).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (gateway != null) {
            gateway.close();
        }
        scripted.forEach(ScriptedSmtpServer::close);
        elsewhere.close();
        names.close();
        office.close();
    }

    /** A shipped file of James, with one change. */
    private void shipped(String name, String what, String with) throws IOException {
        try (InputStream file = GatewayProcess.class.getResourceAsStream("/conf/gateway/" + name)) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(what);
            Files.createDirectories(home.resolve("conf/gateway"));
            Files.writeString(home.resolve("conf/gateway").resolve(name), text.replace(what, with));
        }
    }

    private String connectors() throws IOException {
        TestCertificate relay = ca.client("relay.contoso.com");
        Files.writeString(home.resolve("relay.pem"), relay.chainPem());
        Files.writeString(home.resolve("relay.key"), relay.keyPem());
        Files.writeString(home.resolve("password"), PASSWORD);
        String mx = Office365Simulator.MX_HOST + ":" + office.mx().port();
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <dns servers="127.0.0.1:%d"/>
              <acceptedDomains><domain name="contoso.com" type="internalRelay"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Submission" type="office365" option="clientSubmission">
                <recipientDomains>fabrikam.test</recipientDomains>
                <smartHosts><smartHost>%s:%d</smartHost></smartHosts>
                <credentials>
                  <mailbox user="printer@contoso.com" senders="printer@contoso.com" passwordFile="%5$s"/>
                  <mailbox user="locked@contoso.com" senders="locked@contoso.com" passwordFile="%5$s"/>
                </credentials>
                <retry waits="1h"/>
              </outbound>
              <outbound name="Direct" type="office365" option="directSend">
                <allAcceptedDomains>true</allAcceptedDomains>
                <smartHosts><smartHost>%6$s</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
              </outbound>
              <outbound name="Relay" type="office365" option="smtpRelay">
                <recipientDomains>woodgrove.test</recipientDomains>
                <smartHosts><smartHost>%6$s</smartHost></smartHosts>
                <clientCertificate chain="%7$s" key="%8$s"/>
              </outbound>
              <outbound name="Relay by address" type="office365" option="smtpRelay" staticAddress="203.0.113.25">
                <recipientDomains>northwind.test</recipientDomains>
                <smartHosts><smartHost>%6$s</smartHost></smartHosts>
              </outbound>
              %9$s
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), names.port(), Office365Simulator.SUBMISSION_HOST, office.submission().port(), home.resolve("password"), mx,
            home.resolve("relay.pem"), home.resolve("relay.key"), others);
    }

    private static String to(String name, String type, int port) {
        return """
            <outbound name="%1$s" type="%2$s">
              <recipientDomains>%3$s.test</recipientDomains>
              <useMxRecord>false</useMxRecord>
              <smartHosts><smartHost>mx.elsewhere.test:%4$d</smartHost></smartHosts>
              <tlsSettings>DomainValidation</tlsSettings>
              <tlsDomain>mx.elsewhere.test</tlsDomain>
              <limits maxMessagesPerConnection="1"/>
              <retry waits="1h"/>
            </outbound>
            """.formatted(name, type, name.toLowerCase(Locale.ROOT), port);
    }
}
