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
package io.jamesconnectors.testing.office365;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.SmtpDialogue;

@Timeout(120)
class LimitsTest {
    private static final String FROM = "From: printer@contoso.com";

    @Test
    void takesThirtyMessagesInAnyMinute() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            for (int i = 0; i < 30; i++) {
                assertThat(send(client)).startsWith("250 ");
                office.clock.advance(Duration.ofSeconds(1));
            }
            assertThat(send(client)).isEqualTo("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded");
            office.clock.advance(Duration.ofSeconds(30));
            assertThat(send(client)).startsWith("250 ");
            assertThat(send(client)).startsWith("432 ");

            assertThat(office.simulator.record().overLimit()).isEqualTo(2);
            assertThat(office.simulator.record().concurrencyReplies()).isEqualTo(2);
            assertThat(office.simulator.record().messages()).hasSize(31);
        }
    }

    @Test
    void canTakeTheExcessAsPublishedAndCountIt() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            office.simulator.submissionSwitches().messagesPerMinute(1).overRate(OverRate.CARRIED_OVER);

            assertThat(send(client)).startsWith("250 ");
            assertThat(send(client)).startsWith("250 ");
            assertThat(office.simulator.record().overLimit()).isEqualTo(1);
            assertThat(office.simulator.record().concurrencyReplies()).isZero();
        }
    }

    @Test
    void limitsEachMailboxByItself() throws Exception {
        try (Office office = new Office()) {
            Mailbox scanner = office.contoso.mailbox("scanner@contoso.com").permit(office.app);
            office.simulator.submissionSwitches().messagesPerMinute(1);
            try (SmtpDialogue first = office.loggedIn(office.printer); SmtpDialogue second = office.loggedIn(scanner)) {
                assertThat(send(first)).startsWith("250 ");
                assertThat(Office.send(second, "scanner@contoso.com", "From: scanner@contoso.com", "a@fabrikam.com")).startsWith("250 ");
                assertThat(send(first)).startsWith("432 ");
            }
        }
    }

    @Test
    void takesTenThousandRecipientsInAnyDay() throws Exception {
        String[] thousand = IntStream.range(0, 1_000).mapToObj(i -> "r" + i + "@fabrikam.com").toArray(String[]::new);
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            for (int i = 0; i < 10; i++) {
                assertThat(sendPipelined(client, thousand)).startsWith("250 ");
            }
            assertThat(send(client)).isEqualTo("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException");
        }
    }

    @Test
    void forgetsRecipientsAfterADay() throws Exception {
        try (Office office = new Office()) {
            office.simulator.submissionSwitches().recipientsPerDay(2);
            try (SmtpDialogue client = office.loggedIn(office.printer)) {
                assertThat(send(client)).startsWith("250 ");
                assertThat(Office.send(client, "printer@contoso.com", FROM, "a@fabrikam.com", "b@fabrikam.com")).startsWith("554 5.2.0 ");
                assertThat(send(client)).startsWith("250 ");
            }
            office.clock.advance(Duration.ofDays(1));
            try (SmtpDialogue client = office.loggedIn(office.printer)) {
                assertThat(Office.send(client, "printer@contoso.com", FROM, "a@fabrikam.com", "b@fabrikam.com")).startsWith("250 ");
            }
            assertThat(office.simulator.record().overLimit()).isEqualTo(1);
        }
    }

    @Test
    void refusesTheFourthConnectionAtMail() throws Exception {
        try (Office office = new Office()) {
            List<SmtpDialogue> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(office.loggedIn(office.printer));
            }
            assertThat(send(clients.get(3))).startsWith("432 4.3.2 Concurrent connections limit exceeded");
            assertThat(send(clients.get(2))).startsWith("250 ");
            assertThat(office.printer.mostConnections()).isEqualTo(4);
            assertThat(clients.get(0).say("QUIT")).startsWith("221 ");
            assertThat(send(clients.get(3))).startsWith("250 ");
            for (SmtpDialogue client : clients) {
                client.close();
            }
        }
    }

    @Test
    void canRefuseTheFourthConnectionAtTheLoginOrAtTheEnd() throws Exception {
        try (Office office = new Office()) {
            office.simulator.submissionSwitches().connections(1).connectionLimitAt(Phase.AUTH);
            try (SmtpDialogue first = office.loggedIn(office.printer)) {
                assertThat(office.login()).startsWith("432 4.3.2 Concurrent connections limit exceeded");
                assertThat(office.printer.mostConnections()).isEqualTo(1);
                office.simulator.submissionSwitches().connectionLimitAt(Phase.END_OF_DATA);
                try (SmtpDialogue second = office.loggedIn(office.printer)) {
                    assertThat(second.say("MAIL FROM:<printer@contoso.com>")).startsWith("250 ");
                    second.say("RSET");
                    assertThat(send(second)).startsWith("432 4.3.2 ");
                }
                assertThat(send(first)).startsWith("250 ");
            }
        }
    }

    @Test
    void endsAConnectionAfterTwentyMinutes() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            office.clock.advance(Duration.ofMinutes(20).minusMillis(1));
            assertThat(send(client)).startsWith("250 ");
            office.clock.advance(Duration.ofMillis(1));
            assertThat(client.say("NOOP")).startsWith("421 4.4.2 ");
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void canLimitTheMessagesOfAConnection() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            office.simulator.submission().wire().messagesPerConnection(2).lifetimeReply("421 4.3.2 Enough");

            assertThat(send(client)).startsWith("250 ");
            assertThat(send(client)).startsWith("250 ");
            assertThat(client.say("MAIL FROM:<printer@contoso.com>")).isEqualTo("421 4.3.2 Enough");
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void limitsRecipientsAndBytesOfAMessage() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            office.simulator.submission().wire().recipientsPerMessage(1).maxSize(30);

            client.say("MAIL FROM:<printer@contoso.com>");
            client.say("RCPT TO:<a@fabrikam.com>");
            assertThat(client.say("RCPT TO:<b@fabrikam.com>")).isEqualTo("452 4.5.3 Too many recipients");
            client.say("DATA");
            assertThat(client.send(FROM, "", "longer than that", ".").reply()).startsWith("552 5.3.4 ");
            client.say("MAIL FROM:<printer@contoso.com>");
            assertThat(client.say("BDAT 31")).startsWith("552 5.3.4 ");
        }
    }

    @Test
    void givesTheRepliesThatItIsToldTo() throws Exception {
        try (Office office = new Office()) {
            SmtpEndpoint submission = office.simulator.submission();
            submission.answerNext(Phase.GREETING, "421 4.3.2 Service not available", 1);
            try (SmtpDialogue client = new SmtpDialogue(submission.host(), submission.port())) {
                assertThat(client.reply()).isEqualTo("421 4.3.2 Service not available");
                assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
            }
            submission.answerNext(Phase.AUTH, "454 4.7.0 Temporary authentication failure", 1).throttleNext(1)
                .answerNext(Phase.RCPT, "550 5.1.10 RESOLVER.ADR.RecipientNotFound", 2).answerNext(Phase.END_OF_DATA, "554 5.2.2 mailbox full", 1);
            assertThat(office.login()).startsWith("454 ");
            try (SmtpDialogue client = office.loggedIn(office.printer)) {
                assertThat(List.of(send(client), send(client), send(client), send(client), send(client))).extracting(reply -> reply.substring(0, 9))
                    .containsExactly("451 4.7.5", "550 5.1.1", "550 5.1.1", "554 5.2.2", "250 2.6.0");
            }
            assertThat(office.simulator.record().throttlingReplies()).isEqualTo(1);
            assertThat(office.simulator.record().replies()).containsEntry("550 5.1.10", 2L).containsEntry("554 5.2.2", 1L);
            assertThat(office.simulator.record().awaitReplies("554", 1, Duration.ofSeconds(30))).isTrue();
            assertThat(office.simulator.record().awaitReplies("554", 2, Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void cutsItsConnections() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            assertThat(office.simulator.submission().openConnections()).isEqualTo(1);
            office.simulator.submission().dropConnections();

            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
            assertThat(office.simulator.submission().connections()).isEqualTo(1);
        }
    }

    private static String send(SmtpDialogue client) throws IOException {
        return Office.send(client, "printer@contoso.com", FROM, "a@fabrikam.com");
    }

    private static String sendPipelined(SmtpDialogue client, String... recipients) throws IOException {
        client.say("MAIL FROM:<printer@contoso.com>");
        for (String recipient : recipients) {
            client.send("RCPT TO:<" + recipient + ">");
        }
        for (int i = 0; i < recipients.length; i++) {
            client.reply();
        }
        client.say("DATA");
        return client.send(FROM, "", "Hello", ".").reply();
    }
}
