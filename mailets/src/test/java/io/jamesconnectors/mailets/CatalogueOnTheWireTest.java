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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.apache.james.core.MailAddress;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.base.test.FakeMailContext.SentMail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.connectors.replies.ReplyEntry;
import io.jamesconnectors.connectors.replies.TroubleClass;
import io.jamesconnectors.smtp.delivery.DeliverySettings;
import io.jamesconnectors.smtp.delivery.SmtpDelivery;
import io.jamesconnectors.smtp.delivery.SourceAddresses;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.testing.CapturedLog;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.secrets.UsedSecrets;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.MailDns;

/** What becomes of a mail for each row of {@code docs/reference/replies.md}, said by a server at each moment at which it can be said. A new row is tried by itself. */
@Timeout(120)
class CatalogueOnTheWireTest {
    private static final String PASSWORD = UsedSecrets.note("password of the mailbox", "the printer's own words");
    private static final String PRINTER = "printer@ours.test";
    private static final String HOST = "smtp.office365.com";
    private static final TestCa CA = TestCa.create();
    private static final List<String> HELLO = List.of("EHLO ours.test", "STARTTLS", "<TLS>", "EHLO ours.test");

    @TempDir
    private static Path folder = Path.of("");
    private static MailDns dns = DnsjavaMailDns.of(List.of(new SmartHost("127.0.0.1", 9)), Duration.ofSeconds(1));
    private static SmtpDelivery delivery = SmtpDelivery.open(dns, DeliverySettings.DEFAULT, InstantSource.system(), SourceAddresses.OF_CONNECTOR, logins());
    private static Optional<Path> roots = Optional.empty();

    private final CapturedLog log = new CapturedLog();

    /** The moments after the login, and what has been said when the reply has come. */
    private enum Moment {
        MAIL(List.of("MAIL FROM:<printer@ours.test>")),
        RCPT(List.of("MAIL FROM:<printer@ours.test>", "RCPT TO:<bob@else.test>")),
        END_OF_DATA(List.of("MAIL FROM:<printer@ours.test>", "RCPT TO:<bob@else.test>", "DATA", "."));

        private final List<String> said;

        Moment(List<String> said) {
            this.said = said;
        }

        SmtpScript script(SmtpScript start, String reply) {
            return switch (this) {
                case MAIL -> start.on("MAIL", reply);
                case RCPT -> start.on("MAIL", "250 ok").on("RCPT", reply);
                case END_OF_DATA -> start.on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say(reply);
            };
        }
    }

    @BeforeAll
    static void writeRoots() {
        roots = Optional.of(CA.writeRoot(folder.resolve("roots.pem")));
    }

    @AfterAll
    static void stop() {
        delivery.close();
        dns.close();
    }

    @AfterEach
    void endLog() {
        log.close();
    }

