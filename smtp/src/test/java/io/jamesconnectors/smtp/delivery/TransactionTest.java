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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;

/** What each recipient is told, and what the server hears. */
class TransactionTest {
    private static final EnvelopeRecipient ANN = EnvelopeRecipient.of("ann@partner.test");
    private static final EnvelopeRecipient BEN = EnvelopeRecipient.of("ben@partner.test");
    private static final EnvelopeRecipient CLEO = EnvelopeRecipient.of("cleo@partner.test");
    private static final Envelope TO_THREE = new Envelope("alice@contoso.test", List.of(ANN, BEN, CLEO), MessageDsn.NONE, false, false);

    private static DeliveryResult send(ScriptedSmtpServer server, Envelope envelope) throws InterruptedException {
        try (Workbench bench = new Workbench().to(server.host(), server.port())) {
            return bench.send(envelope, Workbench.BODY);
        }
    }

    private static String reply(DeliveryResult result, EnvelopeRecipient recipient) {
        RecipientOutcome outcome = result.outcomes().get(recipient);
        return outcome instanceof RecipientOutcome.Delivered delivered ? delivered.reply().asString()
            : outcome == null ? "none" : outcome.getClass().getSimpleName() + " " + Workbench.failure(outcome).asReply();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIPELINING", "8BITMIME"})
    void eachRecipientHasItsOwnAnswer(String extension) throws InterruptedException {
        SmtpScript script = SmtpScript.offering(extension).on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "550 5.1.1 no such user").on("RCPT", "450 4.2.1 later")
            .on("DATA", "354 go").hearMessage().say("250 2.0.0 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            DeliveryResult result = send(server, TO_THREE);
            assertThat(reply(result, ANN)).isEqualTo("250 2.0.0 taken");
            assertThat(reply(result, BEN)).isEqualTo("Refused 550 5.1.1 no such user");
            assertThat(reply(result, CLEO)).isEqualTo("Deferred 450 4.2.1 later");
            assertThat(result.outcomes().keySet()).containsExactly(ANN, BEN, CLEO);
            assertThat(result.attempts().get(0).asLogLine()).contains("recipients=1/3");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "MAIL FROM:<alice@contoso.test>", "RCPT TO:<ann@partner.test>",
                "RCPT TO:<ben@partner.test>", "RCPT TO:<cleo@partner.test>", "DATA", ".", "QUIT");
        }
    }

    @Test
    void aPipelineLeavesInOneSegmentAndWaitsForNothing() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").hear("MAIL").hear("RCPT").hear("DATA").say("250 ok", "250 ok", "354 go").hearMessage().say("250 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench().to(server.host(), server.port())) {
            assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
        }
    }

    @Test
    void a552ToRcptMeansLater() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "552 5.5.3 too many recipients");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script.quit())) {
            assertThat(reply(send(server, Envelope.of("", List.of("ann@partner.test"))), ANN)).isEqualTo("Deferred 452 4.5.3 too many recipients");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "MAIL FROM:<>", "RCPT TO:<ann@partner.test>", "QUIT");
        }
    }

    @Test
    void aServerThatWantsTheMessageForNobodyGetsJustTheDot() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").repeat(3, part -> part.on("RCPT", "550 5.1.1 no")).on("DATA", "354 go")
            .hearMessage().say("554 nobody").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(reply(send(server, TO_THREE), CLEO)).isEqualTo("Refused 550 5.1.1 no");
            assertThat(server.messages(0)).containsExactly(".\r\n");
        }
    }

    @Test
    void aServerThatRefusesTheSenderButAcceptsRecipientsGetsNoEmptyMessage() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "553 5.1.8 bad sender").repeat(3, part -> part.on("RCPT", "250 ok")).on("DATA", "354 go").hearMessage();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(reply(send(server, TO_THREE), CLEO)).isEqualTo("Refused 553 5.1.8 bad sender");
            assertThat(server.transcript()).doesNotContain(".");
        }
    }

    @Test
    void aRefusedSenderIsTheAnswerToAll() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "553 5.1.8 bad sender").repeat(3, part -> part.on("RCPT", "503 no")).on("DATA", "503 no").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            DeliveryResult result = send(server, TO_THREE);
            assertThat(List.of(ANN, BEN, CLEO)).allSatisfy(recipient -> assertThat(reply(result, recipient)).isEqualTo("Refused 553 5.1.8 bad sender"));
        }
    }

    @Test
    void aRefusedMessageIsTheAnswerToThoseWhoWereAccepted() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "550 5.1.1 no").on("RCPT", "250 ok")
            .on("DATA", "354 go").hearMessage().say("554-5.7.1 spam", "554 5.7.1 really").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            DeliveryResult result = send(server, TO_THREE);
            assertThat(reply(result, ANN)).isEqualTo("Refused 554 5.7.1 spam really");
            assertThat(reply(result, BEN)).isEqualTo("Refused 550 5.1.1 no");
        }
    }

    @Test
    void manyRecipientsGoInSeveralTransactions() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING")
            .on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("250 one")
            .on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("250 two").quit();
        DeliverySettings settings = new DeliverySettings(DeliverySettings.DEFAULT.timeouts(), DeliverySettings.DEFAULT.leasePatience(), 2, 30, 1);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench(settings).to(server.host(), server.port())) {
            DeliveryResult result = bench.send(TO_THREE, Workbench.BODY);
            assertThat(reply(result, BEN)).isEqualTo("250 one");
            assertThat(reply(result, CLEO)).isEqualTo("250 two");
            assertThat(bench.delivery().counters().messagesSent()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatHangsUpBetweenTransactionsIsCalledAgain() throws InterruptedException {
        SmtpScript first = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("250 one").close();
        SmtpScript second = SmtpScript.offering("PIPELINING").takeMessage().quit();
        DeliverySettings settings = new DeliverySettings(DeliverySettings.DEFAULT.timeouts(), DeliverySettings.DEFAULT.leasePatience(), 2, 30, 1);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(first, second); Workbench bench = new Workbench(settings).to(server.host(), server.port())) {
            DeliveryResult result = bench.send(TO_THREE, Workbench.BODY);
            assertThat(result.outcomes().values()).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(RecipientOutcome.Delivered.class));
            assertThat(result.attempts()).hasSize(1);
        }
    }

    @Test
    void recipientsWhoWereNeverNamedAreNotLost() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().close();
        DeliverySettings settings = new DeliverySettings(DeliverySettings.DEFAULT.timeouts(), DeliverySettings.DEFAULT.leasePatience(), 2, 30, 1);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench(settings).to(server.host(), server.port())) {
            DeliveryResult result = bench.send(TO_THREE, Workbench.BODY);
            assertThat(result.outcomes().get(ANN)).isInstanceOf(RecipientOutcome.Unknown.class);
            assertThat(reply(result, CLEO)).startsWith("Deferred 450 4.4.318 ");
        }
    }

    @Test
    void whatWentWrongBeforeIsResetBeforeTheNext() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "550 5.1.1 no").on("DATA", "554 no").on("RSET", "250 ok").takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Refused.class);
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).containsSubsequence("DATA", "RSET", "MAIL FROM:<alice@contoso.test>", "RCPT TO:<bob@partner.test>", "DATA", ".", "QUIT");
        }
    }

    @Test
    void whatTheMessageNeedsIsAskedForWhereOffered() throws InterruptedException {
        Envelope envelope = new Envelope("jörg@contoso.test", List.of(ANN), MessageDsn.NONE, false, true);
        SmtpScript script = SmtpScript.offering("SIZE 1000", "8BITMIME", "SMTPUTF8").takeMessage().quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            send(server, envelope);
            assertThat(server.transcript().get(1)).isEqualTo("MAIL FROM:<" + new String("jörg".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                + "@contoso.test> SIZE=26 BODY=8BITMIME SMTPUTF8");
        }
    }

    @Test
    void whatTheServerCannotTakeIsNotSent() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("SIZE 25").quit())) {
            assertThat(reply(send(server, Envelope.of("", List.of("ann@partner.test"))), ANN)).startsWith("Refused 552 5.3.4 ");
            assertThat(server.transcript()).containsExactly("EHLO me.contoso.test", "QUIT");
        }
    }

    @Test
    void aMessageArrivesAsItWasButForItsLineEnds() throws InterruptedException {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        try (SinkSmtpServer sink = SinkSmtpServer.that().keep(1_000, 1_000_000).start(); Workbench bench = new Workbench().to(sink.host(), sink.port())) {
            for (int round = 0; round < 100; round++) {
                StringBuilder message = new StringBuilder();
                for (int i = random.nextInt(round % 10 == 0 ? 140_000 : 200); i > 0; i--) {
                    message.append("\r\n\r\n\r\n..\n\rabcdefghijk".charAt(random.nextInt(21)));
                }
                assertThat(Workbench.outcomeOf(bench.send(Envelope.of("", List.of("ann@partner.test")), Body.of(message.toString().getBytes(StandardCharsets.US_ASCII)))))
                    .isInstanceOf(RecipientOutcome.Delivered.class);
                String lines = message.toString().replaceAll("\r\n|\r|\n", "\r\n");
                String expected = lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
                assertThat(sink.received().get(round).text().equals(expected)).as("seed " + seed + " round " + round).isTrue();
            }
            assertThat(sink.connections()).isEqualTo(1);
            assertThat(sink.bareLineFeeds()).isZero();
        }
    }
}
