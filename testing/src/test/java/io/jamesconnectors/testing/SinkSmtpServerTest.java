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
package io.jamesconnectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SinkSmtpServerTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final TestCa CA = TestCa.create();

    @Test
    void takesAPipelinedMessage() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().keep(1, 1_000).start(); SmtpDialogue client = new SmtpDialogue(server)) {
            assertThat(client.reply()).isEqualTo("220 sink.test ESMTP");
            assertThat(client.say("EHLO client.test")).startsWith("250 ");
            client.send("MAIL FROM:<a@fabrikam.com> SIZE=20", "RCPT TO:<b@contoso.com>", "RCPT TO:<c@contoso.com>", "DATA");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply())).extracting(line -> line.substring(0, 3))
                .containsExactly("250", "250", "250", "354");
            client.send("Message-ID: <1@fabrikam.com>", "", "Hello", ".", "QUIT");
            assertThat(client.reply()).isEqualTo("250 2.6.0 Message accepted");
            assertThat(client.reply()).isEqualTo("221 2.0.0 Bye");

            assertThat(server.messages()).isEqualTo(1);
            assertThat(server.recipients()).isEqualTo(2);
            assertThat(server.messageIds()).containsExactly("<1@fabrikam.com>");
            assertThat(server.received()).singleElement().satisfies(message -> {
                assertThat(message.sender()).isEqualTo("a@fabrikam.com");
                assertThat(message.recipients()).containsExactly("b@contoso.com", "c@contoso.com");
                assertThat(message.text()).isEqualTo("Message-ID: <1@fabrikam.com>\r\n\r\nHello\r\n");
                assertThat(message.tlsProtocol()).isEmpty();
            });
        }
    }

    @Test
    void takesAwayStuffedDotsAndNothingElse() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().keep(1, 1_000).start(); SmtpDialogue client = begun(server)) {
            client.say("DATA");
            client.send("..", "...a", ".b", "c.", "", "..\r.", ".");
            client.reply();

            assertThat(server.received().get(0).text()).isEqualTo(".\r\n..a\r\nb\r\nc.\r\n\r\n.\r.\r\n");
        }
    }

    @Test
    void doesNotEndAMessageAtADotBetweenBareLineFeeds() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().keep(1, 1_000).start(); SmtpDialogue client = begun(server)) {
            client.say("DATA");
            client.send("a\n.\nb", ".");
            client.reply();

            assertThat(server.received().get(0).text()).isEqualTo("a\n.\nb\r\n");
            assertThat(server.bareLineFeeds()).isEqualTo(2);
        }
    }

    @Test
    void countsFullAndResumedHandshakes() throws Exception {
        SSLContext client = SmtpDialogue.trusting(CA);
        try (SinkSmtpServer server = SinkSmtpServer.that().startTls(CA.server("mail.contoso.com").sslContext()).start()) {
            for (int i = 0; i < 3; i++) {
                sendOverTls(server, client);
            }

            assertThat(server.handshakes()).isEqualTo(3);
            assertThat(server.resumedHandshakes()).isEqualTo(2);
            assertThat(server.messages()).isEqualTo(3);
            assertThat(server.duplicates()).isEqualTo(2);
        }
    }

    @Test
    void recordsCommandsAndNotContent() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().startTls(CA.server("mail.contoso.com").sslContext()).recordTranscript().start()) {
            sendOverTls(server, SmtpDialogue.trusting(CA));

            assertThat(server.transcript()).containsExactly("EHLO a", "STARTTLS", "EHLO a", "MAIL FROM:<>", "RCPT TO:<b@contoso.com>", "DATA", "QUIT");
        }
    }

    @Test
    void canHideThatItSpeaksTls() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().startTls(CA.server("mail.contoso.com").sslContext()).hideStartTls().start();
                SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();

            assertThat(client.send("EHLO a").replyLines()).noneMatch(line -> line.contains("STARTTLS"));
        }
    }

    @Test
    void canInsistOnTls() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().startTls(CA.server("mail.contoso.com").sslContext()).requireTls().start();
                SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();
            client.say("EHLO a");

            assertThat(client.say("MAIL FROM:<>")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
        }
    }

    @Test
    void endsAConnectionThatSaysMoreBehindStartTls() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().startTls(CA.server("mail.contoso.com").sslContext()).start();
                SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();
            client.send("STARTTLS", "NOOP");

            assertThat(client.reply()).startsWith("554 ");
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesTheRecipientsThatItIsToldTo() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().refuseRecipient("x@contoso.com", "550 5.1.1 No such user").start(); SmtpDialogue client = begun(server)) {
            assertThat(client.say("RCPT TO:<X@contoso.com>")).isEqualTo("550 5.1.1 No such user");
            assertThat(client.say("RCPT TO:<y@contoso.com>")).startsWith("250 ");
        }
    }

    @Test
    void greylistsTheFirstAttempts() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().greylist(2).start(); SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();
            client.say("MAIL FROM:<>");

            assertThat(List.of(client.say("RCPT TO:<a@b>"), client.say("RCPT TO:<a@b>"), client.say("RCPT TO:<a@b>")))
                .extracting(line -> line.substring(0, 3)).containsExactly("450", "450", "250");
        }
    }

    @Test
    void throttlesTheFirstMessages() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().throttle(1).start(); SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();

            assertThat(client.say("MAIL FROM:<>")).startsWith("451 4.7.500 ");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250 ");
        }
    }

    @Test
    void takesChunksWhereItOffersThem() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().chunking().keep(1, 100).start(); SmtpDialogue client = begun(server)) {
            assertThat(client.send("BDAT 5", "ab", ".BDAT 2 LAST", "").reply().substring(0, 3)).isEqualTo("250");
            assertThat(client.reply()).isEqualTo("250 2.6.0 Message accepted");

            assertThat(server.received().get(0).text()).isEqualTo("ab\r\n.\r\n");
        }
    }

    @Test
    void refusesAMessageThatSaysItIsTooLarge() throws Exception {
        try (SinkSmtpServer server = SinkSmtpServer.that().maxSize(100).start(); SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();

            assertThat(client.say("MAIL FROM:<> SIZE=101")).startsWith("552 5.3.4 ");
        }
    }

    @Test
    void leavesNoThreadAndNoConnection() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SinkSmtpServer server = SinkSmtpServer.that().start();
        try (SmtpDialogue client = begun(server)) {
            assertThat(server.openConnections()).isEqualTo(1);
            server.close();

            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
        assertThat(server.openConnections()).isZero();
        assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().startsWith("sink-smtp")).isSubsetOf(before);
    }

    @Test
    void saysWhenTooFewMessagesCame() {
        try (SinkSmtpServer server = SinkSmtpServer.that().start()) {
            assertThat(server.awaitMessages(1, Duration.ofMillis(1))).isFalse();
            assertThat(server.awaitMessages(0, PATIENT)).isTrue();
        }
    }

    /** A dialogue up to an accepted recipient. */
    private static SmtpDialogue begun(SinkSmtpServer server) throws IOException {
        SmtpDialogue client = new SmtpDialogue(server);
        client.reply();
        client.say("EHLO client.test");
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<b@contoso.com>");
        return client;
    }

    private static void sendOverTls(SinkSmtpServer server, SSLContext context) throws IOException {
        try (SmtpDialogue client = new SmtpDialogue(server)) {
            client.reply();
            client.say("EHLO a");
            client.say("STARTTLS");
            client.startTls(context);
            client.say("EHLO a");
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<b@contoso.com>");
            client.say("DATA");
            assertThat(client.send("message-id: <same@fabrikam.com>", "", "Hello", ".").reply()).startsWith("250 ");
            client.say("QUIT");
        }
    }
}
