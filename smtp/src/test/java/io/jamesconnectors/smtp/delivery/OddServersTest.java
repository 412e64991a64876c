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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;

/** Servers that are odd, old, or up to something: one script each, the outcome, and all that they heard. */
class OddServersTest {
    private static final String EHLO = "EHLO me.contoso.test";
    private static final String MAIL = "MAIL FROM:<alice@contoso.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";
    private static final String[] ONE_MESSAGE = {EHLO, MAIL, RCPT, "DATA", ".", "QUIT"};
    private static final TestCa CA = TestCa.create();
    private static Path roots = Path.of("");

    @BeforeAll
    static void writeRoots(@TempDir Path directory) {
        roots = CA.writeRoot(directory.resolve("roots.pem"));
    }

    private static SmtpScript answering(String mail, String rcpt, String data) {
        return SmtpScript.offering().on("MAIL", mail).on("RCPT", rcpt).on("DATA", data);
    }

    private static SmtpScript untilTheDot() {
        return answering("250 ok", "250 ok", "354 go").hearMessage();
    }

    private static Arguments row(String name, String outcome, SmtpScript script, String... transcript) {
        return Arguments.of(name, outcome, script, transcript);
    }

    static Stream<Arguments> inClear() {
        return Stream.of(
            row("a banner of many lines without end", "Deferred 450 4.5.0", SmtpScript.silent().forever("220-" + "x".repeat(500) + "\r\n")),
            row("a banner of three lines", "Delivered 250", SmtpScript.silent().say("220-scripted.test", "220-no spam", "220 please").ehlo().takeMessage().quit(), ONE_MESSAGE),
            row("a banner and more before it is asked", "Deferred 450 4.", SmtpScript.silent().say("220 hello", "250-scripted.test", "250-PIPELINING", "250 X").hear("EHLO").close(), new String[] {"?"}),
            row("354 for a banner", "Deferred 450 4.4.317", SmtpScript.silent().say("354 go").quit(), "QUIT"),
            row("a code of two digits", "Deferred 450 4.5.0", SmtpScript.greeting().on("EHLO", "25 ok"), EHLO),
            row("a code of four digits", "Deferred 450 4.5.0", SmtpScript.greeting().on("EHLO", "2500 ok"), EHLO),
            row("a code below 200", "Deferred 450 4.5.0", SmtpScript.greeting().on("EHLO", "199 ok"), EHLO),
            row("a bare LF within a reply", "Deferred 450 4.5.0", SmtpScript.greeting().hear("EHLO").raw("250-scripted.test\n250 PIPELINING\r\n"), EHLO),
            row("a bare CR within a reply", "Deferred 450 4.5.0", SmtpScript.greeting().hear("EHLO").raw("250-scripted.test\r250 PIPELINING\r\n"), EHLO),
            row("NUL within a reply", "Deferred 450 4.5.0", SmtpScript.greeting().hear("EHLO").raw("250 scripted\0.test\r\n"), EHLO),
            row("8-bit text in a reply", "Refused 550 5.1.1", SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "550 5.1.1 Empf\u00e4nger").quit(), EHLO, MAIL, RCPT, "QUIT"),
            row("a reply without text", "Delivered 250", SmtpScript.offering().on("MAIL", "250").on("RCPT", "250").on("DATA", "354").hearMessage().say("250").quit(), ONE_MESSAGE),
            row("251 to RCPT", "Delivered 250", answering("250 ok", "251 will forward", "354 go").hearMessage().say("250 ok").quit(), ONE_MESSAGE),
            row("252 to RCPT", "Delivered 250", answering("250 ok", "252 will try", "354 go").hearMessage().say("250 ok").quit(), ONE_MESSAGE),
            row("keywords in lower case, twice, and none", "Delivered 250", SmtpScript.offering("pipelining", "PIPELINING", "size -5", "SIZE 99", "=odd=", "").takeMessage().quit(),
                EHLO, MAIL + " SIZE=26", RCPT, "DATA", ".", "QUIT"),
            row("an extension that nobody knows", "Delivered 250", SmtpScript.offering("XOORG", "XSHADOW", "BINARYMIME", "AUTH=LOGIN").takeMessage().quit(), ONE_MESSAGE),
            row("AUTH in clear", "Delivered 250", SmtpScript.offering("AUTH PLAIN LOGIN", "AUTH=PLAIN").takeMessage().quit(), ONE_MESSAGE),
            row("530 wants a login", "Refused 530 5.7.0", SmtpScript.offering("AUTH PLAIN").on("MAIL", "530 5.7.0 Authentication required").quit(), EHLO, MAIL, "QUIT"),
            row("EHLO refused for now", "Deferred 450 4.7.1", SmtpScript.greeting().on("EHLO", "450 4.7.1 later").quit(), EHLO, "QUIT"),
            row("221 to EHLO", "Deferred 450 4.5.0", SmtpScript.greeting().on("EHLO", "221 bye"), EHLO),
            row("neither EHLO nor HELO", "Deferred 450 4.4.317", SmtpScript.greeting().on("EHLO", "502 no").on("HELO", "550 no").quit(), EHLO, "HELO me.contoso.test", "QUIT"),
            row("354 to EHLO", "Deferred 450 4.4.317", SmtpScript.greeting().on("EHLO", "354 go").quit(), EHLO, "QUIT"),
            row("550 to DATA", "Refused 550 5.7.1", answering("250 ok", "250 ok", "550 5.7.1 no").quit(), EHLO, MAIL, RCPT, "DATA", "QUIT"),
            row("451 to DATA", "Deferred 451 4.3.0", answering("250 ok", "250 ok", "451 4.3.0 no").quit(), EHLO, MAIL, RCPT, "DATA", "QUIT"),
            row("421 to the second of a pipeline", "Deferred 421 4.3.2", SmtpScript.offering("PIPELINING").on("MAIL", "250 ok").on("RCPT", "421 4.3.2 bye").close(), new String[] {"?"}),
            row("354 to the final dot", "Unknown 450 4.5.0", untilTheDot().say("354 go on"), EHLO, MAIL, RCPT, "DATA", "."),
            row("nonsense to the final dot", "Unknown 450 4.5.0", untilTheDot().raw("\u0016\u0003\u0001\r\n"), EHLO, MAIL, RCPT, "DATA", "."),
            row("half an answer to the final dot", "Unknown 450 4.4.318", untilTheDot().raw("250 2.0.0 o").close(), EHLO, MAIL, RCPT, "DATA", "."),
            row("a reset after the final dot", "Unknown 450 4.4.318", untilTheDot().reset(), EHLO, MAIL, RCPT, "DATA", "."),
            row("550 to the final dot", "Refused 550 5.7.1", untilTheDot().say("550 5.7.1 no").quit(), ONE_MESSAGE),
            row("452 to the final dot", "Deferred 452 4.3.1", untilTheDot().say("452 4.3.1 full").quit(), ONE_MESSAGE),
            row("a hang-up after success", "Delivered 250", untilTheDot().say("250 ok").close(), EHLO, MAIL, RCPT, "DATA", "."),
            row("STARTTLS refused for good, then mail in clear", "Delivered 250", SmtpScript.offering("STARTTLS").on("STARTTLS", "501 5.5.4 no").takeMessage().quit(),
                EHLO, "STARTTLS", MAIL, RCPT, "DATA", ".", "QUIT"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inClear")
    void whatAServerSaysIsTakenForWhatItIs(String name, String outcome, SmtpScript script, String[] transcript) throws InterruptedException {
        assertOutcome(TlsSettings.OPPORTUNISTIC, null, outcome, script, transcript);
    }

    static Stream<Arguments> withTls() {
        SmtpScript offering = SmtpScript.offering("STARTTLS", "AUTH PLAIN");
        SmtpScript agreed = offering.on("STARTTLS", "220 go");
        SmtpScript secured = offering.upgrade(CA.server("mx.partner.test").sslContext());
        return Stream.of(
            Arguments.of("AUTH in clear and no STARTTLS", null, "Deferred 450 4.4.317", SmtpScript.offering("AUTH PLAIN LOGIN").quit(), new String[] {EHLO, "QUIT"}),
            Arguments.of("250 to STARTTLS", null, "Deferred 450 4.4.317", offering.on("STARTTLS", "250 ok").quit(), new String[] {EHLO, "STARTTLS", "QUIT"}),
            Arguments.of("501 to STARTTLS", null, "Deferred 450 4.4.317", offering.on("STARTTLS", "501 what?").quit(), new String[] {EHLO, "STARTTLS", "QUIT"}),
            Arguments.of("silence after STARTTLS", Phase.HANDSHAKE, "Deferred 450 4.4.31", agreed.hearOctets(5), new String[] {"?"}),
            Arguments.of("a hang-up after STARTTLS", null, "Deferred 450 4.4.31", agreed.close(), new String[] {EHLO, "STARTTLS"}),
            Arguments.of("a reset in the handshake", null, "Deferred 450 4.4.31", agreed.hearOctets(20).reset(), new String[] {"?"}),
            Arguments.of("EHLO refused behind TLS", null, "Deferred 450 4.4.317", secured.on("EHLO", "550 no").quit(), new String[] {EHLO, "STARTTLS", "<TLS>", EHLO, "QUIT"}),
            Arguments.of("silence behind TLS", Phase.EHLO, "Deferred 450 4.4.315", secured, new String[] {EHLO, "STARTTLS", "<TLS>", EHLO}),
            Arguments.of("a hang-up behind TLS", null, "Deferred 450 4.4.318", secured.hear("EHLO").close(), new String[] {EHLO, "STARTTLS", "<TLS>", EHLO}),
            Arguments.of("a greeting once more behind TLS", null, "Deferred 450 4.5.0", secured.say("220 once more").hear("EHLO"), new String[] {"?"}),
            Arguments.of("STARTTLS offered again behind TLS", null, "Delivered 250", secured.ehlo("STARTTLS", "PIPELINING").takeMessage().quit(),
                new String[] {EHLO, "STARTTLS", "<TLS>", EHLO, MAIL, RCPT, "DATA", ".", "QUIT"}),
            Arguments.of("AUTH offered behind TLS", null, "Delivered 250", secured.ehlo("AUTH PLAIN LOGIN XOAUTH2").takeMessage().quit(),
                new String[] {EHLO, "STARTTLS", "<TLS>", EHLO, MAIL, RCPT, "DATA", ".", "QUIT"}),
            Arguments.of("421 behind TLS", null, "Deferred 421 4.3.2", secured.on("EHLO", "421 4.3.2 bye"), new String[] {EHLO, "STARTTLS", "<TLS>", EHLO}),
            Arguments.of("nonsense behind TLS", null, "Deferred 450 4.5.0", secured.on("EHLO", "250-a\r\n550 b"), new String[] {EHLO, "STARTTLS", "<TLS>", EHLO}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withTls")
    void belowTheFloorNothingIsSaid(String name, @Nullable Phase impatient, String outcome, SmtpScript script, String[] transcript) throws InterruptedException {
        assertOutcome(TlsSettings.DOMAIN_VALIDATION, impatient, outcome, script, transcript);
    }

    private static void assertOutcome(TlsSettings floor, @Nullable Phase impatient, String expected, SmtpScript script, String[] transcript) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = (impatient == null ? new Workbench() : Workbench.impatientIn(impatient)).to(server.host(), server.port()).floor(floor).names("mx.partner.test")
                    .trusting(roots)) {
                RecipientOutcome outcome = bench.outcome();
                assertThat(outcome.getClass().getSimpleName() + " " + (outcome instanceof RecipientOutcome.Delivered delivered ? delivered.reply().asString()
                    : Workbench.failure(outcome).asReply())).startsWith(expected);
                assertThat(bench.delivery().counters().activeConnections()).isZero();
            }
            assertThat(server.connections()).isEqualTo(1);
            if (transcript.length == 1 && transcript[0].equals("?")) {
                assertThat(server.transcript()).doesNotContain(".", "QUIT");
                assertThat(server.transcript()).startsWith(server.transcript().isEmpty() ? new String[0] : new String[] {EHLO});
            } else {
                assertThat(server.transcript()).containsExactly(transcript);
            }
        }
    }

    @Test
    void aServerThatShowsAnotherCertificateTheNextTimeIsJudgedByThatOne() throws InterruptedException {
        SmtpScript good = SmtpScript.offering("STARTTLS").upgrade(CA.server("mx.partner.test").sslContext()).ehlo().takeMessage().quit();
        SmtpScript other = SmtpScript.offering("STARTTLS").upgrade(CA.server("mx.stranger.test").sslContext()).quit();
        ConnectionLimits oneMessage = new ConnectionLimits(1, 1, Duration.ofMinutes(1), Duration.ofMinutes(1));
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good, other)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port()).limits(oneMessage).floor(TlsSettings.DOMAIN_VALIDATION).names("mx.partner.test").trusting(roots)) {
                assertThat(bench.outcome()).isInstanceOf(RecipientOutcome.Delivered.class);
                assertThat(Workbench.failure(bench.outcome()).asReply()).startsWith("450 4.7.320 ");
            }
            assertThat(server.transcript(0)).containsExactly(EHLO, "STARTTLS", "<TLS>", EHLO, MAIL, RCPT, "DATA", ".", "QUIT");
            assertThat(server.transcript(1)).containsExactly(EHLO, "STARTTLS", "<TLS>", "QUIT");
        }
    }

    @Test
    void whoeverIsAcceptedAmongThoseRefusedGetsTheMessageStepByStepToo() throws InterruptedException {
        SmtpScript script = SmtpScript.offering().on("MAIL", "250 ok").on("RCPT", "550 5.1.1 no").on("RCPT", "250 ok").on("RCPT", "452 4.2.2 full").on("DATA", "354 go").hearMessage()
            .say("250 ok").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                DeliveryResult result = bench.send(Envelope.of("", List.of("a@p.test", "b@p.test", "c@p.test")), Workbench.BODY);
                assertThat(result.outcomes().values()).extracting(outcome -> outcome.getClass().getSimpleName()).containsExactly("Refused", "Delivered", "Deferred");
            }
            assertThat(server.transcript()).containsExactly(EHLO, "MAIL FROM:<>", "RCPT TO:<a@p.test>", "RCPT TO:<b@p.test>", "RCPT TO:<c@p.test>", "DATA", ".", "QUIT");
        }
    }

    @Test
    void aNulInTheHeaderNeverReachesTheWire() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING"))) {
            try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                Body body = Body.of("Subject: a\0b\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII));
                RecipientOutcome outcome = Workbench.outcomeOf(bench.send(Envelope.of(Workbench.SENDER, List.of(Workbench.RECIPIENT)), body));
                assertThat(outcome).isInstanceOf(RecipientOutcome.Refused.class);
                assertThat(Workbench.failure(outcome).asReply()).startsWith("554 5.6.0 ");
                assertThat(Workbench.failure(outcome).reason()).contains("NUL in its header");
            }
            assertThat(server.transcript()).containsExactly(EHLO);
        }
    }

    @Test
    void noAddressAndNoHeaderEverMakesALineOfItsOwn() throws Exception {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            String sender = odd(random, "a");
            String recipient = odd(random, "b");
            Body body = Body.of(("Subject: " + odd(random, "s") + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = body.open(); ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING", "SMTPUTF8", "8BITMIME").takeMessage().quit())) {
                Envelope envelope;
                try {
                    envelope = Envelope.of(sender, List.of(recipient));
                } catch (IllegalArgumentException e) {
                    continue;
                }
                try (Workbench bench = new Workbench().to(server.host(), server.port())) {
                    bench.send(envelope, body);
                }
                assertThat(server.transcript()).as("seed " + seed + " round " + round).hasSizeLessThanOrEqualTo(6).allSatisfy(line -> assertThat(line).doesNotContain("\r", "\n", "\0"));
                assertThat(server.transcript().get(0)).as("seed " + seed).isEqualTo(EHLO);
                assertThat(server.messages(0)).allSatisfy(message -> {
                    assertThat(message.replace("\r\n", "")).as("seed " + seed).doesNotContain("\r", "\n");
                    assertThat(message.substring(0, message.indexOf("\r\n\r\n"))).as("seed " + seed).doesNotContain("\0");
                });
                assertThat(in.read()).isEqualTo('S');
            }
        }
    }

    private static String odd(Random random, String start) {
        StringBuilder text = new StringBuilder(start);
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append("ab@.\"\\ <>\r\n\0\t\u0085é".charAt(random.nextInt(15)));
        }
        return text.append("@c.test").toString();
    }
}
