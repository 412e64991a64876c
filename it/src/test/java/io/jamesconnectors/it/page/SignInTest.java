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
package io.jamesconnectors.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The token of the administration, and a server that takes another one, or is away. */
class SignInTest {
    @RegisterExtension
    static final Visit<ScriptedAdministration> VISIT = new Visit<>(() -> new ScriptedAdministration(Company.ordinary()));

    private Tab tab;

    @BeforeEach
    void open() {
        tab = VISIT.tab();
    }

    @Test
    void keepsTheTokenInThisTabAndNowhereElse() throws Exception {
        VISIT.signIn();
        assertThat(tab.evaluate("Object.values(sessionStorage).join()").asText()).isEqualTo(VISIT.server().token());
        assertThat(tab.evaluate("localStorage.length").asInt()).isZero();
        assertThat(tab.evaluate("document.cookie").asText()).isEmpty();
        assertThat(tab.evaluate("location.href").asText()).doesNotContain(VISIT.server().token());
        assertThat(tab.evaluate("document.documentElement.outerHTML").asText()).doesNotContain(VISIT.server().token());
        Tab other = VISIT.browser().tab();
        other.open(VISIT.server().page());
        other.awaitText("h1", "Sign in");
        other.close();
    }

    @Test
    void asksAgainOverTheViewWhenTheTokenIsNoLongerValidAndDoesThenWhatItWasToldTo() throws Exception {
        VISIT.signIn();
        tab.view("/connector/Newsletter");
        tab.click("summary", "Options");
        tab.type("[name=sendTo]", "someone@there.example");
        VISIT.server().changeToken();
        tab.click("button", "Retry all now");
        tab.awaitText("dialog h2", "Sign in again");
        tab.screenshot("sign-in-again");
        tab.await("document.activeElement.id === 'token'");
        tab.write("not the token");
        tab.press(Key.ENTER);
        tab.awaitText("dialog [role=alert]", "not the administration token");
        tab.type("#token", VISIT.server().token());
        tab.press(Key.ENTER);
        tab.await("document.querySelector('dialog') === null");
        tab.awaitText("#announcements", "will be tried now");
        assertThat(VISIT.server().deeds()).contains("POST /connectors/named/Newsletter/queue/retry");
        assertThat(tab.evaluate("found('[name=sendTo]').value").asText()).isEqualTo("someone@there.example");
        assertThat(tab.evaluate("location.hash").asText()).isEqualTo("#/connector/Newsletter");
    }

    @Test
    void signsOutWhoeverDoesNotSignInAgainAndComesBackToTheSameView() throws Exception {
        VISIT.signIn();
        tab.view("/trace/t1");
        tab.awaitText(".event", "Receive");
        VISIT.server().changeToken();
        tab.click("a", "Message trace");
        tab.awaitText("dialog h2", "Sign in again");
        tab.press(Key.ESCAPE);
        tab.awaitText("main h1", "Sign in");
        assertThat(tab.evaluate("sessionStorage.length").asInt()).isZero();
        tab.type("#token", VISIT.server().token());
        tab.press(Key.ENTER);
        tab.awaitText("h1", "Message trace");
    }

    @Test
    void signsOutInAllTabsAtOnce() throws Exception {
        Tab other = VISIT.browser().tab();
        other.open(VISIT.server().page());
        VISIT.signIn(other);
        VISIT.signIn();
        tab.click("button", "Sign out");
        tab.awaitText("h1", "Sign in");
        other.awaitText("h1", "Sign in");
        other.awaitText("[role=alert]", "another tab");
        assertThat(other.evaluate("sessionStorage.length").asInt()).isZero();
        other.close();
    }

    @Test
    void saysSoWhileTheServerIsAwayKeepsWhatItShowsAndGoesOnByItself() throws Exception {
        VISIT.signIn();
        tab.online(false);
        tab.awaitText("#silence[role=alert]", "The server does not answer");
        assertThat(tab.text("table.connectors")).contains(Company.FAILING);
        tab.screenshot("server-away");
        tab.view("/trace");
        tab.awaitText(".notice.bad", "The server does not answer");
        tab.online(true);
        tab.awaitText("table.traces a", "erp@contoso.com");
        tab.await("document.querySelector('#silence').textContent === ''");
    }

    @Test
    void saysThatTheServerIsAwayWhenOneSignsIn() throws Exception {
        tab.online(false);
        tab.type("#token", VISIT.server().token());
        tab.click("button", "Sign in");
        tab.awaitText("form [role=alert]", "The server does not answer");
        tab.online(true);
        tab.click("button", "Sign in");
        tab.awaitText("h1", "Connectors");
    }
}
