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

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An administrator before the page of a real gateway. */
class PageTest {
    @TempDir
    static Path home;

    @RegisterExtension
    static final Visit<BankGateway> VISIT = new Visit<>(() -> new BankGateway(home));

    private BankGateway gateway;
    private Tab tab;

    @BeforeEach
    void open() throws Exception {
        gateway = VISIT.server();
        gateway.inForce("mx.bank.test");
        tab = VISIT.tab();
    }

    @Test
    void letsNobodyInWithoutTheToken() throws Exception {
        tab.screenshot("sign-in");
        tab.type("#token", "not the token");
        tab.click("button", "Sign in");
        tab.awaitText("[role=alert]", "not the administration token");
        assertThat(tab.text("body")).doesNotContain("Bank");
        assertThat(tab.evaluate("sessionStorage.length").asInt()).isZero();
    }

    @Test
    void forgetsTheTokenWhenOneSignsOut() throws Exception {
        VISIT.signIn();
        tab.click("button", "Sign out");
        tab.awaitText("h1", "Sign in");
        assertThat(tab.evaluate("sessionStorage.length").asInt()).isZero();
        assertThat(tab.text("body")).doesNotContain("Bank");
    }

    @Test
    void leadsFromAFailingConnectorToAMessageReleased() throws Exception {
        gateway.send("anna@contoso.test", "bob@bank.test", "first");
        gateway.send("scanner@contoso.test", "clerk@bank.test", "second");
        gateway.awaitWaiting(2);
        VISIT.signIn();
        tab.awaitText(".attention li.bad", BankGateway.FAILING);
        tab.screenshot("connectors");

        tab.click("table a", BankGateway.FAILING);
        tab.awaitText("h1", BankGateway.FAILING);
        tab.awaitText(".notice.bad", "NAME_MISMATCH");
        tab.awaitText(".words li", "mx.bank.test");
        tab.awaitText(".mail", "bob@bank.test");
        tab.awaitText(".mail .reason", "NAME_MISMATCH");
        tab.screenshot("connector-failing");

        gateway.write("mx.hosting.test");
        reload();
        tab.screenshot("reloaded");

        tab.view("/connector/Bank%20out");
        tab.clickWithin("li.mail", "bob@bank.test", "button", "Retry now");
        gateway.awaitArrival("first");
        tab.await("document.querySelectorAll('li.mail').length === 1");
        tab.click("button", "Retry all now");
        gateway.awaitArrival("second");
        tab.awaitText("section[aria-label='Waiting messages']", "Nothing waits");
    }

    @Test
    void validatesAConnectorStepByStep() throws Exception {
        VISIT.signIn();
        tab.view("/connector/Bank%20out");
        tab.click("button", "Validate now");
        tab.awaitText(".verdict", "Validation failed");
        tab.awaitText(".step.bad", "mx.hosting.test");
        tab.screenshot("validation");
    }

    @Test
    void switchesAConnectorOffAndLetsItFollowTheFileAgain() throws Exception {
        VISIT.signIn();
        tab.view("/connector/Newsletter");
        tab.click("[role=switch][aria-checked=true]", "");
        tab.awaitText("dialog h2", "Switch off");
        tab.screenshot("switch-off");
        tab.click("dialog button", "Cancel");
        tab.await("document.querySelector('dialog') === null");
        tab.awaitText(".badge", "Working");

        tab.click("[role=switch][aria-checked=true]", "");
        tab.click("dialog button", "Switch off");
        tab.awaitText(".badge", "Off");
        tab.awaitText(".notice", "Switched off here, whatever the file says");
        tab.screenshot("connector-off");

        tab.click("button", "Follow the file again");
        tab.awaitText("[role=switch][aria-checked=true]", "");
        tab.await("document.querySelector('.notice') === null");
    }

