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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.tenant.HeaderTerms;
import io.jamesconnectors.testing.tenant.NextHost;
import io.jamesconnectors.testing.tenant.OutboundConnector;
import io.jamesconnectors.testing.tenant.StoredMessage;
import io.jamesconnectors.testing.tenant.TenantEvent;
import io.jamesconnectors.testing.tenant.TenantSimulator;

/** The gateway and the tenant find each other by certificate, in both directions. */
@Timeout(600)
class TenantBesideGatewayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TestCa CA = TestCa.create();

    @TempDir
    Path home;

    @Test
    void passesMailOnInBothDirections() throws Exception {
        try (SinkSmtpServer fabrikam = SinkSmtpServer.that().startTls(CA.server("mx.fabrikam.test").sslContext()).keep(10, 100_000).start();
                TenantSimulator tenant = TenantSimulator.with(CA).internalRelay("contoso.test").connectsFrom("127.0.0.40")
                    .inbound(InboundConnector.ownServersByCertificate("From gateway", "*.contoso.test"), HeaderTerms.CLOUD_SERVICES_MAIL).start();
                GatewayProcess gateway = GatewayProcess.start(home, connectors(tenant, fabrikam))) {
            tenant.outbound(OutboundConnector.hybrid("To gateway", new NextHost("mail.contoso.test", "127.0.0.1", gateway.smtp().getPort()),
                "mail.contoso.test", "contoso.test").centralised());
            tenant.recipients().mailbox("cloud@contoso.test");

            sendAsDevice(gateway);
            StoredMessage stored = tenant.awaitMessage("cloud@contoso.test", mail -> mail.sender().equals("device@contoso.test"), PATIENCE).orElseThrow();
            assertThat(stored.arrival().connector()).contains("From gateway");
            assertThat(stored.arrival().peer().orElseThrow().certificateNames()).contains("mail.contoso.test");
            assertThat(stored.arrival().peer().orElseThrow().tlsProtocol()).contains("TLSv1.3");

            tenant.submit("cloud@contoso.test", "anna@fabrikam.test", "Subject: to the outside\n\nHello.\n");
            assertThat(fabrikam.awaitMessages(1, PATIENCE)).as(() -> tenant.events() + "\n" + tenant.conversations()).isTrue();
            assertThat(fabrikam.received()).singleElement().satisfies(message -> {
                assertThat(message.sender()).isEqualTo("cloud@contoso.test");
                assertThat(message.recipients()).containsExactly("anna@fabrikam.test");
            });
            assertThat(tenant.awaitSettled(PATIENCE)).isTrue();
            assertThat(tenant.events()).extracting(TenantEvent::kind)
                .containsExactly(TenantEvent.Kind.TAKEN, TenantEvent.Kind.STORED, TenantEvent.Kind.SUBMITTED, TenantEvent.Kind.SENT);
            assertThat(tenant.conversations().get(0)).as("what the gateway offers to those who show that certificate, and what they say then")
                .anyMatch(line -> line.startsWith("C: MAIL FROM:<cloud@contoso.test>") && line.endsWith(" XOORG=contoso.test"));
        }
    }

    private static void sendAsDevice(GatewayProcess gateway) throws Exception {
        try (SmtpDialogue device = SmtpDialogue.open("127.0.0.1", gateway.smtp())) {
            device.send("EHLO device.contoso.test");
            device.send("MAIL FROM:<device@contoso.test>");
            assertThat(device.send("RCPT TO:<cloud@contoso.test>")).startsWith("250");
            device.send("DATA");
            assertThat(device.send("Subject: to the cloud\r\nMessage-ID: <1@it.test>\r\n\r\nHello.\r\n.")).startsWith("250");
        }
    }

    /** The gateway's certificate, as client and as server, is one of the public authority's. */
    private String connectors(TenantSimulator tenant, SinkSmtpServer fabrikam) throws Exception {
        TestCertificate ours = CA.server("mail.contoso.test");
        Path chain = write("var/tls/gateway.pem", ours.chainPem());
        Path key = write("var/tls/gateway.key", ours.keyPem());
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="internalRelay"/></acceptedDomains>
              <inbound name="From Office 365" type="office365"><tlsSenderCertificateName>mail.protection.outlook.com</tlsSenderCertificateName></inbound>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="To Office 365" type="organization">
                <recipientDomains>contoso.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mail.protection.outlook.com</tlsDomain>
                <clientCertificate chain="file://%s" key="file://%s"/>
              </outbound>
              <outbound name="Fabrikam" type="partner">
                <recipientDomains>fabrikam.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.fabrikam.test</tlsDomain>
              </outbound>
            </connectors>
            """.formatted(CA.writeRoot(home.resolve("root.pem")), tenant.mx().port(), chain, key, fabrikam.port());
    }

    private Path write(String name, String text) throws Exception {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
