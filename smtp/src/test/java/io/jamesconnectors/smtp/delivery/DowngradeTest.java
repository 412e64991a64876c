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
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.smtp.wire.MessageDsn;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;

/** What a server does not offer is made good without loss, or the message is returned; it never arrives as another one. */
class DowngradeTest {
    private static final String EHLO = "EHLO me.contoso.test";
    private static final String MAIL = "MAIL FROM:<alice@contoso.test>";
    private static final String RCPT = "RCPT TO:<bob@partner.test>";
    private static final EnvelopeRecipient BOB = EnvelopeRecipient.of("bob@partner.test");
    private static final EnvelopeRecipient JOERG = EnvelopeRecipient.of("jörg@partner.test");
    private static final EnvelopeRecipient UMLAUT = EnvelopeRecipient.of("bob@bücher.test");
    private static final Body CAFE = body("Subject: a\r\n\r\ncafé and quite some text behind it\r\n");
    private static final Body SIGNED = body("DKIM-Signature: v=1\r\n\r\ncafé\r\n");

    private static Body body(String text) {
        return Body.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Envelope eightBit(EnvelopeRecipient... recipients) {
        return new Envelope(Workbench.SENDER, List.of(recipients), MessageDsn.NONE, false, true);
    }

    private static Envelope plain(String sender, EnvelopeRecipient... recipients) {
        return new Envelope(sender, List.of(recipients), MessageDsn.NONE, false, false);
    }

    private static DeliveryResult send(ScriptedSmtpServer server, Envelope envelope, Body body) throws InterruptedException {
        try (Workbench bench = new Workbench().to(server.host(), server.port())) {
            return bench.send(envelope, body);
        }
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void eightBitsStayEightBitsWhereTheServerTakesThem() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("8BITMIME", "SIZE").takeMessage().quit())) {
            assertThat(Workbench.outcomeOf(send(server, eightBit(BOB), SIGNED))).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL + " SIZE=30 BODY=8BITMIME", RCPT, "DATA", ".", "QUIT");
            assertThat(server.messages(0)).containsExactly(utf8("DKIM-Signature: v=1\r\n\r\ncafé\r\n.\r\n"));
        }
    }

    @Test
    void aServerOfSevenBitsGetsTheMessageEncodedWithItsNewSize() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING", "SIZE 200").takeMessage().quit())) {
            assertThat(Workbench.outcomeOf(send(server, eightBit(BOB), CAFE))).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL + " SIZE=167", RCPT, "DATA", ".", "QUIT");
            assertThat(server.messages(0)).containsExactly("Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=unknown-8bit\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\ncaf=C3=A9 and quite some text behind it\r\n.\r\n");
        }
    }

    @Test
    void anEncodedMessageGoesInChunksToo() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("CHUNKING", "PIPELINING").on("MAIL", "250 ok").on("RCPT", "250 ok").hearChunk().say("250 taken").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            assertThat(Workbench.outcomeOf(send(server, eightBit(BOB), CAFE))).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "BDAT 167 LAST", "QUIT");
        }
    }

    @Test
    void aSignedMessageIsReturnedRatherThanBroken() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").quit())) {
            RecipientOutcome outcome = Workbench.outcomeOf(send(server, eightBit(BOB), SIGNED));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Refused.class);
            assertThat(failure(outcome).asReply()).isEqualTo("554 5.6.3 127.0.0.1 takes no 8-bit message");
            assertThat(failure(outcome).reason()).contains("dkim-signature: signs the body");
            assertThat(server.transcript()).containsExactly(EHLO, "QUIT");
        }
    }

    @Test
    void whatOneHostCannotTakeTheNextMay() throws InterruptedException {
        try (ScriptedSmtpServer old = ScriptedSmtpServer.playing(SmtpScript.offering().quit());
                ScriptedSmtpServer current = ScriptedSmtpServer.playing(SmtpScript.offering("8BITMIME").takeMessage().quit())) {
            try (Workbench bench = new Workbench().to(List.of(new SmartHost(old.host(), old.port()), new SmartHost(current.host(), current.port())))) {
                assertThat(Workbench.outcomeOf(bench.send(eightBit(BOB), SIGNED))).isInstanceOf(RecipientOutcome.Delivered.class);
            }
            assertThat(old.transcript()).containsExactly(EHLO, "QUIT");
        }
    }

    @Test
    void aHostThatMayHelpLaterOutweighsOneThatNeverWill() throws InterruptedException {
        try (ScriptedSmtpServer old = ScriptedSmtpServer.playing(SmtpScript.offering().quit());
                ScriptedSmtpServer busy = ScriptedSmtpServer.playing(SmtpScript.silent().say("421 4.3.2 busy"));
                Workbench bench = new Workbench().to(List.of(new SmartHost(old.host(), old.port()), new SmartHost(busy.host(), busy.port())))) {
            RecipientOutcome outcome = Workbench.outcomeOf(bench.send(eightBit(BOB), SIGNED));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).isEqualTo("421 4.3.2 busy");
        }
    }

    @Test
    void aMessageThatCannotBeReadForEncodingIsDelayed() throws InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        Body unreadable = new Body() {
            @Override
            public long size() {
                return UNKNOWN_SIZE;
            }

            @Override
            public InputStream open() throws IOException {
                opened.incrementAndGet();
                throw new IOException("disk on fire");
            }
        };
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").quit())) {
            RecipientOutcome outcome = Workbench.outcomeOf(send(server, eightBit(BOB), unreadable));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Deferred.class);
            assertThat(failure(outcome).asReply()).startsWith("451 4.3.0 ");
            assertThat(server.transcript()).containsExactly(EHLO, "QUIT");
            assertThat(opened).hasValue(1);
        }
    }

    @Test
    void anInternationalSenderGoesOnlyWhereSmtpUtf8IsOffered() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("8BITMIME").quit())) {
            RecipientOutcome outcome = Workbench.outcomeOf(send(server, plain("jörg@contoso.test", BOB), Workbench.BODY));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Refused.class);
            assertThat(failure(outcome).asReply()).startsWith("553 5.6.7 ");
            assertThat(server.transcript()).containsExactly(EHLO, "QUIT");
        }
    }

    @Test
    void anInternationalRecipientIsReturnedAndTheOthersAreServed() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").takeMessage().quit())) {
            DeliveryResult result = send(server, plain(Workbench.SENDER, JOERG, BOB), Workbench.BODY);
            assertThat(result.outcomes().get(JOERG)).isInstanceOfSatisfying(RecipientOutcome.Refused.class, refused -> assertThat(refused.failure().asReply()).startsWith("553 5.6.7 "));
            assertThat(result.outcomes().get(BOB)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(result.outcomes().keySet()).containsExactly(JOERG, BOB);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL, RCPT, "DATA", ".", "QUIT");
        }
    }

    @Test
    void anInternationalRecipientIsNamedInUtf8WhereOffered() throws InterruptedException {
        SmtpScript script = SmtpScript.offering("SMTPUTF8", "8BITMIME").on("MAIL", "250 ok").on("RCPT", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage().say("250 ok").quit();
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(script)) {
            send(server, plain(Workbench.SENDER, JOERG, UMLAUT), Workbench.BODY);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL + " SMTPUTF8", "RCPT TO:<" + utf8("jörg") + "@partner.test>", "RCPT TO:<bob@" + utf8("bücher") + ".test>",
                "DATA", ".", "QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMTPUTF8", "HELP"})
    void whereOnlyTheDomainIsInternationalItIsSpelledInAscii(String extension) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering(extension, "PIPELINING").takeMessage().quit())) {
            DeliveryResult result = send(server, plain("alice@例え.test", UMLAUT), Workbench.BODY);
            assertThat(result.outcomes().get(UMLAUT)).isInstanceOf(RecipientOutcome.Delivered.class);
            assertThat(server.transcript()).containsExactly(EHLO, "MAIL FROM:<alice@xn--r8jz45g.test>", "RCPT TO:<bob@xn--bcher-kva.test>", "DATA", ".", "QUIT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@straße.test", "bob@σοφός.test"})
    void aDomainThatIsNotSpelledAlikeByAllIsNotSpelledInAscii(String address) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("PIPELINING").quit())) {
            RecipientOutcome outcome = Workbench.outcomeOf(send(server, plain(Workbench.SENDER, EnvelopeRecipient.of(address)), Workbench.BODY));
            assertThat(failure(outcome).asReply()).startsWith("553 5.6.7 ");
            assertThat(server.transcript()).containsExactly(EHLO, "QUIT");
        }
    }

    @Test
    void anInternationalHeaderGoesOnlyWhereSmtpUtf8IsOffered() throws InterruptedException {
        Envelope envelope = new Envelope(Workbench.SENDER, List.of(BOB), MessageDsn.NONE, true, true);
        Body body = body("Subject: café\r\n\r\na\r\n");
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("8BITMIME").quit())) {
            RecipientOutcome outcome = Workbench.outcomeOf(send(server, envelope, body));
            assertThat(outcome).isInstanceOf(RecipientOutcome.Refused.class);
            assertThat(failure(outcome).asReply()).isEqualTo("550 5.6.9 127.0.0.1 takes no international header");
            assertThat(server.transcript()).containsExactly(EHLO, "QUIT");
        }
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering("8BITMIME", "SMTPUTF8").takeMessage().quit())) {
            send(server, envelope, body);
            assertThat(server.transcript()).containsExactly(EHLO, MAIL + " BODY=8BITMIME SMTPUTF8", RCPT, "DATA", ".", "QUIT");
            assertThat(server.messages(0)).containsExactly(utf8("Subject: café\r\n\r\na\r\n.\r\n"));
        }
    }

    @Test
    void aLegacyHeaderOfEightBitsIsNotMangledForAServerOfSeven() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(SmtpScript.offering().quit())) {
            Body body = Body.of("Subject: caf\u00e9\r\n\r\na\r\n".getBytes(StandardCharsets.ISO_8859_1));
            RecipientOutcome outcome = Workbench.outcomeOf(send(server, eightBit(BOB), body));
            assertThat(failure(outcome).asReply()).startsWith("554 5.6.3 ");
            assertThat(server.transcript()).containsExactly(EHLO, "QUIT");
        }
    }
}
