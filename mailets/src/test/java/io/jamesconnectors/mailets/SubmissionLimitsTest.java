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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import javax.mail.MessagingException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.apache.james.core.MailAddress;
import org.apache.james.mailrepository.memory.MemoryMailRepository;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.queue.activemq.ActiveMQMailQueueFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.base.test.FakeMailContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.FromRewrite;
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
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.pace.PaceLedger;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;
import io.jamesconnectors.smtp.delivery.DeliverySettings;
import io.jamesconnectors.smtp.delivery.SmtpDelivery;
import io.jamesconnectors.smtp.delivery.SourceAddresses;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.MutableClock;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.App;
import io.jamesconnectors.testing.office365.Office365Message;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.Tenant;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.MailDns;

/**
 * Three mailboxes of one connector with the limits of Exchange Online, against the stand-in for it: 30 messages a minute, 10,000 recipients a day and 3 connections
 * for each. The queues are James's own ActiveMQ queues; the time is the test's.
 */
@Timeout(300)
class SubmissionLimitsTest {
    private static final TestCa CA = TestCa.create();
    private static final List<String> USERS = List.of("printer@contoso.com", "scanner@contoso.com", "app@contoso.com");
    private static final String SECRET = "the secret of three mailboxes";
    private static final int MESSAGES = 200;
    private static final Duration STEP = Duration.ofSeconds(1);

    private final MutableClock clock = MutableClock.at(Instant.now());
    private final Office365Simulator office = Office365Simulator.start(CA, clock);
    private final Tenant contoso = office.tenant("contoso").authoritative("contoso.com");
    private final App app = contoso.app("11111111-2222-3333-4444-555555555555").secret(SECRET, clock.instant().plus(Duration.ofDays(180))).mayTrySending();
    private final TestBroker broker = new TestBroker();
    private final Path folder;

    SubmissionLimitsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
    }

    @BeforeEach
    void permit() {
        USERS.forEach(user -> contoso.mailbox(user).permit(app));
    }

    @AfterEach
    void stop() throws Exception {
        office.close();
        broker.close();
    }

    /** One run of the process, on queues and files that stay. */
    private final class Life implements AutoCloseable {
        private final ClockPause pause = new ClockPause(clock);
        private final ActiveMQMailQueueFactory queues = broker.queues();
        private final MailDns dns = DnsjavaMailDns.of(List.of(new SmartHost("127.0.0.1", 9)), Duration.ofSeconds(1));
        private final FakeMailContext context = FakeMailContext.defaultContext();
        private final MemoryMailRepository repository = new MemoryMailRepository();
        private final SmtpDelivery delivery;
        private final Consumption consumption;

        private Life() throws Exception {
            delivery = SmtpDelivery.open(dns, DeliverySettings.DEFAULT, clock, SourceAddresses.OF_CONNECTOR, logins());
            MutableRouteTable table = new MutableRouteTable(connector());
            Insistence insistence = new Insistence(pause, STEP);
            Settlement settlement = new Settlement(new Undeliverable(context, "ours.test", Optional.empty(), repository, clock),
                new Notices(context, Terms.of(Optional.empty(), Optional.empty()), clock), insistence, new ActivityLog(clock), MailTrace.NONE, clock, new Random(1));
            consumption = new Consumption(queues, table, new Ways(table, Placing.inOnePlace(table)), mail -> { }, new KnownQueues(folder.resolve("connector-queues.txt")), new RecordingMetricFactory(), new StopSignal(), STEP,
                new PaceLedger(folder.resolve("connector-pace.txt")), new NotShown(), (connectors, dispatch) -> new DeliveryWorker(connectors, dispatch,
                    new Ways(table, Placing.inOnePlace(table)), new Attempt(delivery, Placing.inOnePlace(table), "ours.test", MailTrace.NONE), settlement, () -> ThrottlingReplies.EXCHANGE_ONLINE, insistence, pause, clock),
                (queue, connector, mail, failures) -> { }, MailTrace.NONE, clock);
            consumption.start();
        }

        /** Lets time pass whenever everyone waits for it, until something is so. */
        private void runUntil(BooleanSupplier done) {
            await().atMost(240, TimeUnit.SECONDS).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> {
                if (done.getAsBoolean()) {
                    return true;
                }
                pause.advanceWhen(mostThatCanWait(), STEP);
                return false;
            });
        }

        @Override
        public void close() {
            pause.stop();
            consumption.stop(Duration.ofSeconds(60));
            delivery.close();
            dns.close();
            queues.destroy();
        }

        private void hasReturnedNothing() throws MessagingException {
            assertThat(context.getSentMails()).isEmpty();
            assertThat(repository.size()).isZero();
        }
    }

    @Test
    void threeMailboxesSendTwoHundredMessagesWithinTheirLimitsThroughARestart() throws Exception {
        Instant start = clock.instant();
        try (Life first = new Life()) {
            for (int i = 0; i < MESSAGES; i++) {
                first.consumption.dispatch().enqueue(mail(i));
            }
            first.runUntil(() -> office.record().messages().size() >= MESSAGES / 2);
            first.hasReturnedNothing();
        }
        int beforeRestart = office.record().messages().size();
        try (Life second = new Life()) {
            second.runUntil(() -> office.record().messages().size() >= MESSAGES
                && second.consumption.states().stream().allMatch(state -> state.inFlight() == 0));
            second.hasReturnedNothing();
        }
        Duration taken = Duration.between(start, clock.instant());
        List<Office365Message> messages = office.record().messages();
        System.out.printf("%d messages of %d mailboxes in %d s of the clock, %d of them before the restart; 432: %d, throttling: %d, over a limit: %d, tokens: %d%n",
            messages.size(), USERS.size(), taken.toSeconds(), beforeRestart, office.record().concurrencyReplies(), office.record().throttlingReplies(),
            office.record().overLimit(), office.record().tokensIssued(app.clientId()));

        assertThat(messages).hasSize(MESSAGES);
        assertThat(subjects(messages)).hasSize(MESSAGES);
        assertThat(messages).allSatisfy(message -> assertThat(message.message().sender()).isEqualTo(message.mailbox().orElseThrow()));
        assertThat(office.record().concurrencyReplies()).isZero();
        assertThat(office.record().throttlingReplies()).isZero();
        assertThat(office.record().overLimit()).isZero();
        assertThat(USERS).allSatisfy(user -> assertThat(contoso.mailbox(user).mostConnections()).isBetween(1, 3));
        // 67 messages of a mailbox: 30 at once, 30 after a minute, the rest after two; a window is a second longer than its minute.
        assertThat(taken).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(2).plusSeconds(15));
        // One for each life of the process, though nine workers ask at once and three mailboxes log in.
        assertThat(office.record().tokensIssued(app.clientId())).isEqualTo(2);
    }

    @Test
    void whomNoMailboxSendsForIsReturnedWithoutAConnection() throws Exception {
        try (Life life = new Life()) {
            life.consumption.dispatch().enqueue(mail(1, "stranger@contoso.com"));

            assertThat(life.context.getSentMails()).singleElement()
                .satisfies(returned -> assertThat(returned.getRecipients()).extracting(MailAddress::asString).containsExactly("stranger@contoso.com"));
        }
        assertThat(office.submission().connections()).isZero();
        assertThat(office.record().tokenFetches()).isEmpty();
    }

    /** Exchange Online compares MAIL FROM and From with the mailbox. */
    @Test
    void theStandInTakesAReplacedSender() throws Exception {
        try (Life life = new Life()) {
            life.consumption.dispatch().enqueue(mail(1, "root@localhost"));
            life.runUntil(() -> office.record().messages().size() == 1);
            life.hasReturnedNothing();
        }
        assertThat(office.record().messages()).singleElement().satisfies(message -> {
            assertThat(message.mailbox()).contains("scanner@contoso.com");
            assertThat(message.message().sender()).isEqualTo("scanner@contoso.com");
            assertThat(message.message().text()).startsWith("From: scanner@contoso.com\r\nX-Original-From: root@localhost\r\nSubject: number 1\r\n\r\nHello.");
        });
    }

    /** Three of each mailbox wait when all that may be sent is sent; fewer where fewer are left. */
    private int mostThatCanWait() {
        Map<String, Long> sent = office.record().messages().stream().collect(Collectors.groupingBy(message -> message.message().sender(), Collectors.counting()));
        int most = 0;
        for (int user = 0; user < USERS.size(); user++) {
            int all = (MESSAGES - user + USERS.size() - 1) / USERS.size();
            most += (int) Math.min(3, all - sent.getOrDefault(USERS.get(user), 0L));
        }
        return most;
    }

    private static Set<String> subjects(List<Office365Message> messages) {
        return messages.stream().map(message -> message.message().text().lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow())
            .collect(Collectors.toCollection(HashSet::new));
    }

    private static MailImpl mail(int number) throws Exception {
        return mail(number, USERS.get(number % USERS.size()));
    }

    private static MailImpl mail(int number, String sender) throws Exception {
        MailImpl mail = Mails.of(("From: " + sender + "\r\nSubject: number " + number + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.US_ASCII), "bob" + number + "@fabrikam.com");
        mail.setName("mail-" + number);
        mail.setSender(new MailAddress(sender));
        return mail;
    }

    private OutboundConnector connector() {
        List<Mailbox> mailboxes = USERS.stream().map(user -> new Mailbox(user, List.of(new Mailbox.Sender.Address(user)), new Login.OAuth(Cloud.WORLDWIDE, "contoso", app.clientId(),
            new Login.Grant.ClientSecret(new SecretSource.Variable("SECRET")), Optional.of(office.tokens().uri("contoso"))))).toList();
        return new OutboundConnector(ConnectorName.parse("Office 365"), ConnectorType.OFFICE365, true, "", AddressSpace.of(List.of(new DomainPattern.Any())), false, false,
            new Route.SmartHosts(List.of(new SmartHost(office.submission().host(), office.submission().port()))), TlsSettings.DOMAIN_VALIDATION,
            List.of(DomainPattern.parse(Office365Simulator.SUBMISSION_HOST)), Optional.of(CA.writeRoot(folder.resolve("roots.pem"))), TlsOptions.DEFAULT,
            new Submission(Optional.of(SendingOption.CLIENT_SUBMISSION), mailboxes,
                Optional.of(new FromRewrite("scanner@contoso.com", FromRewrite.Original.REPLY_TO)), Optional.empty()), List.of(),
            new ConnectionLimits(3, 199, Duration.ofMinutes(20), Duration.ofSeconds(30)), new Pace(30, 0, 0, 0, 0, 10_000), OutboundSamples.RETRY);
    }

    private Logins logins() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(CA.trustStore());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        Secrets secrets = new Secrets(Map.of("SECRET", SECRET)::get);
        return new Logins(clock, secrets, TokenCache.open(clock, secrets, new Random(1), tls));
    }

    private static final class NotShown implements Consumption.Shown {
        @Override
        public void opened(MailQueueName queue) {
            assertThat(queue.asString()).startsWith(QueueNames.PREFIX);
        }

        @Override
        public void gone(Set<MailQueueName> queues) {
            assertThat(queues).isEmpty();
        }
    }
}
