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

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator without a mouse, and one who has the screen read aloud. */
class KeyboardTest {
    @RegisterExtension
    static final Visit<ScriptedAdministration> VISIT = new Visit<>(() -> new ScriptedAdministration(Company.ordinary()));
    private static final int MOST_STOPS = 200;
    /** What somebody hears who can't see a field or a button: it must have a name. */
    private static final List<String> WITHOUT_NAME = List.of("button: ", "link: ", "textbox: ", "searchbox: ", "combobox: ", "switch: ", "checkbox: ",
        "image: ", "Date: ", "dialog: ");

    private Tab tab;

    @BeforeEach
    void open() {
        tab = VISIT.tab();
    }

    @Test
    void goesTheWholeWayWithTheKeyboardAlone() throws Exception {
        tab.write(VISIT.server().token());
        tab.press(Key.ENTER);
        atHeading("Connectors");

        tab.awaitText("table a", Company.FAILING);
        tab.press(Key.SLASH);
        tab.await("document.activeElement.id === 'search'");
        tab.write("bank");
        tab.awaitText(".tally", "2 connectors");
        tab.tabTo("table a", Company.FAILING);
        tab.press(Key.ENTER);
        atHeading(Company.FAILING);

        tab.tabTo("button", "Validate now");
        tab.press(Key.ENTER);
        tab.awaitText(".verdict", "Validation failed");
        tab.awaitText(".steps[aria-live=polite] .step.bad", "mx3.hosting.example");
        tab.await("document.activeElement.textContent === 'Validate now'");

        tab.tabTo("button", "Return…");
        tab.press(Key.ENTER);
        tab.await("document.querySelector('dialog').contains(document.activeElement)");
        tab.press(Key.ESCAPE);
        tab.await("document.querySelector('dialog') === null && document.activeElement.textContent === 'Return…'");
        assertThat(VISIT.server().deeds()).noneMatch(deed -> deed.endsWith("/return"));

        tab.evaluate("document.querySelector('main h1').focus()");
        tab.press(Key.BACK_TAB);
        tab.await("document.activeElement.matches('a.back')");
        tab.press(Key.ENTER);
        atHeading("Connectors");

        tab.evaluate("document.activeElement.blur()");
        tab.tabTo("nav a", "Explain");
        tab.press(Key.ENTER);
        atHeading("Explain a message");
        fill("sender", "anna.schmidt@contoso.com");
        fill("recipients", "treasury@contosobank.com");
        fill("address", "10.20.4.17");
        tab.press(Key.ENTER);
        tab.awaitText(".result h2", "Coming in");
        tab.await("document.activeElement.matches('.result h2')");

        tab.evaluate("document.activeElement.blur()");
        tab.tabTo("nav a", "Trace");
        tab.press(Key.ENTER);
        atHeading("Message trace");
        fill("sender", "erp@contoso.com");
        tab.press(Key.ENTER);
        atHeading("Message trace");
        tab.tabTo("table a", "erp@contoso.com");
        tab.press(Key.ENTER);
        atHeading("Message");
        tab.awaitText(".event", "Fail");
    }

    @Test
    void turnsASwitchAndAnswersTheQuestionWithTheKeyboard() throws Exception {
        VISIT.signIn();
        tab.view("/connector/Newsletter");
        tab.tabTo("[role=switch]", "");
        tab.press(Key.SPACE);
        tab.awaitText("dialog h2", "Switch off");
        tab.await("document.activeElement.textContent === 'Cancel'");
        tab.press(Key.TAB);
        tab.press(Key.ENTER);
        tab.awaitText("#announcements[aria-live=polite]", "Newsletter is off");
        assertThat(VISIT.server().deeds()).contains("POST /connectors/named/Newsletter/disable");
        tab.await("document.activeElement.matches('[role=switch]')");
    }

    @Test
    void showsWhereTheKeyboardIs() throws Exception {
        VISIT.signIn();
        for (String view : Views.all().toList()) {
            Views.show(tab, view);
            tab.evaluate("document.querySelector('.skip').focus()");
            int stops = 0;
            do {
                assertThat(tab.evaluate(Looks.HIDDEN_FOCUS).asText()).as("stop " + stops + " of " + view).isEmpty();
                tab.press(Key.TAB);
                stops++;
            } while (stops < MOST_STOPS && tab.evaluate("document.activeElement !== document.body && !document.activeElement.matches('.skip')").asBoolean());
            assertThat(stops).as("stops in " + view).isBetween(8, MOST_STOPS);
        }
    }

    @Test
    void namesWhateverCanBeUsed() throws Exception {
        VISIT.signIn();
        for (String view : Views.all().toList()) {
            Views.show(tab, view);
            assertThat(tab.spoken()).as(view).doesNotContainAnyElementsOf(WITHOUT_NAME).anyMatch(said -> said.startsWith("heading: "));
            assertThat(tab.evaluate(Looks.FIELDS_WITHOUT_LABEL).asInt()).as(view).isZero();
            assertThat(tab.evaluate(Looks.IDS_TWICE).asInt()).as(view).isZero();
        }
    }

    private void atHeading(String text) throws Exception {
        tab.awaitText("h1", text);
        tab.await("document.activeElement.tagName === 'H1' && document.activeElement.textContent.includes('" + text + "')");
    }

    private void fill(String field, String text) throws Exception {
        tab.tabTo("[name=" + field + "]", "");
        tab.write(text);
    }
}
