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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

import javax.mail.MessagingException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.delivery.DeliverySettings;
import io.jamesconnectors.smtp.delivery.SmtpDelivery;
import io.jamesconnectors.smtp.delivery.SourceAddresses;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.CapturedLog;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.App;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.Tenant;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.MailDns;

/** One mailbox with client submission, from the queue to the stand-in for Office 365 and back. Nothing waits: the time is the test's. */
final class SubmissionStand implements AutoCloseable {
    static final String PRINTER = "printer@contoso.com";
    static final TestCa CA = TestCa.create();
    static final String SECRET = "what the application alone knows";

    final CapturedLog log = new CapturedLog();
    /** The time at Microsoft. */
    final MutableClock theirs = MutableClock.at(Instant.now());
    /** The time here. */
    final MutableClock ours = MutableClock.at(theirs.instant());
    final Office365Simulator office = Office365Simulator.start(CA, theirs);
    final Tenant contoso = office.tenant("contoso").authoritative("contoso.com");
    final App app = contoso.app("11111111-2222-3333-4444-555555555555").secret(SECRET, theirs.instant().plus(Duration.ofDays(180))).mayTrySending();
    final io.jamesconnectors.testing.office365.Mailbox printer = contoso.mailbox(PRINTER).permit(app);
    private final Path folder;
    private final MailDns dns;
    private final SmtpDelivery delivery;
    private WorkerBench bench;
    private int mails;

    SubmissionStand(Path folder) throws GeneralSecurityException, IOException {
        this(folder, new SmartHost("127.0.0.1", 9));
    }

    /** @param nameServer is asked for the addresses of hosts that are none */
    SubmissionStand(Path folder, SmartHost nameServer) throws GeneralSecurityException, IOException {
        this.folder = folder;
        dns = DnsjavaMailDns.of(List.of(nameServer), Duration.ofMillis(200));
        delivery = SmtpDelivery.open(dns, DeliverySettings.DEFAULT, ours, SourceAddresses.OF_CONNECTOR, logins());
        bench = bench(connector(new SmartHost(office.submission().host(), office.submission().port()), byToken("contoso", new Login.Grant.ClientSecret(new SecretSource.Variable("SECRET")))));
    }

    /** A login with a token of this tenant. */
    Login byToken(String tenant, Login.Grant grant) {
        return new Login.OAuth(Cloud.WORLDWIDE, tenant, app.clientId(), grant, Optional.of(office.tokens().uri(tenant)));
    }

    static Login byPassword() {
        return new Login.Password(new SecretSource.Variable("PASSWORD"));
    }

    /** Logs in so from now on. */
    void use(Login login) throws IOException {
        use(connector(new SmartHost(office.submission().host(), office.submission().port()), login));
    }

    /** Sends by this connector from now on. */
    void use(OutboundConnector connector) throws IOException {
        bench = bench(connector);
    }

    OutboundConnector connector(SmartHost host, Login login) {
        Submission submission = new Submission(Optional.of(SendingOption.CLIENT_SUBMISSION),
            List.of(new Mailbox(PRINTER, List.of(new Mailbox.Sender.Address(PRINTER)), login)), Optional.empty(), Optional.empty());
        return connector(host, Office365Simulator.SUBMISSION_HOST, TlsOptions.DEFAULT, submission);
    }

    OutboundConnector connector(SmartHost host, String name, TlsOptions tls, Submission submission) {
        return new OutboundConnector(ConnectorName.parse("Office 365"), ConnectorType.OFFICE365, true, "", AddressSpace.of(List.of(new DomainPattern.Any())), false, false,
            new Route.SmartHosts(List.of(host)), TlsSettings.DOMAIN_VALIDATION, List.of(DomainPattern.parse(name)), Optional.of(CA.writeRoot(folder.resolve("roots.pem"))), tls,
            submission, List.of(), new ConnectionLimits(3, 199, Duration.ofMinutes(20), Duration.ofSeconds(30)), Pace.UNLIMITED, OutboundSamples.RETRY);
    }

