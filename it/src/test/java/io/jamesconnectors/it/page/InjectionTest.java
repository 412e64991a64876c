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

/** Strangers write script into every text that they can get onto the page: it is shown, and never runs. */
class InjectionTest {
    @TempDir
    static Path home;

    @RegisterExtension
    static final Visit<HostileSurroundings> VISIT = new Visit<>(() -> new HostileSurroundings(home));

    private Tab tab;

    @BeforeEach
    void signIn() throws Exception {
        tab = VISIT.tab();
        VISIT.signIn();
        tab.awaitText("table.connectors .name", HostileSurroundings.NAME);
    }

    @Test
    void namesCommentsAndRepliesInTheList() throws Exception {
        tab.awaitText(".attention", HostileSurroundings.IN_REPLY);
        tab.awaitText("table.connectors .failure", HostileSurroundings.IN_REPLY);
        tab.awaitText("table.connectors .soft", HostileSurroundings.IN_COMMENT);
        onlyText("injected-connectors");
    }

    @Test
    void theConnectorItselfAndTheMailThatWaitsForIt() throws Exception {
        tab.click("table.connectors a", HostileSurroundings.NAME);
        tab.awaitText("h1", HostileSurroundings.NAME);
        tab.awaitText(".notice.bad", HostileSurroundings.IN_REPLY);
        tab.awaitText(".mail-who", HostileSurroundings.IN_SENDER);
        tab.awaitText(".mail-who", HostileSurroundings.IN_RECIPIENT);
        tab.awaitText(".mail .reason", HostileSurroundings.IN_REPLY);
        tab.click(".mail button", "Return…");
        tab.awaitText("dialog", HostileSurroundings.IN_SENDER);
        onlyText("injected-return");
        tab.click("dialog button", "Cancel");
        tab.click("summary", "options");
        tab.awaitText(".settings", HostileSurroundings.IN_FILE_NAME);
        tab.click("[role=switch]", "");
        tab.awaitText("dialog h2", HostileSurroundings.NAME);
        tab.click("dialog button", "Cancel");
        onlyText("injected-connector");
    }

    @Test
    void theStepsOfAValidation() throws Exception {
        tab.click("table.connectors a", HostileSurroundings.NAME);
        tab.click("button", "Validate now");
        tab.awaitText(".step", HostileSurroundings.IN_GREETING);
        tab.awaitText(".verdict .notice-title", "");
        onlyText("injected-validation");
    }

    @Test
    void anExplanationOfAnythingThatOneTypes() throws Exception {
        tab.view("/explain");
        tab.type("[name=sender]", HostileSurroundings.SENDER);
        tab.type("[name=recipients]", "someone@partner.test");
        tab.type("[name=address]", "127.0.0.1");
        tab.click("button", "Explain");
        tab.awaitText(".result .notice.bad", HostileSurroundings.IN_SENDER);
        onlyText("injected-explanation-refused");
        tab.type("[name=sender]", "scanner@contoso.test");
        tab.click("button", "Explain");
        tab.awaitText(".result .name", HostileSurroundings.NAME);
        tab.awaitText(".result .facts", HostileSurroundings.IN_FILE_NAME);
        onlyText("injected-explanation");
    }

    @Test
    void diagnosticsOfAFile() throws Exception {
        VISIT.server().writeWithAMistake();
        tab.view("/configuration");
        tab.awaitText(".finding .position", HostileSurroundings.IN_FILE_NAME);
        tab.awaitText(".finding .finding-what", HostileSurroundings.IN_MISTAKE);
        tab.click("button", "Reload connectors.xml");
        tab.awaitText(".notice.bad", "refused");
        onlyText("injected-diagnostics");
    }

    @Test
    void traces() throws Exception {
        tab.view("/trace");
        tab.awaitText("table.traces .name", HostileSurroundings.IN_SENDER);
        tab.click("table.traces a", HostileSurroundings.IN_SENDER);
        tab.awaitText(".facts", HostileSurroundings.IN_MESSAGE_ID);
        tab.awaitText(".event", HostileSurroundings.IN_REPLY);
        onlyText("injected-trace");
        for (String report : List.of("volume", "tls", "failures", "nonAcceptedDomains")) {
            tab.view("/reports/" + report);
            tab.await("document.querySelector('.list table, .list .empty') !== null");
            onlyText("injected-report-" + report);
        }
    }

    @Test
    void whatIsPastedToBeImported() throws Exception {
        tab.view("/configuration/import");
        tab.type("textarea", "{\"" + HostileSurroundings.SCRIPT + "\": \"x\"}");
        tab.click("button", "Show what it becomes");
        tab.awaitText(".result .notice.bad", HostileSurroundings.SCRIPT);
        onlyText("injected-import-refused");
        tab.type("textarea", "{\"Name\": \"From the cloud\", \"ConnectorType\": \"OnPremises\", \"SenderDomains\": [\"smtp:*;1\"], \"RequireTls\": true,"
            + " \"TlsSenderCertificateName\": \"mail.contoso.test\", \"Comment\": \"" + HostileSurroundings.SCRIPT + "\"}");
        tab.click("button", "Show what it becomes");
        tab.awaitText(".result", "window.injected=1");
        tab.awaitText(".result pre", "From the cloud");
        onlyText("injected-import");
    }

    @Test
    void addressesOfThePageItself() throws Exception {
        for (String view : List.of("/connector/", "/trace/", "/configuration/check/", "/explain?sender=", "/?q=", "/?state=", "/reports/", "/reports/volume?connector=", "/trace?sender=", "/")) {
            tab.view(view + "%3Cimg%20src%3Dx%20onerror%3D%22window.injected%3D1%22%3E");
            tab.await("document.querySelector('main') !== null && document.querySelector('.loading') === null");
            onlyText("injected-address");
        }
    }

    private void onlyText(String name) throws Exception {
        tab.await("document.querySelector('.loading') === null");
        tab.screenshot(name);
        assertThat(tab.evaluate("window.injected ?? 'nothing ran'").asText()).isEqualTo("nothing ran");
        assertThat(tab.evaluate("[...document.querySelectorAll('script, img, iframe, style, object, embed, [onerror], [onload], [onclick], [style]')].map(each => each.outerHTML)"
            + ".filter(each => !each.includes('connectors-page/')).join()").asText()).isEmpty();
        assertThat(tab.stopped()).as("what the policy had to stop").isEmpty();
        assertThat(tab.exceptions()).isEmpty();
    }
}
