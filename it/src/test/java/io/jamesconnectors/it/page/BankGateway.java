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
package io.jamesconnectors.it.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;

/** A gateway whose bank has a certificate of another name than the file demands: mail for it waits. */
final class BankGateway implements PageServer {
    static final String FAILING = "Bank out";
    private static final Duration ARRIVAL = Duration.ofSeconds(90);

    private final Path home;
    private final TestCa ca = TestCa.create();
    private final FakeDns names = FakeDns.start();
    private final SinkSmtpServer bank;
    private final GatewayProcess gateway;

    BankGateway(Path home) throws IOException, InterruptedException {
        this.home = home;
        this.bank = SinkSmtpServer.that().startTls(ca.server("mx.hosting.test").sslContext()).keep(100, 100_000).start();
        names.zone().address("mx.bank.test", "127.0.0.1").address("mx.hosting.test", "127.0.0.1");
        ca.writeRoot(home.resolve("root.pem"));
        this.gateway = GatewayProcess.start(home, connectors("mx.bank.test"));
    }

    @Override
    public URI page() {
        return gateway.web("/connectors-page");
    }

    @Override
    public String token() throws InterruptedException {
        return gateway.token();
    }

    /** A device sends mail to the bank. */
    void send(String sender, String recipient, String subject) throws IOException {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.contoso.test");
            assertThat(device.message(sender, recipient, subject)).startsWith("250");
        }
    }

    /** Waits until as many mails wait for the bank. */
    void awaitWaiting(int count) throws InterruptedException {
        QueueAdministration queues = new QueueAdministration(gateway, token());
        await(FAILING).atMost(ARRIVAL).until(() -> queues.size("connector-bank_20out") == count && gateway.log().lines().filter(line -> line.contains("NAME_MISMATCH")).count() >= count);
    }

    /** Waits until the trace of the only message of this sender has an event with these words. */
    void awaitTrace(String sender, String words) {
        KeptTraces.await(gateway, "?sender=" + sender, words);
    }

    /** Waits until the bank has a message with this subject. */
    void awaitArrival(String subject) {
        await(subject).atMost(ARRIVAL).until(() -> bank.received().stream().anyMatch(message -> message.header("Subject").filter(subject::equals).isPresent()));
    }

    /** The administrator writes this name for the certificate of the bank into the file. */
    void write(String tlsDomain) throws IOException {
        GatewayProcess.write(home, connectors(tlsDomain));
    }

    /** Puts the file with this name into force, whatever was before. */
    void inForce(String tlsDomain) throws IOException, InterruptedException {
        write(tlsDomain);
        assertThat(gateway.web("POST", "/connectors/reload", token()).statusCode()).isEqualTo(200);
    }

    /** The administrator writes an address that is none. */
    void writeWithAMistake() throws IOException {
        GatewayProcess.write(home, connectors("mx.bank.test").replace("127.0.0.1</senderIPAddresses>", "10.0.0.300</senderIPAddresses>"));
    }

    @Override
    public void close() throws InterruptedException {
        gateway.close();
        bank.close();
        names.close();
    }

    private String connectors(String tlsDomain) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <dns servers="127.0.0.1:%d"/>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization">
                <comment>Printers and scanners</comment>
                <senderIPAddresses>127.0.0.1</senderIPAddresses>
              </inbound>
              <inbound name="Bank in" type="partner">
                <senderDomains>bank.test</senderDomains>
                <requireTls>true</requireTls>
              </inbound>
              <outbound name="%s" type="partner">
                <comment>Confidential mail with the bank</comment>
                <recipientDomains>bank.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>mx.bank.test:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>%s</tlsDomain>
                <retry waits="1h"/>
              </outbound>
              <outbound name="Newsletter" type="partner">
                <recipientDomains>readers.test</recipientDomains>
              </outbound>
            </connectors>
            """.formatted(home.resolve("root.pem"), names.port(), FAILING, bank.port(), tlsDomain);
    }
}