    static Stream<Named<ReplyEntry>> rows() {
        return ReplyCatalogue.all().stream().map(row -> Named.of(row.codes() + " " + row.enhanced() + " " + row.text(), row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsAMailAsItsClassSaysWhereverItIsSaid(ReplyEntry row) throws Exception {
        for (String reply : SampleReplies.of(row)) {
            for (Moment moment : Moment.values()) {
                SmtpScript script = moment.script(SmtpScript.offering(), reply).quit();
                try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
                    WorkerBench bench = bench(server, TlsSettings.OPPORTUNISTIC, false);
                    int before = log.lines().size();
                    bench.process(mail());

                    String told = told(before);
                    assertThat(told).as(reply + " at " + moment).contains("reply=\"" + reply.substring(0, 3), shown(reply), explanation(row))
                        .doesNotContain("processing=failed");
                    if (reply.startsWith("4") && row.kind() == TroubleClass.THROTTLING) {
                        slowsDown(bench, told);
                    } else if (reply.startsWith("4") || OwnFault.ROWS.contains(row.enhanced()) && row.kind() == TroubleClass.CONFIGURATION) {
                        waits(bench, told);
                    } else {
                        isReturned(bench, told, row, reply);
                    }
                    assertThat(server.transcript()).as(reply + " at " + moment).startsWith("EHLO ours.test").containsSubsequence(moment.said)
                        .filteredOn(line -> !line.equals("QUIT")).hasSize(1 + moment.said.size());
                }
            }
        }
    }

    /** A refused login says nothing about the mail. */
    @ParameterizedTest
    @MethodSource("rows")
    void neverEndsAMailWhenItIsSaidToALogin(ReplyEntry row) throws Exception {
        String plain = Base64.getEncoder().encodeToString(("\0" + PRINTER + "\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        String reply = SampleReplies.of(row).get(0);
        SmtpScript script = SmtpScript.offering("STARTTLS").upgrade(CA.server(HOST).sslContext()).ehlo("AUTH PLAIN").on("AUTH", reply).quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            WorkerBench bench = bench(server, TlsSettings.DOMAIN_VALIDATION, true);
            bench.process(mail());

            String told = told(0);
            assertThat(told).contains(explanation(row));
            if (reply.startsWith("4") && row.kind() == TroubleClass.THROTTLING) {
                slowsDown(bench, told);
            } else {
                waits(bench, told);
            }
            if (reply.startsWith("5")) {
                assertThat(told).contains("reply=\"454 4.7.0 Login to 127.0.0.1 failed: " + reply, " reason=\"login as " + PRINTER + ": PLAIN: " + reply,
                    row.remedy().replace("USER", PRINTER).replace('"', '\''));
            }
            assertThat(server.transcript()).startsWith(HELLO.toArray(String[]::new)).contains("AUTH PLAIN " + plain)
                .filteredOn(line -> !line.equals("QUIT")).hasSize(HELLO.size() + 1);
        }
    }

    private static void waits(WorkerBench bench, String told) {
        assertThat(told).contains("outcome=deferred deferred=[bob@else.test] failed_attempts=1 next_in=");
        assertThat(bench.queue.stored).hasSize(1);
        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW).failedAttempts()).isEqualTo(1);
        assertThat(bench.context.getSentMails()).isEmpty();
        assertThat(bench.tempo.level()).isZero();
    }

    private static void slowsDown(WorkerBench bench, String told) {
        assertThat(told).contains("outcome=throttled deferred=[bob@else.test] failed_attempts=0 next_in=30s");
        assertThat(bench.queue.stored).hasSize(1);
        assertThat(DeliveryProgress.of(bench.storedLast(), WorkerBench.NOW).failedAttempts()).isZero();
        assertThat(bench.context.getSentMails()).isEmpty();
        assertThat(bench.tempo.pause(WorkerBench.NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(bench.tempo.atOnce(4, WorkerBench.NOW.plusSeconds(31))).isEqualTo(2);
    }

    private static void isReturned(WorkerBench bench, String told, ReplyEntry row, String reply) throws Exception {
        assertThat(told).contains("outcome=refused returned=[bob@else.test] told=true");
        assertThat(bench.queue.stored).isEmpty();
        assertThat(bench.tempo.level()).isZero();
        assertThat(bench.context.getSentMails()).singleElement().satisfies(notice -> assertThat(words(notice))
            .contains("could not be delivered", shown(reply), "For the administrator: " + row.meaning() + " " + row.remedy()));
    }

    /** The line that says what became of the recipient, from that line of the log on. */
    private String told(int from) {
        return log.lines().stream().skip(from).filter(line -> line.contains(" outcome=")).reduce((one, other) -> one + " and " + other).orElse("");
    }

    private static String explanation(ReplyEntry row) {
        return " class=" + row.kind().word() + " meaning=\"" + row.meaning().replace('"', '\'') + "\" remedy=\"" + row.remedy().replace('"', '\'') + "\"";
    }

    /** A reply without its codes: where it has no enhanced one, we give it one. */
    private static String shown(String reply) {
        return reply.replaceFirst("^\\d{3} (?:\\d\\.\\d\\.\\d+ )?", "");
    }

    private static String words(SentMail notice) throws Exception {
        return Notifications.text(notice.getMsg()).replaceAll("\\s+", " ");
    }

    private static MailImpl mail() throws Exception {
        MailImpl mail = Mails.mail("bob@else.test");
        mail.setSender(new MailAddress(PRINTER));
        return mail;
    }

    private static WorkerBench bench(ScriptedSmtpServer server, TlsSettings floor, boolean asMailbox) throws IOException {
        List<DomainPattern> names = asMailbox ? List.of(DomainPattern.parse(HOST)) : List.of();
        Submission submission = new Submission(Optional.empty(), asMailbox ? List.of(OutboundSamples.mailbox(PRINTER, PRINTER)) : List.of(), Optional.empty(), Optional.empty());
        WorkerBench bench = new WorkerBench(folder, new OutboundConnector(ConnectorName.parse("Office"), ConnectorType.OFFICE365, true, "",
            AddressSpace.of(List.of(new DomainPattern.Any())), false, false, new Route.SmartHosts(List.of(new SmartHost(server.host(), server.port()))), floor, names, roots,
            TlsOptions.DEFAULT, submission, List.of(), new ConnectionLimits(4, 1, Duration.ofMinutes(20), Duration.ofSeconds(30)), Pace.UNLIMITED, OutboundSamples.RETRY));
        bench.through = delivery;
        bench.bounceProcessor = Optional.empty();
        return bench;
    }

    /** An hour passes with each question, so that no refused login holds up the next one. */
    private static Logins logins() {
        Secrets secrets = new Secrets(Map.of("SECRET", PASSWORD)::get);
        InstantSource clock = new InstantSource() {
            private long hours;

            @Override
            public synchronized Instant instant() {
                return Instant.EPOCH.plus(Duration.ofHours(hours++));
            }
        };
        return new Logins(clock, secrets, TokenCache.open(clock, secrets, new Random(1)));
    }
}
