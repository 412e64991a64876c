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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.App;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.office365.Office365Message;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.Tenant;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The stand-in for Office 365 in the demonstration, with a tenant whose administrator has done what each sending option needs; and the connectors of
 * {@code connectors.xml} that send to it.
 */
final class DemoOffice365 implements AutoCloseable {
    static final String SCANNER = "scanner@contoso.test";
    static final String ALERTS = "alerts@contoso.test";
    /** Mail for it is given to the connector for direct send by a rule, as an administrator might by mistake. */
    static final String OUTSIDE = "outside.test";

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String PASSWORD = "scan, sign, send";
    private static final String SECRET = "what the alarms alone know";
    private static final String DELIVERY = "<mailet match=\"All\" class=\"io.jamesconnectors.mailets.ConnectorDelivery\">";

    private final TestCa authority;
    private final Office365Simulator simulator;
    private final App app;

    DemoOffice365(TestCa authority, FakeDns dns) {
        this.authority = authority;
        this.simulator = Office365Simulator.start(authority, Clock.systemUTC());
        dns.zone().address(Office365Simulator.SUBMISSION_HOST, simulator.submission().host());
        dns.zone().address(Office365Simulator.MX_HOST, simulator.mx().host());
        Tenant contoso = simulator.tenant("contoso").internalRelay("contoso.test").authoritative("cloud.test")
                .connector(InboundConnector.ownServersByCertificate("From James", "*.contoso.test"));
        app = contoso.app("11111111-2222-3333-4444-555555555555").secret(SECRET, Clock.systemUTC().instant().plus(Duration.ofDays(1))).mayTrySending();
        contoso.mailbox(SCANNER).password(PASSWORD);
        contoso.mailbox(ALERTS).permit(app);
        contoso.mailbox("dan@cloud.test");
    }

    /** Has this process trust the token endpoint of the stand-in, as it trusts Microsoft's. */
    void trust() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authority.trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("trust in the test authority", e);
        }
    }

    /** Writes certificates, secrets and the rule, and returns the connectors. */
    String write(Path conf) throws IOException {
        TestCertificate relay = authority.client("relay.contoso.test");
        Path mailets = Files.createDirectories(conf.resolve("gateway")).resolve("mailetcontainer.xml");
        try (var shipped = DemoOffice365.class.getResourceAsStream("/conf/gateway/mailetcontainer.xml")) {
            if (shipped == null) {
                throw new IOException("not in the gateway's JAR: conf/gateway/mailetcontainer.xml");
            }
            Files.writeString(mailets, new String(shipped.readAllBytes(), StandardCharsets.UTF_8).replace(DELIVERY,
                    "<mailet match=\"HostIs=" + OUTSIDE + "\" class=\"io.jamesconnectors.mailets.RouteToConnector\"><connector>Direct send</connector></mailet>" + DELIVERY));
        }
        return """
                  <outbound name="Client submission" type="office365" option="clientSubmission">
                    <recipientDomains>customer.test</recipientDomains>
                    <smartHosts><smartHost>%s:%d</smartHost></smartHosts>
                    <credentials>
                      <mailbox user="%s" senders="%s" passwordFile="%s"/>
                      <mailbox user="%s" senders="%s">
                        <oauth tenant="contoso" clientId="%s" clientSecretFile="%s" tokenEndpoint="%s"/>
                      </mailbox>
                    </credentials>
                  </outbound>
                  <outbound name="Direct send" type="office365" option="directSend">
                    <recipientDomains>cloud.test</recipientDomains>
                    <smartHosts><smartHost>%s:%d</smartHost></smartHosts>
                  </outbound>
                  <outbound name="Relay" type="office365" option="smtpRelay">
                    <recipientDomains>supplier.test</recipientDomains>
                    <smartHosts><smartHost>%s:%d</smartHost></smartHosts>
                    <clientCertificate chain="%s" key="%s"/>
                  </outbound>
                """.formatted(Office365Simulator.SUBMISSION_HOST, simulator.submission().port(),
                SCANNER, SCANNER, secret(conf.resolve("scanner.password"), PASSWORD), ALERTS, ALERTS, app.clientId(), secret(conf.resolve("alerts.secret"), SECRET),
                simulator.tokens().uri("contoso"), Office365Simulator.MX_HOST, simulator.mx().port(), Office365Simulator.MX_HOST, simulator.mx().port(),
                secret(conf.resolve("relay.pem"), relay.chainPem()), secret(conf.resolve("relay.key"), relay.keyPem()));
    }

    /** The message for that recipient, if it was taken. */
    Optional<Office365Message> messageFor(String recipient) {
        return simulator.record().messages().stream().filter(taken -> taken.message().recipients().contains(recipient)).findFirst();
    }

    private static Path secret(Path file, String text) throws IOException {
        Files.createFile(file, OWNER_ALONE);
        return Files.writeString(file, text);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