    /** Sends one mail, which is delivered. */
    void delivers() throws MessagingException {
        int before = office.record().messages().size();
        String told = send(Duration.ZERO);
        assertThat(told).as("what is said of a delivered mail").isEmpty();
        assertThat(bench.queue.stored).isEmpty();
        assertThat(office.record().messages()).hasSize(before + 1);
    }

    /** Sends one mail, which waits as it is; what the log says of it. */
    String waits() throws MessagingException {
        String told = send(Duration.ZERO);
        assertThat(told).contains("outcome=deferred deferred=[bob@fabrikam.com] failed_attempts=1 ");
        assertThat(bench.queue.stored).as("nothing is lost").singleElement().satisfies(stored -> assertThat(stored.recipients()).containsExactly("bob@fabrikam.com"));
        assertThat(bench.context.getSentMails()).as("nobody is bothered").isEmpty();
        return told;
    }

    /** Sends one mail that has waited until nobody waits any longer; what its sender is told, on one line. */
    String expires() throws Exception {
        String told = send(Duration.ofHours(25));
        assertThat(told).contains("outcome=expired returned=[bob@fabrikam.com] told=true");
        assertThat(bench.queue.stored).isEmpty();
        assertThat(bench.context.getSentMails()).hasSize(1);
        return Notifications.text(bench.context.getSentMails().get(0).getMsg()).replaceAll("\\s+", " ");
    }

    /** Time passes here and there. */
    void pass(Duration time) {
        ours.advance(time);
        theirs.advance(time);
    }

    /** What was said on each connection to client submission. */
    List<List<String>> transcripts() {
        return office.record().transcripts();
    }

    /** What was said after the second EHLO on the last connection up to its QUIT, both sides, without the keywords of the stand-in. */
    List<String> said() {
        List<String> all = await().atMost(Duration.ofSeconds(60)).until(() -> transcripts().get(transcripts().size() - 1), lines -> lines.contains("C: QUIT"));
        int tls = all.indexOf(all.stream().filter(line -> line.startsWith("--- TLS")).findFirst().orElseThrow());
        return all.subList(tls + 1, all.size()).stream().filter(line -> !line.startsWith("S: 250-")).toList();
    }

    long fetches() {
        return office.record().tokenFetches().size();
    }

    long connections() {
        return office.submission().connections();
    }

    @Override
    public void close() {
        delivery.close();
        dns.close();
        office.close();
        log.close();
    }

    private String send(Duration age) throws MessagingException {
        int before = log.lines().size();
        MailImpl mail = Mails.of(("From: " + PRINTER + "\r\nSubject: hello\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII), "bob@fabrikam.com");
        mail.setName("mail-" + ++mails);
        mail.setSender(new MailAddress(PRINTER));
        DeliveryProgress.startingAt(WorkerBench.NOW.minus(age)).noteOn(mail);
        bench.queue.stored.clear();
        bench.context.resetSentMails();
        bench.process(mail);
        return log.lines().stream().skip(before).filter(line -> line.contains("mail=mail-" + mails + " ") && line.contains(" outcome=")).collect(Collectors.joining(" and "));
    }

    private WorkerBench bench(OutboundConnector connector) throws IOException {
        WorkerBench next = new WorkerBench(folder, List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.AUTHORITATIVE, false)), connector);
        next.through = delivery;
        next.bounceProcessor = Optional.empty();
        return next;
    }

    private Logins logins() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(CA.trustStore());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        Secrets secrets = new Secrets(Map.of("SECRET", SECRET, "PASSWORD", RefusedLoginTest.PASSWORD, "WRONG", RefusedLoginTest.WRONG)::get);
        return new Logins(ours, secrets, TokenCache.open(ours, secrets, new Random(1), tls));
    }
}