    @Test
    void explainsAMessageWithEveryConnectorAndWhyItLost() throws Exception {
        VISIT.signIn();
        tab.view("/explain");
        tab.type("[name=sender]", "anna@contoso.test");
        tab.type("[name=recipients]", "bob@bank.test");
        tab.type("[name=address]", "127.0.0.1");
        tab.click("button", "Explain");
        tab.awaitText(".result section", "Coming in");
        tab.awaitText(".result .candidate-chosen", "Devices");
        tab.awaitText(".result .candidate-lost", "Bank in");
        tab.awaitText(".result .candidate-chosen", "Bank out");
        tab.awaitText(".result .facts", "DomainValidation");
        tab.awaitText(".result .commands", "RCPT TO:<bob@bank.test>");
        tab.screenshot("explain");
    }

    @Test
    void showsWhyAFileIsRefusedAndWhereItsMistakeStands() throws Exception {
        gateway.writeWithAMistake();
        VISIT.signIn();
        tab.view("/configuration");
        tab.awaitText(".finding.bad .finding-what", "10.0.0.300");
        tab.awaitText(".finding.bad .position", "connectors.xml:");
        tab.click("button", "Reload connectors.xml");
        tab.awaitText(".notice.bad", "refused");
        tab.screenshot("configuration-refused");

        tab.click(".finding.bad .id", "CON-");
        tab.awaitText("h1", "CON-");
        tab.awaitText(".prose p:not(.verdict-line)", "");
        tab.screenshot("check");

        gateway.write("mx.bank.test");
        reload();
    }

    @Test
    void followsAMessageThroughItsTrace() throws Exception {
        VISIT.signIn();
        gateway.send("editor@contoso.test", "reader@readers.test", "third");
        gateway.awaitTrace("editor@contoso.test", "reader@readers.test");
        tab.view("/trace?sender=editor%40contoso.test");
        tab.awaitText("table.traces .name", "editor@contoso.test");
        tab.screenshot("trace");
        tab.click("table.traces a", "editor@contoso.test");
        tab.awaitText(".event", "Receive");
        tab.awaitText(".event", "reader@readers.test");
        tab.screenshot("trace-events");
    }

    @Test
    void reportsWhatConnectorsHaveDone() throws Exception {
        VISIT.signIn();
        for (String report : List.of("volume", "tls", "failures", "nonAcceptedDomains")) {
            tab.view("/reports/" + report + "?days=7");
            tab.awaitText(".tabs [aria-current=page]", "");
            tab.await("document.querySelector('.list table, .list .empty') !== null");
            tab.screenshot("report-" + report);
        }
    }

    @Test
    void returnsAMessageToItsSenderAfterAQuestion() throws Exception {
        gateway.send("clerk@contoso.test", "lost@bank.test", "to be returned");
        gateway.awaitWaiting(1);
        VISIT.signIn();
        tab.view("/connector/Bank%20out");
        tab.clickWithin("li.mail", "lost@bank.test", "button", "Return…");
        tab.awaitText("dialog p", "clerk@contoso.test");
        tab.screenshot("return");
        tab.click("dialog button", "Return it");
        tab.awaitText("#announcements", "returned to its sender");
        tab.awaitText("section[aria-label='Waiting messages']", "Nothing waits");
        gateway.awaitTrace("clerk@contoso.test", "Fail");
    }

    @Test
    void saysThatThereIsNoSuchConnectorAndNoSuchPage() throws Exception {
        VISIT.signIn();
        tab.view("/connector/Nobody");
        tab.awaitText(".empty", "no connector of this name");
        tab.view("/nowhere");
        tab.awaitText(".empty", "leads nowhere");
        tab.view("/trace/%E0%A4%A");
        tab.awaitText("h1", "");
    }

    private void reload() throws Exception {
        tab.view("/configuration");
        tab.click("button", "Reload connectors.xml");
        tab.awaitText("#announcements", "The file is in force.");
        tab.awaitText(".notice.ok", "taken over");
    }

}
