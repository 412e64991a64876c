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

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.server.dsn.DsnHook;

/** DSN as James's own server offers it with our hook. */
@TestInstance(Lifecycle.PER_CLASS)
class DsnOnTheWireTest {
    private static final String BOB = "RCPT TO:<bob@local.example>";

    private final JamesSmtp james;

    DsnOnTheWireTest(@TempDir Path directory) throws Exception {
        InboundRules rules = InboundRules.of(Connectors.NONE);
        james = JamesSmtp.start(directory, () -> rules, Hooks.NO_CERTIFICATES, "", "<handler class=\"" + DsnHook.class.getName() + "\"/>");
    }

    @BeforeEach
    void startWithNothing() {
        james.forget();
    }

    @AfterAll
    void stop() {
        james.close();
    }

    @Test
    void offersDsnAndKeepsWhatTheSenderAsksFor() throws Exception {
        try (SmtpDialogue client = connect()) {
            assertThat(client.sayAll("EHLO client.example")).anyMatch(line -> line.endsWith("DSN"));
            assertThat(client.say("MAIL FROM:<a@other.example> RET=HDRS ENVID=QQ314159")).startsWith("250");
            assertThat(client.say(BOB + " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;robert@local.example")).startsWith("250");
            assertThat(client.message("Subject: x", "", "x")).startsWith("250");
        }
        assertThat(dsn()).containsOnlyKeys("dsn-envid", "dsn-ret", "dsn-notify", "dsn-orcpt");
        assertThat(dsn().get("dsn-envid")).contains("QQ314159");
        assertThat(dsn().get("dsn-ret")).contains("HDRS");
        assertThat(dsn().get("dsn-notify")).contains("bob@local.example", "SUCCESS", "FAILURE");
        assertThat(dsn().get("dsn-orcpt")).contains("robert@local.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTIFY=ALWAYS", "NOTIFY=NEVER NOTIFY=NEVER", "ORCPT=robert", "NOTIFY=NEVER,DELAY"})
    void refusesAMalformedWishAndTheSessionGoesOn(String parameters) throws Exception {
        try (SmtpDialogue client = connect()) {
            assertThat(client.say("MAIL FROM:<a@other.example>")).startsWith("250");
            assertThat(client.say(BOB + " " + parameters)).startsWith("501 5.5.4 ");
            assertThat(client.say(BOB)).startsWith("250");
            assertThat(client.message("Subject: x", "", "x")).startsWith("250");
        }
        assertThat(dsn()).isEmpty();
    }

    @Test
    void forgetsWhatARefusedMailOrRecipientHadAskedFor() throws Exception {
        try (SmtpDialogue client = connect()) {
            assertThat(client.say("MAIL FROM:<a@other.example> RET=FULL RET=HDRS")).startsWith("501 5.5.4 ");
            assertThat(client.say("MAIL FROM:<a@b@c> RET=HDRS")).startsWith("5");
            assertThat(client.say("MAIL FROM:<a@other.example>")).startsWith("250");
            assertThat(client.say("RCPT TO:<stranger@outside.example> NOTIFY=NEVER")).startsWith("550");
            assertThat(client.say(BOB)).startsWith("250");
            assertThat(client.message("Subject: x", "", "x")).startsWith("250");
        }
        assertThat(dsn()).isEmpty();
    }

    @Test
    void letsTheLastWordCountForARecipientThatIsNamedTwice() throws Exception {
        try (SmtpDialogue client = connect()) {
            assertThat(client.say("MAIL FROM:<a@other.example>")).startsWith("250");
            assertThat(client.say(BOB + " NOTIFY=NEVER")).startsWith("250");
            assertThat(client.say(BOB + " NOTIFY=DELAY")).startsWith("250");
            assertThat(client.message("Subject: x", "", "x")).startsWith("250");
        }
        assertThat(dsn().get("dsn-notify")).contains("DELAY").doesNotContain("NEVER");
    }

    @Test
    void leavesWhatIsWrongAnywayToJames() throws Exception {
        try (SmtpDialogue client = connect()) {
            assertThat(client.say(BOB + " NOTIFY=ALWAYS")).startsWith("503");
            assertThat(client.say("MAIL FROM:<a@other.example> RET=HDRS")).startsWith("250");
            assertThat(client.say("MAIL FROM:<a@other.example> RET=SOME")).startsWith("503");
        }
    }

    private SmtpDialogue connect() throws Exception {
        return SmtpDialogue.connect(james.address(), "");
    }

    private Map<String, String> dsn() {
        assertThat(james.accepted()).hasSize(1);
        Map<String, String> attributes = new HashMap<>(james.accepted().get(0));
        attributes.keySet().removeIf(name -> !name.startsWith("dsn-"));
        return attributes;
    }
}
