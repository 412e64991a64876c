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
package io.jamesconnectors.smtp.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** What a validation does at each address of each host, and where it stops. */
class EveryAddressTest {
    private static final String PASSWORD = UsedSecrets.note("the mailbox password of EveryAddressTest", "every address has one");
    private static final TestCa CA = TestCa.create();
    private static Path roots = Path.of("");

    @BeforeAll
    static void writeRoots(@TempDir Path directory) {
        roots = CA.writeRoot(directory.resolve("roots.pem"));
    }

    private static SmtpScript good(String... keywords) {
        return SmtpScript.offering("STARTTLS").upgrade(CA.server("mx.partner.test").sslContext()).ehlo(keywords);
    }

    private static SmtpScript rehearsing(SmtpScript script) {
        return script.on("MAIL FROM:", "250 2.1.0 ok").on("RCPT TO:", "250 2.1.5 ok").on("RSET", "250 2.0.0 ok");
    }

    private static SmtpScript welcome() {
        return good("AUTH PLAIN").on("AUTH PLAIN", "235 2.7.0 welcome");
    }

    /** A smart host whose two exchangers are one server. */
    private static Trial two(ScriptedSmtpServer server, LongSupplier nanoTime) {
        Trial trial = new Trial(Timeouts.of(Trial.LONG), InstantSource.system(), Trial.logins(InstantSource.system(), Map.of("PASSWORD", PASSWORD)), Trial.LONG, nanoTime);
        trial.dns.zone().mx("relay.test", 10, "mx1.relay.test").mx("relay.test", 20, "mx2.relay.test").address("mx1.relay.test", server.host())
            .address("mx2.relay.test", server.host());
        return trial.to("relay.test", server.port()).trusting(roots);
    }

    private static Trial two(ScriptedSmtpServer server) {
        return two(server, System::nanoTime);
    }

    private static Mailbox mailbox(String user) {
        return new Mailbox(user, List.of(), new Login.Password(new SecretSource.Variable("PASSWORD")));
    }

