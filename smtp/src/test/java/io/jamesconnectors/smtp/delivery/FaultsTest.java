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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;

/** Servers that misbehave, with what went over the wire. */
class FaultsTest {
    private static final String EHLO = "EHLO me.contoso.test";
    private static final String MAIL = "MAIL FROM:<alice@contoso.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";

    /** Plays one script to a client that waits long, and returns the failure. */
    private static Failure against(SmtpScript script, String... transcript) throws InterruptedException {
        return failure(against(new Workbench(), script, transcript));
    }

    /** Plays one script to a client that soon gives up in {@code phase}, and returns the failure. */
    private static Failure impatientlyAgainst(Phase phase, SmtpScript script, String... transcript) throws InterruptedException {
        return failure(against(Workbench.impatientIn(phase), script, transcript));
    }

    private static RecipientOutcome against(Workbench bench, SmtpScript script, String... transcript) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            RecipientOutcome outcome;
            try (bench) {
                outcome = bench.to(server.host(), server.port()).outcome();
            }
            assertThat(server.transcript()).containsExactly(transcript);
            return outcome;
        }
    }

    static Stream<Arguments> stalls() {
        SmtpScript greeted = SmtpScript.greeting();
        SmtpScript plain = SmtpScript.offering();
        return Stream.of(
            Arguments.of(Phase.GREETING, SmtpScript.silent(), new String[0]),
            Arguments.of(Phase.EHLO, greeted, new String[] {EHLO}),
            Arguments.of(Phase.STARTTLS, SmtpScript.offering("STARTTLS"), new String[] {EHLO, "STARTTLS"}),
            Arguments.of(Phase.MAIL, plain, new String[] {EHLO, MAIL}),
            Arguments.of(Phase.RCPT, plain.on("MAIL", "250 ok"), new String[] {EHLO, MAIL, RCPT}),
            Arguments.of(Phase.DATA, plain.on("MAIL", "250 ok").on("RCPT", "250 ok"), new String[] {EHLO, MAIL, RCPT, "DATA"}));
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void aServerThatStallsIsLeft(Phase phase, SmtpScript script, String[] transcript) throws InterruptedException {
        Failure failure = impatientlyAgainst(phase, script, transcript);
        assertThat(failure.asReply()).startsWith("450 4.4.315 ");
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.reason()).contains("no reply within 300 ms");
    }

    @Test
    void aServerThatStallsInTheMiddleOfAReplyIsLeft() throws InterruptedException {
        assertThat(impatientlyAgainst(Phase.EHLO, SmtpScript.greeting().hear("EHLO").raw("250-scripted.test\r\n250 PIPE"), EHLO).asReply()).startsWith("450 4.4.315 ");
    }

    @Test
    void aServerThatStallsInAPipelineIsLeft() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok");
        Failure failure = impatientlyAgainst(Phase.RCPT, script, EHLO, MAIL, RCPT, "DATA");
        assertThat(failure.asReply()).startsWith("450 4.4.315 ");
        assertThat(failure.phase()).isEqualTo(Phase.RCPT);
    }

    @Test
    void aServerThatStallsAfterTheFinalDotLeavesItUnknown() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage();
        Failure failure = impatientlyAgainst(Phase.FINAL_REPLY, script, EHLO, MAIL, RCPT, "DATA", ".");
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNKNOWN);
        assertThat(failure.asReply()).startsWith("450 4.4.315 ");
    }

    @Test
    void aServerThatStopsReadingTheMessageIsLeft() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").await(end);
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = Workbench.impatientIn(Phase.BODY).to(server.host(), server.port())) {
            Failure failure = failure(Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), endless())));
            assertThat(failure.phase()).isEqualTo(Phase.BODY);
            assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
            assertThat(failure.asReply()).startsWith("450 4.4.315 ");
            end.countDown();
        }
    }

    @Test
    void aConnectionLostAfterTheFinalDotLeavesItUnknown() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().close();
        RecipientOutcome outcome = against(new Workbench(), script, EHLO, MAIL, RCPT, "DATA", ".");
        assertThat(outcome).isInstanceOf(RecipientOutcome.Unknown.class);
        assertThat(failure(outcome).asReply()).startsWith("450 4.4.318 ");
        assertThat(failure(outcome).reason()).contains("whether the message arrived is unknown");
    }

    @Test
    void aConnectionResetInTheMiddleOfTheMessageDeliversNothing() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearOctets(10).reset();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench().to(server.host(), server.port())) {
            RecipientOutcome outcome = Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), endless()));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("450 4.4.318 ");
        }
    }

    @Test
    void aRefusalInTheMiddleOfTheMessageIsHeard() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearOctets(10).say("552 5.3.4 too large");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script); Workbench bench = new Workbench().to(server.host(), server.port())) {
            RecipientOutcome outcome = Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), endless()));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Refused.class);
            assertThat(failure(outcome).asReply()).isEqualTo("552 5.3.4 too large");
        }
    }

    static Stream<Arguments> hangUps() {
        SmtpScript plain = SmtpScript.offering();
        return Stream.of(
            Arguments.of(Phase.GREETING, SmtpScript.silent(), new String[0]),
            Arguments.of(Phase.EHLO, SmtpScript.greeting().hear("EHLO"), new String[] {EHLO}),
            Arguments.of(Phase.MAIL, plain.hear("MAIL"), new String[] {EHLO, MAIL}),
            Arguments.of(Phase.RCPT, plain.on("MAIL", "250 ok").hear("RCPT"), new String[] {EHLO, MAIL, RCPT}),
            Arguments.of(Phase.DATA, plain.on("MAIL", "250 ok").on("RCPT", "250 ok").hear("DATA"), new String[] {EHLO, MAIL, RCPT, "DATA"}));
    }

    @ParameterizedTest
    @MethodSource("hangUps")
    void aServerThatHangsUpDelaysTheMessage(Phase phase, SmtpScript script, String[] transcript) throws InterruptedException {
        for (SmtpScript end : List.of(script.close(), script.halfClose(), script.reset())) {
            Failure failure = against(end, transcript);
            assertThat(failure.asReply()).startsWith("450 4.4.318 ");
            assertThat(failure.phase()).isIn(phase, phase == Phase.GREETING ? Phase.CONNECT : phase);
        }
    }

    @Test
    void aServerThatSendsOctetByOctetIsUnderstood() throws InterruptedException {
        SmtpScript script = SmtpScript.silent().slowly().say("220-hello", "220 scripted.test").ehlo("PIPELINING", "SIZE 1000").takeMessage().quit();
        assertThat(against(new Workbench(), script, EHLO, MAIL + " SIZE=26", RCPT, "DATA", ".", "QUIT")).isInstanceOf(RecipientOutcome.Delivered.class);
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
            Arguments.of("bare line feed", SmtpScript.silent().raw("220 hello\n"), new String[0]),
            Arguments.of("HTTP", SmtpScript.silent().raw("HTTP/1.1 400 Bad Request\r\n\r\n"), new String[0]),
            Arguments.of("greeting without end", SmtpScript.silent().forever("220 " + "x".repeat(60_000)), new String[0]),
            Arguments.of("reply of endless lines", SmtpScript.greeting().hear("EHLO").forever("250-X\r\n".repeat(5_000)), new String[] {EHLO}),
            Arguments.of("codes that differ", SmtpScript.greeting().on("EHLO", "250-a\r\n550 b"), new String[] {EHLO}),
            Arguments.of("a code that is none", SmtpScript.greeting().on("EHLO", "950 a"), new String[] {EHLO}),
            Arguments.of("a reply too many", SmtpScript.offering().on("MAIL", "250 ok\r\n250 ok\r\n250 ok\r\n250 ok"), new String[] {EHLO, MAIL}),
            Arguments.of("250 to DATA", SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "250 ok"), new String[] {EHLO, MAIL, RCPT, "DATA"}),
            Arguments.of("354 to MAIL", SmtpScript.offering().on("MAIL", "354 go"), new String[] {EHLO, MAIL}),
            Arguments.of("354 to RCPT", SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "354 go"), new String[] {EHLO, MAIL, RCPT}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void aServerThatTalksNonsenseIsLeft(String name, SmtpScript script, String[] transcript) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                assertThat(failure(bench.outcome()).asReply()).as(name).startsWith("450 4.5.0 ");
            }
            assertThat(server.transcript()).startsWith(Arrays.copyOf(transcript, Math.min(2, transcript.length)));
            assertThat(server.transcript()).doesNotContain(".", "QUIT");
        }
    }

    static Stream<Arguments> farewells() {
        SmtpScript plain = SmtpScript.offering();
        String busy = "421 4.3.2 shutting down";
        return Stream.of(
            Arguments.of(SmtpScript.silent().say(busy), new String[0]),
            Arguments.of(SmtpScript.greeting().on("EHLO", busy), new String[] {EHLO}),
            Arguments.of(SmtpScript.offering("STARTTLS").on("STARTTLS", busy), new String[] {EHLO, "STARTTLS"}),
            Arguments.of(plain.on("MAIL", busy), new String[] {EHLO, MAIL}),
            Arguments.of(plain.on("MAIL", "250 ok").on("RCPT", busy), new String[] {EHLO, MAIL, RCPT}),
            Arguments.of(plain.on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", busy), new String[] {EHLO, MAIL, RCPT, "DATA"}),
            Arguments.of(plain.on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say(busy), new String[] {EHLO, MAIL, RCPT, "DATA", "."}),
            Arguments.of(SmtpScript.offering("PIPELINING").on("MAIL", busy), null));
    }

    @ParameterizedTest
    @MethodSource("farewells")
    void a421AnywhereDelaysTheMessageAndEndsTheConnection(SmtpScript script, String[] transcript) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                RecipientOutcome outcome = bench.outcome();
                assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
                assertThat(failure(outcome).asReply()).isEqualTo("421 4.3.2 shutting down");
                if (transcript != null) {
                    assertThat(server.transcript()).containsExactly(transcript);
                }
                assertThat(bench.delivery().counters().idleConnections()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.7.1 no service", "450 4.7.1 greylisted"})
    void aRefusalInTheGreetingIsNoRefusalOfTheRecipient(String greeting) throws InterruptedException {
        SmtpScript script = SmtpScript.silent().say(greeting).quit();
        Failure failure = against(script, "QUIT");
        assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
        assertThat(failure.text()).contains(greeting.substring(10));
    }

    @Test
    void whateverAServerSaysTheAttemptHasAnOutcome() throws InterruptedException {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String[] pieces = {"220 hi\r\n", "250-a\r\n", "250 STARTTLS\r\n", "250 ok\r\n", "354 go\r\n", "421 no\r\n", "550 no\r\n", "\n", "\r", "2", "x\0", "\u0016\u0003\u0001"};
        for (int round = 0; round < 100; round++) {
            SmtpScript script = SmtpScript.silent();
            for (int i = random.nextInt(8); i > 0; i--) {
                script = random.nextInt(3) == 0 ? script.hear("") : script.raw(pieces[random.nextInt(pieces.length)]);
            }
            try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script.halfClose()); Workbench bench = new Workbench(Timeouts.of(Duration.ofMillis(50))).to(server.host(), server.port())) {
                assertThat(bench.outcome()).as("seed " + seed).isNotInstanceOf(RecipientOutcome.Delivered.class);
                assertThat(bench.delivery().counters().activeConnections()).as("seed " + seed).isZero();
            }
        }
    }

    @Test
    void nobodyListensThere() throws InterruptedException {
        int port;
        try (ScriptedSmtpServer gone = ScriptedSmtpServer.playing(SmtpScript.silent())) {
            port = gone.port();
        }
        try (Workbench bench = new Workbench().to("127.0.0.1", port)) {
            Failure failure = failure(bench.outcome());
            assertThat(failure.asReply()).isEqualTo("450 4.4.316 Connection to 127.0.0.1 refused");
            assertThat(failure.peerAddress()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void aMessageThatCannotBeReadIsNotBegun() throws InterruptedException {
        Body unreadable = new Body() {
            @Override
            public long size() {
                return 10;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("disk on fire");
            }
        };
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING"))) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                Failure failure = failure(Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), unreadable)));
                assertThat(failure.asReply()).startsWith("451 4.3.0 ");
                assertThat(failure.reason()).contains("disk on fire");
            }
            assertThat(server.transcript()).containsExactly(EHLO);
        }
    }

    @Test
    void aMessageThatBreaksOffIsNotEndedWithADot() throws InterruptedException {
        Body breakingOff = new Body() {
            @Override
            public long size() {
                return UNKNOWN_SIZE;
            }

            @Override
            public InputStream open() {
                return new SequenceInputStream(new ByteArrayInputStream("x\r\n".repeat(50_000).getBytes(StandardCharsets.US_ASCII)), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk on fire");
                    }
                });
            }
        };
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                Failure failure = failure(Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), breakingOff)));
                assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
            }
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "DATA");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 65_536, 150_000})
    void aMessageShorterThanAnnouncedIsNotEndedWithADot(int octets) throws InterruptedException {
        assertNotDelivered(announcing(150_001, octets));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_537, 150_001})
    void aMessageLongerThanAnnouncedIsNotEndedWithADot(int octets) throws InterruptedException {
        assertNotDelivered(announcing(octets - 1, octets));
    }

    private static Body announcing(long announced, int octets) {
        return new Body() {
            @Override
            public long size() {
                return announced;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream("x\r\n".repeat(octets / 3 + 1).substring(0, octets).getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    private static void assertNotDelivered(Body body) throws InterruptedException {
        SmtpScript script = SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                Failure failure = failure(Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), body)));
                assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
                assertThat(failure.reason()).contains("as announced");
                assertThat(bench.delivery().counters().idleConnections()).isZero();
            }
            assertThat(server.transcript()).doesNotContain(".");
        }
    }

    @Test
    void aMessageThatThrowsLeavesNoConnectionInTheMiddleOfIt() throws InterruptedException {
        Body throwing = new Body() {
            @Override
            public long size() {
                return UNKNOWN_SIZE;
            }

            @Override
            public InputStream open() {
                throw new IllegalStateException("store closed");
            }
        };
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING")); Workbench bench = new Workbench().to(server.host(), server.port())) {
            assertThat(failure(Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), throwing))).asReply()).startsWith("451 4.3.0 ");
            assertThat(bench.delivery().counters().idleConnections()).isZero();
        }
    }

    @Test
    void anEndlessRefusalIsCutShort() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "550-5.1.0 " + "x".repeat(3_000) + "\r\n550 5.1.0 end").quit();
        Failure failure = against(script, EHLO, MAIL, "QUIT");
        assertThat(failure.text()).hasSizeLessThan(1_100);
        assertThat(failure.reason()).hasSizeLessThan(1_100);
    }

    @Test
    void aReplyInjectedBeforeStartTlsIsNeverBelieved() throws InterruptedException {
        SmtpScript script = SmtpScript.greeting().on("EHLO", "250-scripted.test\r\n250 STARTTLS\r\n220 go");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = Workbench.impatientIn(Phase.HANDSHAKE).to(server.host(), server.port()).floor(TlsSettings.ENCRYPTION_ONLY)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Deferred.class);
            }
            assertThat(server.transcript(0)).doesNotContain(MAIL);
        }
    }

    /** A message larger than all the buffers on the way. */
    private static Body endless() {
        return new GeneratedBody(64L << 20);
    }
}
