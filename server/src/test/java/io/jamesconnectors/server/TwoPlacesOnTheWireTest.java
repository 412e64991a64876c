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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.apache.james.smtpserver.fastfail.ValidRcptHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.header.HeaderEdit;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.LoopGuard;
import io.jamesconnectors.connectors.hybrid.SenderRewriter;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.matchers.place.LoopAlarm;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.matchers.place.RoutingSources;
import io.jamesconnectors.testing.MutableClock;

/**
 * Domains that are in two places, in James's own server: who is taken, whose bounces, and what becomes of the fields of the other side. bob@local.example is
 * the only user.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwoPlacesOnTheWireTest {
    private static final String MICROSOFT = "PROXY TCP4 203.0.113.7 127.0.0.1 40000 25\r\n";
    private static final String STRANGER = "PROXY TCP4 198.51.100.1 127.0.0.1 40000 25\r\n";
    private static final String FROM_TENANT = "MAIL FROM:<anna@local.example> XOORG=local.example";
    private static final String FROM_STRANGER = "MAIL FROM:<carol@outside.example>";
    private static final String SIGNED = "DKIM-Signature: v=1; a=rsa-sha256; d=outside.example; s=x;\r\n\th=From:Subject;\r\n b=AAAA\r\n"
        + "From:  carol@outside.example\r\nSubject: a\r\n";
    private static final String BODY = "\r\nX-MS-Exchange-Organization-SCL: -1\r\n\t body \u00e4\u0000\r\n\r\nX-OriginatorOrg: x\r\n";

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-11-22T09:00:00Z"));
    private volatile ActiveConnectors inForce = ActiveConnectors.of(Connectors.NONE);
    private final Path directory;
    private final JamesSmtp james;

    TwoPlacesOnTheWireTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Connectors connectors = TwoPlaces.with(Optional.of(Files.writeString(directory.resolve("routing.txt"), "anna@moved.example a.b@tenant.mail.test\n")));
        RoutingSources sources = RoutingSources.unwatched(connectors);
        james = JamesSmtp.start(directory, () -> inForce.inbound(), Hooks.NO_CERTIFICATES,
            users -> new Places(() -> inForce, users, sources, () -> JamesSmtp.SIGNING_KEYS, clock), "<proxyRequired>true</proxyRequired>",
            "<handler class=\"" + HybridValidRcptHandler.class.getName() + "\"/>");
    }

    @BeforeEach
    void startWithTheSameConfiguration() {
        inForce = ActiveConnectors.of(TwoPlaces.with(Optional.of(directory.resolve("routing.txt"))));
        clock.set(Instant.parse("2026-11-22T09:00:00Z"));
        james.forget();
    }

    @AfterAll
    void stop() {
        james.close();
    }

    @ParameterizedTest
    @CsvSource({
        "stranger, bob@local.example,        250 2.1.5",
        "stranger, anna@moved.example,       250 2.1.5",
        "stranger, anybody@local.example,    250 2.1.5",
        "stranger, nobody@moved.example,     550 5.1.10 Recipient not found",
        "stranger, someone@outside.example,  550 5.7.64 Relay access denied",
        "stranger, anna@tenant.mail.test,    550 5.7.64 Relay access denied",
        "tenant,   bob@local.example,        250 2.1.5",
        "tenant,   anna@moved.example,       554 5.4.14 Hop count exceeded - possible mail loop",
        "tenant,   anybody@local.example,    554 5.4.14 Hop count exceeded - possible mail loop",
        "tenant,   nobody@moved.example,     550 5.1.10 Recipient not found",
        "tenant,   anna@tenant.mail.test,    554 5.4.14 Hop count exceeded - possible mail loop",
        "tenant,   someone@outside.example,  250 2.1.5"})
    void answersByWhereTheRecipientLivesAndTheMailComesFrom(String client, String recipient, String reply) throws Exception {
        try (SmtpDialogue dialogue = connect(client.equals("tenant") ? MICROSOFT : STRANGER)) {
            dialogue.say(client.equals("tenant") ? FROM_TENANT : FROM_STRANGER);

            assertThat(dialogue.say("RCPT TO:<" + recipient + ">")).startsWith(reply);
        }
    }

    @Test
    void countsTheLoopsThatItRefuses() throws Exception {
        int before = james.metrics.countFor(LoopAlarm.METRIC);
        try (SmtpDialogue tenant = connect(MICROSOFT)) {
            tenant.say(FROM_TENANT);
            tenant.say("RCPT TO:<anybody@local.example>");
        }
        assertThat(james.metrics.countFor(LoopAlarm.METRIC)).isEqualTo(before + 1);
    }

    @Test
    void asksTheClientToComeAgainWhileTheRoutingTableCantBeRead() throws Exception {
        inForce = ActiveConnectors.of(TwoPlaces.with(Optional.of(directory.resolve("missing.txt"))));
        try (SmtpDialogue dialogue = connect(STRANGER)) {
            dialogue.say(FROM_STRANGER);
            assertThat(dialogue.say("RCPT TO:<anna@moved.example>")).isEqualTo("451 4.4.3 Temporary lookup failure, try again later");
            assertThat(dialogue.say("RCPT TO:<anybody@local.example>")).isEqualTo("451 4.4.3 Temporary lookup failure, try again later");
            assertThat(dialogue.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
        }
    }

    @Test
    void takesBouncesToRewrittenSendersUntilTheyExpire() throws Exception {
        String rewritten = rewritten("carol@outside.example");
        clock.advance(Duration.ofDays(14));
        assertThat(bounce("<>", rewritten)).startsWith("250 ");
        assertThat(bounce("<>", rewritten.toLowerCase(Locale.ROOT))).as("in other letters, and once more").startsWith("250 ");
        clock.advance(Duration.ofDays(1));
        assertThat(bounce("<>", rewritten)).isEqualTo("550 5.7.1 Not a valid address for returned mail");
    }

    @Test
    void refusesWhatIsNoBounceToSuchAnAddressOrForged() throws Exception {
        String rewritten = rewritten("carol@outside.example");
        assertThat(bounce("<eve@outside.example>", rewritten)).isEqualTo("550 5.7.1 Not a valid address for returned mail");
        assertThat(bounce("<>", rewritten.replace("=carol@", "=victim@"))).isEqualTo("550 5.7.1 Not a valid address for returned mail");
        assertThat(bounce("<>", "bounces+SRS=AAAAAAAA=AA=victim.example=v@local.example")).isEqualTo("550 5.7.1 Not a valid address for returned mail");
        assertThat(bounce("<>", rewritten.replace("@local.example", "@moved.example"))).isEqualTo("550 5.1.10 Recipient not found");
    }

    @Test
    void opensNoRelayByRewrittenSenders() throws Exception {
        String rewritten = rewritten("carol@outside.example");
        try (SmtpDialogue dialogue = connect(STRANGER)) {
            dialogue.say("MAIL FROM:<>");
            assertThat(dialogue.say("RCPT TO:<" + rewritten + ">")).startsWith("250 ");
            assertThat(dialogue.say("RCPT TO:<carol@outside.example>")).startsWith("550 5.7.64");
            assertThat(dialogue.say("RCPT TO:<" + rewritten.replace("@local.example", "@outside.example") + ">")).startsWith("550 5.7.64");
            assertThat(dialogue.message("Subject: Undeliverable", "", "b")).startsWith("250 ");
        }
        assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail).doesNotContainKey("org.apache.james.SMTPIsAuthNetwork"));
    }

    @ParameterizedTest
    @CsvSource({"stranger, carol@outside.example", "stranger, carol@partner.example"})
    void removesTheFieldsOfTheOtherSideFromEverybodyElsesMail(String client, String sender) throws Exception {
        String message = "X-MS-Exchange-Organization-SCL: -1\r\n" + SIGNED
            + "x-ms-exchange-CROSSPREMISES-AuthAs:\r\n Internal\r\nX-OriginatorOrg: local.example\r\nTo: bob\r\n" + BODY;

        String taken = message("MAIL FROM:<" + sender + ">", STRANGER, message);

        assertThat(taken).startsWith("Received: ").endsWith("\r\n" + SIGNED + "To: bob\r\n" + BODY).doesNotContainIgnoringCase("AuthAs");
        assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail)
            .doesNotContainKey(InboundAttributes.CROSS_PREMISES_BELIEVED.asString()));
    }

    @Test
    void promotesThoseOfTheTenant() throws Exception {
        String message = "X-MS-Exchange-Organization-SCL: 9\r\n" + SIGNED
            + "X-MS-Exchange-CrossPremises-AuthAs:\r\n Internal\r\nX-OriginatorOrg: local.example\r\n" + BODY;

        String taken = message(FROM_TENANT, MICROSOFT, message);

        assertThat(taken).endsWith("\r\n" + SIGNED + "X-MS-Exchange-Organization-AuthAs:\r\n Internal\r\nX-OriginatorOrg: local.example\r\n" + BODY)
            .doesNotContain("SCL: 9").doesNotContain("CrossPremises");
        assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail)
            .containsEntry(InboundAttributes.CROSS_PREMISES_BELIEVED.asString(), "true")
            .containsEntry(InboundAttributes.CONNECTOR.asString(), "From Office 365"));
    }

    @Test
    void doesNotBelieveAnotherTenant() throws Exception {
        String taken = message("MAIL FROM:<eve@other-tenant.example> XOORG=other-tenant.example", MICROSOFT,
            "X-MS-Exchange-CrossPremises-AuthAs: Internal\r\nX-OriginatorOrg: other-tenant.example\r\nSubject: a\r\n" + BODY);

        assertThat(taken).doesNotContain("AuthAs").doesNotContain("X-OriginatorOrg: other").endsWith("\r\nSubject: a\r\n" + BODY);
    }

    @Test
    void letsMessagesWithoutSuchFieldsAloneAndAllWhereNothingIsInTwoPlaces() throws Exception {
        assertThat(message(FROM_STRANGER, STRANGER, SIGNED + BODY)).endsWith("\r\n" + SIGNED + BODY);
        assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail).containsEntry(InboundAttributes.CROSSINGS.asString(), "0 1"));

        james.forget();
        inForce = ActiveConnectors.of(TwoPlaces.inOnePlace());
        String message = "X-MS-Exchange-Organization-SCL: -1\r\nX-OriginatorOrg: local.example\r\n" + SIGNED + BODY;
        assertThat(message(FROM_STRANGER, STRANGER, message)).endsWith("\r\n" + message);
        assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail).doesNotContainKey(InboundAttributes.CROSSINGS.asString()));
    }

    @Test
    void editsALargeMessageToo() throws Exception {
        String line = "0123456789".repeat(7) + "\r\n";
        String body = "\r\n" + line.repeat(10_000);

        assertThat(message(FROM_STRANGER, STRANGER, "X-OriginatorOrg: a\r\nSubject: a\r\n" + body)).endsWith("\r\nSubject: a\r\n" + body);
    }

    @Test
    void refusesMailThatHasCrossedTooOftenBeforeItIsTaken() throws Exception {
        assertThat(end("anybody@local.example", crossed(Crossings.MOST))).isEqualTo("554 5.4.14 Hop count exceeded - possible mail loop");
        assertThat(end("bob@local.example", crossed(Crossings.MOST))).as("is here").startsWith("250 ");
        assertThat(end("anybody@local.example", crossed(Crossings.MOST - 1))).startsWith("250 ");
        assertThat(end("anybody@local.example", crossed(Crossings.MOST).replace("n=4", "n=5"))).as("forged").startsWith("250 ");
        assertThat(end("anybody@local.example", "Received: x\r\n".repeat(Crossings.MOST_RECEIVED))).startsWith("554 5.4.14");
    }

    @Test
    void takesMailThatCirclesForSomeOnly() throws Exception {
        try (SmtpDialogue dialogue = connect(STRANGER)) {
            dialogue.say(FROM_STRANGER);
            dialogue.say("RCPT TO:<anybody@local.example>");
            dialogue.say("RCPT TO:<bob@local.example>");
            assertThat(dialogue.message(crossed(Crossings.MOST) + "Subject: a", "", "b")).startsWith("250 ");
        }
    }

    @Test
    void findsTheLoopOnceTheHeaderHasProvedTheTenant() throws Exception {
        try (SmtpDialogue tenant = connect(MICROSOFT)) {
            tenant.say("MAIL FROM:<>");
            assertThat(tenant.say("RCPT TO:<anybody@local.example>")).startsWith("250 ");
            assertThat(tenant.message("X-OriginatorOrg: local.example", "", "b")).isEqualTo("554 5.4.14 Hop count exceeded - possible mail loop");
        }
    }

    @Test
    void doesNotStartBehindJamessOwnHandler() {
        assertThatThrownBy(() -> JamesSmtp.start(directory, () -> inForce.inbound(), Hooks.NO_CERTIFICATES, "",
            "<handler class=\"" + ValidRcptHandler.class.getName() + "\"/><handler class=\"" + HybridValidRcptHandler.class.getName() + "\"/>"))
            .rootCause().hasMessageContaining("ValidRcptHandler before HybridValidRcptHandler");
    }

    private String bounce(String sender, String recipient) throws Exception {
        try (SmtpDialogue dialogue = connect(STRANGER)) {
            dialogue.say("MAIL FROM:" + sender);
            return dialogue.say("RCPT TO:<" + recipient + ">");
        }
    }

    private String rewritten(String sender) {
        return SenderRewriter.of(inForce.connectors(), JamesSmtp.SIGNING_KEYS).orElseThrow()
            .replacement(TwoPlaces.TO_TENANT, sender, Optional.empty(), clock.instant()).orElseThrow();
    }

    /** The field of a message that has crossed so often. */
    private String crossed(int times) throws Exception {
        HeaderEdit field = LoopGuard.of(JamesSmtp.SIGNING_KEYS).counting(new Crossings(times - 1, 0, false), clock.instant());
        return new String(field.in(InputStream.nullInputStream()).readAllBytes(), StandardCharsets.US_ASCII);
    }

    /** The reply to the end of a message with these fields. */
    private String end(String recipient, String fields) throws Exception {
        try (SmtpDialogue dialogue = connect(STRANGER)) {
            dialogue.say(FROM_STRANGER);
            dialogue.say("RCPT TO:<" + recipient + ">");
            return dialogue.message(fields + "Subject: a", "", "b");
        }
    }

    /** What has been taken of a message to bob; each of its lines ends with CRLF. */
    private String message(String from, String client, String message) throws Exception {
        try (SmtpDialogue dialogue = connect(client)) {
            assertThat(dialogue.say(from)).startsWith("250 ");
            assertThat(dialogue.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
            assertThat(dialogue.message(message.substring(0, message.length() - 2))).startsWith("250 ");
        }
        assertThat(james.messages()).hasSize(1);
        return james.messages().get(0);
    }

    private SmtpDialogue connect(String proxy) throws Exception {
        return SmtpDialogue.connect(james.address(), proxy);
    }
}