    @Test
    void senderAndRecipientAreNamedAtEachAddressAndTheMessageGoesOutOnce() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(rehearsing(good()).takeMessage().quit(), rehearsing(good()).quit());
                Trial trial = two(server).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.told(server.port())).containsExactly(
                "envelope ok : from <alice@contoso.test> to <bob@partner.test>",
                "resolve ok relay.test: mx1.relay.test 127.0.0.1, mx2.relay.test 127.0.0.1",
                "mail ok mx1.relay.test at [here]: 250 2.1.0 ok",
                "rcpt ok mx1.relay.test at [here]: 250 2.1.5 ok",
                "message ok mx1.relay.test at [here]: 250 2.0.0 taken",
                "mail ok mx2.relay.test at [here]: 250 2.1.0 ok",
                "rcpt ok mx2.relay.test at [here]: 250 2.1.5 ok");
            assertThat(server.messages(1)).isEmpty();
        }
    }

    @Test
    void theMessageGoesToTheNextAddressWhereOneDoesNotTakeItNow() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(
                rehearsing(good()).on("MAIL FROM:", "250 ok").on("RCPT TO:", "250 ok").on("DATA", "451 4.3.0 not now").on("RSET", "250 ok").quit(),
                rehearsing(good()).takeMessage().quit());
                Trial trial = two(server).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.told(server.port())).filteredOn(step -> step.startsWith("message")).containsExactly(
                "message failed mx1.relay.test at [here]: data: 451 4.3.0 not now",
                "message ok mx2.relay.test at [here]: 250 2.0.0 taken");
        }
    }

    @Test
    void aMessageThatIsRefusedForGoodIsOfferedToNobodyElse() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(
                rehearsing(good()).on("MAIL FROM:", "250 ok").on("RCPT TO:", "250 ok").on("DATA", "554 5.7.1 no such mail").on("RSET", "250 ok").quit(),
                rehearsing(good()).quit());
                Trial trial = two(server).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.failure().what()).isEqualTo("data: 554 5.7.1 no such mail");
            assertThat(trial.outcomes()).endsWith("mail ok", "rcpt ok");
        }
    }

    @Test
    void eachMailboxLogsInAtEachAddress() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH PLAIN").quit(), rehearsing(welcome()).quit(), welcome().quit(),
                good("AUTH PLAIN").quit(), rehearsing(welcome()).quit(), welcome().quit());
                Trial trial = two(server).as(mailbox("a@contoso.com"), mailbox("b@contoso.com")).run()) {
            assertThat(trial.told(server.port())).containsExactly(
                "resolve ok relay.test: mx1.relay.test 127.0.0.1, mx2.relay.test 127.0.0.1",
                "login ok mx1.relay.test at [here] as a@contoso.com: PLAIN accepted",
                "login ok mx1.relay.test at [here] as b@contoso.com: PLAIN accepted",
                "login ok mx2.relay.test at [here] as a@contoso.com: PLAIN accepted",
                "login ok mx2.relay.test at [here] as b@contoso.com: PLAIN accepted");
            assertThat(server.connections()).isEqualTo(6);
        }
    }

    @Test
    void aRefusedMailboxIsTriedNowhereElseAndTheOtherGoesOn() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH PLAIN").quit(), good("AUTH PLAIN").on("AUTH PLAIN", "535 5.7.8 no").quit(), welcome().quit(),
                good("AUTH PLAIN").quit(), welcome().quit());
                Trial trial = two(server).as(mailbox("a@contoso.com"), mailbox("b@contoso.com")).run()) {
            assertThat(trial.told(server.port())).containsSubsequence(
                "login failed mx1.relay.test at [here] as a@contoso.com: login as a@contoso.com: PLAIN: 535 5.7.8 no",
                "login ok mx1.relay.test at [here] as b@contoso.com: PLAIN accepted",
                "login skipped mx2.relay.test at [here] as a@contoso.com: refused before, at [here]: not tried again, since too many failures lock a mailbox",
                "login ok mx2.relay.test at [here] as b@contoso.com: PLAIN accepted");
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void anAddressThatBreaksOffSaysNothingOfTheMailbox() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good("AUTH PLAIN").quit(), SmtpScript.silent().close(), good("AUTH PLAIN").quit(), welcome().quit());
                Trial trial = two(server).as(mailbox("a@contoso.com")).run()) {
            assertThat(trial.outcomes()).contains("login failed").endsWith("login ok");
        }
    }

    @Test
    void anAddressThatFailsKeepsNoOtherFromBeingTried() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.silent().say("554 5.7.1 go away").quit(), rehearsing(good()).takeMessage().quit());
                Trial trial = two(server).from("alice@contoso.test").sendTo("bob@partner.test").run()) {
            assertThat(trial.told(server.port())).containsSubsequence("banner failed mx1.relay.test at [here]: greeting: 554 5.7.1 go away",
                "message ok mx2.relay.test at [here]: 250 2.0.0 taken");
        }
    }

    @Test
    void moreAddressesThanEnoughAreLeftOutAndSaidSo() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit()); Trial trial = two(server)) {
            List<String> hosts = IntStream.rangeClosed(1, Bounds.MOST_ADDRESSES + 2).mapToObj(number -> "mx" + (100 + number) + ".many.test").toList();
            hosts.forEach(host -> trial.dns.zone().mx("many.test", hosts.indexOf(host), host).address(host, server.host()));
            trial.to(List.of(new SmartHost("many.test", server.port()), new SmartHost("relay.test", server.port()), new SmartHost("more.test", server.port()))).run();

            assertThat(trial.told(server.port())).endsWith(
                "connect skipped many.test: 30 addresses are enough for one validation: 2 addresses of this host are not tried",
                "resolve skipped relay.test: 30 addresses are enough for one validation: not tried, nor 1 host after it");
            assertThat(server.connections()).isEqualTo(Bounds.MOST_ADDRESSES);
        }
    }

    @Test
    void moreLoginsThanEnoughAreLeftOutAndSaidSo() throws InterruptedException {
        SmtpScript[] scripts = Stream.concat(Stream.of(good("AUTH PLAIN").quit()), Stream.generate(() -> welcome().quit()).limit(Bounds.MOST_LOGINS)).toArray(SmtpScript[]::new);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(scripts);
                Trial trial = two(server)) {
            trial.dns.zone().address("one.test", server.host());
            trial.to("one.test", server.port()).as(IntStream.rangeClosed(0, Bounds.MOST_LOGINS).mapToObj(number -> mailbox("m" + number + "@contoso.com")).toArray(Mailbox[]::new)).run();

            assertThat(trial.told(server.port())).endsWith(
                "login ok one.test at [here] as m59@contoso.com: PLAIN accepted",
                "login skipped one.test at [here] as m60@contoso.com: 60 logins are enough for one validation: not tried");
        }
    }

    @Test
    void aValidationThatTakesTooLongEndsWithWhatWasNotTried() throws InterruptedException {
        AtomicLong nanos = new AtomicLong();
        LongSupplier slow = () -> nanos.addAndGet(Duration.ofSeconds(20).toNanos());
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good().quit());
                Trial trial = two(server, slow).run()) {
            assertThat(trial.told(server.port())).endsWith("connect skipped relay.test: more than 8 minutes are over: one address of this host is not tried");
        }
    }
}
