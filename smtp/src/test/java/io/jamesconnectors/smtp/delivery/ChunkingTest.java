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

import static io.jamesconnectors.smtp.delivery.Workbench.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.netty.buffer.PooledByteBufAllocator;

/** Messages in chunks (RFC 3030), with what went over the wire. */
class ChunkingTest {
    private static final String EHLO = "EHLO me.contoso.test";
    private static final String MAIL = "MAIL FROM:<alice@contoso.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";
    private static final String SMALL = "BDAT 26 LAST";
    /** Three blocks: 65,536, 65,536 and 18,928 octets. */
    private static final Body LARGE = new GeneratedBody(150_000);

    private static SmtpScript both() {
        return SmtpScript.offering("PIPELINING", "CHUNKING");
    }

    private static Envelope toBob() {
        return Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT));
    }

    private static RecipientOutcome send(ScriptedSmtpServer server, Body body) throws InterruptedException {
        try (Workbench bench = new Workbench().to(server.host(), server.port())) {
            return Workbench.outcomeOf(bench.send(toBob(), body));
        }
    }

    @Test
    void aSmallMessageLeavesInOneFlushWithItsEnvelope() throws InterruptedException {
        SmtpScript script = both().hear("MAIL").hear("RCPT").hearChunk().say("250 ok", "250 ok", "250 2.0.0 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(send(server, Workbench.BODY)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, SMALL, "QUIT");
            assertThat(server.messages(0)).containsExactly("Subject: hello\r\n\r\nHello.\r\n");
        }
    }

    @Test
    void dotsStayAsTheyAreAndLineEndsBecomeCrlf() throws InterruptedException {
        SmtpScript script = both().hear("MAIL").hear("RCPT").hearChunk().say("250 ok", "250 ok", "250 2.0.0 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            send(server, Body.of("a: b\n\n.\r..\nend".getBytes(StandardCharsets.US_ASCII)));
            assertThat(server.messages(0)).containsExactly("a: b\r\n\r\n.\r\n..\r\nend\r\n");
            assertThat(server.transcript()).contains("BDAT 20 LAST");
        }
    }

    @Test
    void withoutPipeliningASmallMessageFollowsTheLastRecipient() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("CHUNKING").on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(send(server, Workbench.BODY)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, SMALL, "QUIT");
        }
    }

    @Test
    void withoutPipeliningALargeMessageGoesByData() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("CHUNKING").takeMessage().quit())) {
            assertThat(send(server, LARGE)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "DATA", ".", "QUIT");
        }
    }

    @Test
    void aLargeMessageGoesInChunksThatWaitForNothing() throws InterruptedException {
        SmtpScript script = both().hear("MAIL").hear("RCPT").say("250 ok", "250 ok").hearChunk().hearChunk().hearChunk()
            .say("250 chunk", "250 chunk", "250 2.0.0 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(send(server, LARGE)).isInstanceOfSatisfying(RecipientOutcome.Delivered.class, delivered -> assertThat(delivered.reply().text()).isEqualTo("taken"));
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "BDAT 65536", "BDAT 65536", "BDAT 18928 LAST", "QUIT");
            assertThat(server.messages(0).get(0)).hasSize(150_000).endsWith("x\r\n");
        }
    }

    @Test
    void aLargeMessageIsNotSentWhenNobodyIsToReceiveIt() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(both().on("MAIL", "250 ok").on("RCPT", "550 5.1.1 no").quit())) {
            assertThat(failure(send(server, LARGE)).asReply()).isEqualTo("550 5.1.1 no");
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "QUIT");
        }
    }

    @Test
    void eachRecipientKeepsItsOwnAnswer() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "550 5.1.1 no such user").hearChunk().say("250 taken").quit();
        EnvelopeRecipient ann = EnvelopeRecipient.of("ann@partner.test");
        EnvelopeRecipient ben = EnvelopeRecipient.of("ben@partner.test");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench().to(server.host(), server.port())) {
            DeliveryResult result = bench.send(Envelope.of(Workbench.SENDER, List.of(ann.address(), ben.address())), Workbench.BODY);
            assertThat(result.outcomes().get(ann)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(result.outcomes().get(ben)).isInstanceOfSatisfying(RecipientOutcome.Refused.class, refused -> assertThat(refused.failure().asReply()).isEqualTo("550 5.1.1 no such user"));
        }
    }

    @Test
    void aSmallMessageForNobodyIsResetAndTheConnectionKept() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "550 5.1.1 no").hearChunk().say("503 5.5.1 nobody")
            .on("RSET", "250 ok").on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                assertThat(failure(bench.outcome()).asReply()).isEqualTo("550 5.1.1 no");
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, SMALL, "RSET", MAIL, RCPT, SMALL, "QUIT");
        }
    }

    @Test
    void aRefusedSenderIsTheAnswerAndTheMessageIsNoSecondOne() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "553 5.1.8 bad sender").on("RCPT", "503 no").hearChunk().say("503 no").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(failure(send(server, Workbench.BODY)).asReply()).isEqualTo("553 5.1.8 bad sender");
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, SMALL, "QUIT");
        }
    }

    @Test
    void aMessageThatIsRefusedAtItsEndIsRefusedForAll() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("554 5.7.1 spam").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            Failure failure = failure(send(server, Workbench.BODY));
            assertThat(failure.asReply()).isEqualTo("554 5.7.1 spam");
            assertThat(failure.phase()).isEqualTo(Phase.FINAL_REPLY);
        }
    }

    @Test
    void aChunkThatIsRefusedEndsTheSendingAndTheNextMessageBeginsWithRset() throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(1);
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().hearChunk().say("250 chunk", "452 4.3.1 disk full").reached(refused)
            .hearChunk().say("503 5.5.1 start again").on("RSET", "250 ok").on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                assertThat(failure(Workbench.outcomeOf(bench.send(toBob(), LARGE))).asReply()).isEqualTo("452 4.3.1 disk full");
                refused.await();
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "BDAT 65536", "BDAT 65536", "BDAT 18928 LAST", "RSET", MAIL, RCPT, SMALL, "QUIT");
        }
    }

    @Test
    void noMoreChunksAreSentOnceOneIsRefused() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("552 5.3.4 too large").repeat(80, SmtpScript::hearChunk);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = Workbench.impatientIn(Phase.FINAL_REPLY).to(server.host(), server.port())) {
                assertThat(failure(Workbench.outcomeOf(bench.send(toBob(), new GeneratedBody(1L << 30)))).asReply()).isEqualTo("552 5.3.4 too large");
            }
            assertThat(server.transcript()).hasSizeLessThan(1_000).noneMatch(line -> line.endsWith("LAST"));
        }
    }

    @Test
    void aConnectionLostBetweenChunksDeliversNothing() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().reset();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            RecipientOutcome outcome = send(server, new GeneratedBody(64L << 20));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.318 ");
        }
    }

    @Test
    void aConnectionLostAfterTheLastChunkLeavesItUnknown() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 chunk").hearChunk().say("250 chunk").hearChunk().close();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(send(server, LARGE)).isInstanceOf(RecipientOutcome.Unknown.class);
        }
    }

    @Test
    void aNewConnectionLostAfterOneFlushLeavesItUnknown() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(both().hear("MAIL").hear("RCPT").hearChunk().close())) {
            RecipientOutcome outcome = send(server, Workbench.BODY);
            assertThat(outcome).isInstanceOf(RecipientOutcome.Unknown.class);
            assertThat(failure(outcome).phase()).isEqualTo(Phase.MAIL);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, SMALL);
        }
    }

    @Test
    void aSilenceAfterTheLastChunkLeavesItUnknown() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = Workbench.impatientIn(Phase.FINAL_REPLY).to(server.host(), server.port())) {
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(RecipientOutcome.Unknown.class);
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.315 ");
        }
    }

    @Test
    void a421ToTheLastChunkDelaysTheMessage() throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("421 4.3.2 shutting down");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            RecipientOutcome outcome = send(server, Workbench.BODY);
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).isEqualTo("421 4.3.2 shutting down");
        }
    }

    @Test
    void aReusedConnectionThatIsGoneIsReplacedAtOnce() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        SmtpScript first = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 taken").hear("MAIL").close();
        SmtpScript second = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 taken").reached(gone).quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(first, second)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
                gone.await();
            }
            assertThat(server.transcript(1)).containsExactly(EHLO, MAIL, RCPT, SMALL, "QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 5.5.1 what?", "502 5.5.1 not here"})
    void aServerThatOffersChunkingAndDoesNotKnowItGetsDataTheNextTime(String reply) throws InterruptedException {
        SmtpScript liar = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say(reply);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(liar, both().takeMessage().quit())) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                RecipientOutcome outcome = bench.outcome();
                assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
                assertThat(failure(outcome).asReply()).startsWith("450 4.5.0 ");
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(server.transcript(0)).containsExactly(EHLO, MAIL, RCPT, SMALL);
            assertThat(server.transcript(1)).containsExactly(EHLO, MAIL, RCPT, "DATA", ".", "QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"354 go on", "250 ok\r\n250 once more"})
    void nonsenseInAnswerToAChunkIsNoAnswer(String reply) throws InterruptedException {
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say(reply);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench().to(server.host(), server.port())) {
            RecipientOutcome outcome = bench.outcome();
            assertThat(outcome).isInstanceOf(reply.startsWith("354") ? RecipientOutcome.Unknown.class : RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).doesNotContain("QUIT", "RSET");
        }
    }

    @Test
    void aMessageThatIsNotAsAnnouncedNeverGetsItsLastChunk() throws InterruptedException {
        Body shorter = new Body() {
            @Override
            public long size() {
                return 200_000;
            }

            @Override
            public InputStream open() throws IOException {
                return LARGE.open();
            }
        };
        SmtpScript script = both().on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().hearChunk().hearChunk();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(failure(send(server, shorter)).reason()).contains("ends after 150000");
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "BDAT 65536", "BDAT 65536");
        }
    }

    @Test
    void aMessageArrivesAsItWasButForItsLineEnds() throws InterruptedException {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        try (SinkSmtpServer sink = SinkSmtpServer.that().chunking().keep(1_000, 1_000_000).start(); Workbench bench = new Workbench().to(sink.host(), sink.port())) {
            for (int round = 0; round < 100; round++) {
                StringBuilder message = new StringBuilder();
                for (int i = random.nextInt(round % 10 == 0 ? 200_000 : 200); i > 0; i--) {
                    message.append("\r\n\r\n\r\n..\n\rabcdefghijk".charAt(random.nextInt(21)));
                }
                assertThat(Workbench.outcomeOf(bench.send(toBob(), Body.of(message.toString().getBytes(StandardCharsets.US_ASCII))))).isInstanceOf(RecipientOutcome.Delivered.class);
                String lines = message.toString().replaceAll("\r\n|\r|\n", "\r\n");
                String expected = lines.isEmpty() || lines.endsWith("\r\n") ? lines : lines + "\r\n";
                assertThat(sink.received().get(round).text().equals(expected)).as("seed " + seed + " round " + round).isTrue();
            }
            assertThat(sink.connections()).isEqualTo(1);
            assertThat(sink.bareLineFeeds()).isZero();
        }
    }

    @Test
    void aLargeMessageIsNeverHeldWhole() throws InterruptedException {
        long size = 50L << 20;
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() + PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
        try (SinkSmtpServer sink = SinkSmtpServer.that().chunking().start(); Workbench bench = new Workbench().to("127.0.0.1", sink.port())) {
            assertThat(Workbench.outcomeOf(bench.send(toBob(), new GeneratedBody(size)))).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(sink.bytes()).isGreaterThanOrEqualTo(size);
            long after = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() + PooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
            assertThat(after - before).isLessThan(16L << 20);
        }
    }
}
