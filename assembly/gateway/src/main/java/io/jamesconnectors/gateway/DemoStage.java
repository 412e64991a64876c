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
package io.jamesconnectors.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.SinkBehaviour;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * The stand-ins of the demonstration: a name server and mail servers on 127.0.0.1, with certificates of a test authority. They speak real DNS,
 * SMTP and TLS; behind them is neither a partner nor Office 365.
 */
final class DemoStage implements AutoCloseable {
    private static final String OFFICE_365 = "contoso-test.mail.protection.outlook.test";

    private final FakeDns dns = FakeDns.start();
    private final TestCa authority = TestCa.create("Demonstration CA");
    private final List<SinkSmtpServer> servers = new ArrayList<>();
    private final SinkSmtpServer partner = server("mx.partner.test", authority.server("mx.partner.test"));
    private final SinkSmtpServer office365 = server(OFFICE_365, authority.server("*.mail.protection.outlook.test"));
    private final SinkSmtpServer wrongName = server("mx.wrong-name.test", authority.server("mx.someone-else.test"));
    private final SinkSmtpServer expired = server("mx.expired.test", authority.issue().dnsNames("mx.expired.test").expired().done());
    private final SinkSmtpServer selfSigned = server("mx.self-signed.test", authority.issue().dnsNames("mx.self-signed.test").selfSigned().done());
    private final SinkSmtpServer hidden = start("mx.hidden.test", SinkSmtpServer.that().hostName("mx.hidden.test")
            .startTls(authority.server("mx.hidden.test").sslContext()).hideStartTls());

    private final DemoOffice365 office = new DemoOffice365(authority, dns);

    private final TestCertificate serverRoom = authority.client("mail.contoso.test");
    private final TestCertificate cloud = authority.client("mail.protection.outlook.com");
    private final TestCertificate impostor = authority.issue().dnsNames("mail.contoso.test").selfSigned().done();

    private SinkSmtpServer server(String name, TestCertificate certificate) {
        return start(name, SinkSmtpServer.that().hostName(name).startTls(certificate.sslContext()));
    }

    private SinkSmtpServer start(String name, SinkBehaviour behaviour) {
        SinkSmtpServer server = behaviour.recordTranscript().start();
        servers.add(server);
        dns.zone().address(name, server.host());
        return server;
    }

    SinkSmtpServer partner() {
        return partner;
    }

    SinkSmtpServer office365() {
        return office365;
    }

    SinkSmtpServer wrongName() {
        return wrongName;
    }

    SinkSmtpServer expired() {
        return expired;
    }

    SinkSmtpServer selfSigned() {
        return selfSigned;
    }

    SinkSmtpServer hidden() {
        return hidden;
    }

    /** Office 365 as devices and applications send through it. */
    DemoOffice365 office() {
        return office;
    }

    /** What a server of our own shows. */
    KeyManager[] serverRoom() {
        return keyManagers(serverRoom);
    }

    /** What Office 365 shows. */
    KeyManager[] cloud() {
        return keyManagers(cloud);
    }

    /** The name of our own server, signed by nobody. */
    KeyManager[] impostor() {
        return keyManagers(impostor);
    }

    private static KeyManager[] keyManagers(TestCertificate certificate) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(certificate.keyStore(), TestCertificate.PASSWORD.toCharArray());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key managers", e);
        }
    }

    /** Writes the configuration that leads to the stand-ins. */
    void write(Path conf) throws IOException {
        Files.createDirectories(conf);
        dns.zone().mx("partner.test", 10, "mx.partner.test");
        Path trusted = authority.writeRoot(conf.resolve("demonstration-ca.pem"));
        Files.writeString(conf.resolve("connectors.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <connectors>
                  <acceptedDomains>
                    <domain name="contoso.test" type="internalRelay"/>
                    <domain name="cloud.test" type="internalRelay"/>
                  </acceptedDomains>
                  <trustedCertificates>%s</trustedCertificates>
                  <dns servers="%s:%d"/>
                  <legacyListener name="legacy">
                    <networks>127.0.0.6</networks>
                  </legacyListener>
                  <inbound name="Devices" type="organization">
                    <senderIPAddresses>127.0.0.1</senderIPAddresses>
                  </inbound>
                  <inbound name="Old devices" type="organization">
                    <listeners>legacy</listeners>
                    <senderIPAddresses>127.0.0.6</senderIPAddresses>
                  </inbound>
                  <inbound name="Server room" type="organization">
                    <requireTls>true</requireTls>
                    <tlsSenderCertificateName>*.contoso.test</tlsSenderCertificateName>
                  </inbound>
                  <inbound name="From Office 365" type="office365">
                    <tlsSenderCertificateName>mail.protection.outlook.com</tlsSenderCertificateName>
                  </inbound>
                  <inbound name="Partner in" type="partner">
                    <senderDomains>partner.test</senderDomains>
                    <requireTls>true</requireTls>
                    <restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>
                    <senderIPAddresses>127.0.0.3</senderIPAddresses>
                  </inbound>
                  <outbound name="Partner out" type="partner">
                    <recipientDomains>partner.test</recipientDomains>
                    <useMxRecord port="%d">true</useMxRecord>
                    <tlsSettings>DomainValidation</tlsSettings>
                    <tlsDomain>*.partner.test</tlsDomain>
                  </outbound>
                  <outbound name="Office 365" type="office365">
                    <recipientDomains>contoso.test</recipientDomains>
                %s    <tlsSettings>DomainValidation</tlsSettings>
                    <tlsDomain>*.mail.protection.outlook.test</tlsDomain>
                  </outbound>
                %s%s%s%s%s</connectors>
                """.formatted(trusted, dns.host(), dns.port(), partner.port(), smartHost(OFFICE_365, office365.port()),
                toHost("Wrong name", "wrong-name.test", wrongName, "DomainValidation", "    <tlsDomain>mx.wrong-name.test</tlsDomain>\n"),
                toHost("Expired", "expired.test", expired, "CertificateValidation", ""),
                toHost("Self-signed", "self-signed.test", selfSigned, "CertificateValidation", ""),
                toHost("Hidden STARTTLS", "hidden.test", hidden, "EncryptionOnly", ""), office.write(conf)));
    }

    private static String toHost(String connector, String domain, SinkSmtpServer server, String tlsSettings, String tlsDomain) {
        return "  <outbound name=\"" + connector + "\" type=\"partner\">\n    <recipientDomains>" + domain + "</recipientDomains>\n"
                + smartHost("mx." + domain, server.port()) + "    <tlsSettings>" + tlsSettings + "</tlsSettings>\n" + tlsDomain + "  </outbound>\n";
    }

    private static String smartHost(String host, int port) {
        return "    <useMxRecord>false</useMxRecord>\n    <smartHosts>\n      <smartHost>" + host + ":" + port + "</smartHost>\n    </smartHosts>\n";
    }

    @Override
    public void close() {
        servers.forEach(SinkSmtpServer::close);
        office.close();
        dns.close();
    }
}
