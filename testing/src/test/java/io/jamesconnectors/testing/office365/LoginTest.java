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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.SmtpDialogue;

@Timeout(120)
class LoginTest {
    private static final String SUCCESS = "235 2.7.0 Authentication successful";
    private static final String DISABLED = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the ";
    private static final String FAILURE = "535 5.7.3 Authentication unsuccessful";

    @Test
    void asksForNameAndPassword() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            assertThat(client.say("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
            assertThat(client.say(Office.base64("printer@contoso.com"))).isEqualTo("334 UGFzc3dvcmQ6");
            assertThat(client.say(Office.base64(Office.PASSWORD))).isEqualTo(SUCCESS);
        }
    }

    @Test
    void takesTheNameAsInitialResponse() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            assertThat(client.say("AUTH LOGIN " + Office.base64("Printer@contoso.com"))).isEqualTo("334 UGFzc3dvcmQ6");
            assertThat(client.say(Office.base64(Office.PASSWORD))).isEqualTo(SUCCESS);
        }
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownMailboxAlike() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            assertThat(login(client, "printer@contoso.com", "wrong")).isEqualTo(FAILURE);
            assertThat(login(client, "nobody@contoso.com", Office.PASSWORD)).isEqualTo(FAILURE);
            assertThat(login(client, "printer@contoso.com", "")).isEqualTo(FAILURE);
            assertThat(client.say("MAIL FROM:<printer@contoso.com>")).startsWith("530 5.7.57 ");
        }
    }

    @Test
    void takesATokenWithAndWithoutInitialResponse() throws Exception {
        try (Office office = new Office(); SmtpDialogue first = office.secured(); SmtpDialogue second = office.secured()) {
            String response = Office.xoauth2("printer@contoso.com", office.simulator.tokens().accessToken(office.app));

            assertThat(first.say("AUTH XOAUTH2 " + response)).isEqualTo(SUCCESS);
            assertThat(second.say("auth xoauth2")).isEqualTo("334 ");
            assertThat(second.say(response)).isEqualTo(SUCCESS);
        }
    }

    @Test
    void refusesATokenThatHasExpired() throws Exception {
        try (Office office = new Office()) {
            String token = office.simulator.tokens().accessToken(office.app);
            office.clock.advance(Duration.ofSeconds(3_598));
            assertThat(office.login(token)).isEqualTo(SUCCESS);
            office.clock.advance(Duration.ofSeconds(1));

            assertThat(office.login(token)).isEqualTo(FAILURE);
        }
    }

    @Test
    void refusesATokenThatWasRevoked() throws Exception {
        try (Office office = new Office()) {
            String token = office.simulator.tokens().accessToken(office.app);
            office.simulator.tokens().revokeAccessTokens();

            assertThat(office.login(token)).isEqualTo(FAILURE);
        }
    }

    @Test
    void refusesAnAppThatLacksOneOfItsThreeRights() throws Exception {
        try (Office office = new Office()) {
            office.app.sendAsApp(false);
            assertThat(office.login()).isEqualTo(FAILURE);
            office.app.sendAsApp(true).servicePrincipal("the object id of the registration");
            assertThat(office.login()).isEqualTo(FAILURE);
            office.app.servicePrincipal(office.app.objectId());
            office.printer.forbid(office.app);
            assertThat(office.login()).isEqualTo(FAILURE);
            office.printer.permit(office.app);
            assertThat(office.login()).isEqualTo(SUCCESS);
        }
    }

    @Test
    void refusesTheTokenOfAnotherUser() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            Mailbox scanner = office.contoso.mailbox("scanner@contoso.com");
            String refresh = office.simulator.tokens().refreshToken(office.app, scanner);
            String token = Office.json(Office.post(office.simulator, "contoso", "grant_type", "refresh_token", "client_id", office.app.clientId(),
                "refresh_token", refresh)).get("access_token").asText();

            assertThat(client.say("AUTH XOAUTH2 " + Office.xoauth2("printer@contoso.com", token))).isEqualTo(FAILURE);
            assertThat(client.say("AUTH XOAUTH2 " + Office.xoauth2("scanner@contoso.com", token))).isEqualTo(SUCCESS);
        }
    }

    @Test
    void challengesAFailedTokenWhenToldTo() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            office.simulator.submissionSwitches().oauthChallenge(true);
            String challenge = client.say("AUTH XOAUTH2 " + Office.xoauth2("printer@contoso.com", "not a token"));
            assertThat(challenge).startsWith("334 ");
            assertThat(new String(Base64.getDecoder().decode(challenge.substring(4)), StandardCharsets.UTF_8)).contains("\"status\":\"401\"");
            assertThat(client.say("")).isEqualTo(FAILURE);

            client.say("AUTH XOAUTH2 " + Office.xoauth2("printer@contoso.com", "not a token"));
            assertThat(client.say("QUIT")).startsWith("501 5.5.2 ");
        }
    }

    @Test
    void saysThatLoginsAreDisabledForTheTenantOrTheMailbox() throws Exception {
        try (Office office = new Office()) {
            office.contoso.smtpLoginsDisabled(true);
            assertThat(office.login()).startsWith(DISABLED + "Tenant.");
            office.printer.smtpLogins(SmtpLogins.ENABLED);
            assertThat(office.login()).isEqualTo(SUCCESS);
            office.contoso.smtpLoginsDisabled(false);
            office.printer.smtpLogins(SmtpLogins.DISABLED);
            assertThat(office.login()).startsWith(DISABLED + "Mailbox.");
        }
    }

    @Test
    void canRetireLoginsWithPasswords() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            office.contoso.basicLoginsRetired(true);

            assertThat(login(client, "printer@contoso.com", Office.PASSWORD)).startsWith("550 5.7.30 Basic authentication is not supported");
            assertThat(office.login()).isEqualTo(SUCCESS);
        }
    }

    @Test
    void knowsPlainOnlyWhenToldTo() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            String response = Office.base64("\0printer@contoso.com\0" + Office.PASSWORD);
            assertThat(client.say("AUTH PLAIN " + response)).isEqualTo("504 5.7.4 Unrecognized authentication type");
            office.simulator.submissionSwitches().plainLogin(true);
            assertThat(client.say("AUTH PLAIN " + Office.base64("one part"))).startsWith("501 5.5.2 ");
            assertThat(client.say("AUTH PLAIN")).isEqualTo("334 ");
            assertThat(client.say(response)).isEqualTo(SUCCESS);
        }
    }

    @Test
    void letsAClientCancelOrTalkNonsense() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            client.say("AUTH LOGIN");
            assertThat(client.say("*")).isEqualTo("501 5.7.0 Authentication cancelled");
            assertThat(client.say("AUTH XOAUTH2 %%%")).startsWith("501 5.5.2 ");
            assertThat(client.say("AUTH XOAUTH2 " + Office.base64("user=x"))).isEqualTo(FAILURE);
            assertThat(client.say("AUTH XOAUTH2 =")).isEqualTo(FAILURE);
            assertThat(client.say("AUTH CRAM-MD5")).startsWith("504 ");
        }
    }

    @Test
    void knowsNoLoginsAtTheMxEndpoint() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.securedMx(Office.CA.client("x"))) {
            assertThat(client.send("EHLO device").replyLines()).noneMatch(line -> line.contains("AUTH"));
            assertThat(client.say("AUTH LOGIN")).startsWith("503 ");
        }
    }

    @Test
    void writesNoSecretDown() throws Exception {
        try (Office office = new Office()) {
            String token = office.simulator.tokens().accessToken(office.app);
            office.simulator.submissionSwitches().plainLogin(true);
            try (SmtpDialogue client = office.secured()) {
                login(client, "printer@contoso.com", "wrong " + Office.PASSWORD);
                client.say("AUTH PLAIN " + Office.base64("\0x\0" + Office.PASSWORD));
                client.say(Office.base64(Office.PASSWORD));
                client.say("AUTH XOAUTH2 " + Office.xoauth2("printer@contoso.com", token));
                client.say("QUIT");
            }
            List<String> transcript = office.simulator.record().transcripts().get(0);

            assertThat(transcript).contains("C: EHLO device.contoso.com", "--- TLSv1.3 ---", "C: AUTH LOGIN ***", "C: AUTH PLAIN ***",
                "C: AUTH XOAUTH2 ***", "C: ***", "S: " + SUCCESS, "C: QUIT");
            assertThat(String.join("\n", transcript)).doesNotContain(Office.PASSWORD, Office.base64(Office.PASSWORD), token, Office.base64("wrong"));
            assertThat(List.of(office.app.toString(), office.printer.toString(), office.contoso.toString())).noneMatch(text -> text.contains(Office.PASSWORD));
        }
    }

    @Test
    void endsConnectionsThatSendEndlessLines() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.secured()) {
            assertThatThrownBy(() -> client.say("AUTH XOAUTH2 " + "a".repeat(100_000))).isInstanceOf(IOException.class);
        }
    }

    private static String login(SmtpDialogue client, String user, String password) throws IOException {
        client.say("AUTH LOGIN " + Office.base64(user));
        return client.say(password.isEmpty() ? "" : Office.base64(password));
    }
}
