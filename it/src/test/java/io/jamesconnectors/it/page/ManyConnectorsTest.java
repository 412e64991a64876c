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

/** A list of 100,000 connectors: the page asks for fifty at a time, and holds no more. */
class ManyConnectorsTest {
    @RegisterExtension
    static final Visit<ScriptedAdministration> VISIT = new Visit<>(() -> new ScriptedAdministration(Company.withConnectors(100_000)));
    private static final int MOST_ELEMENTS = 3_000;

    private Tab tab;

    @BeforeEach
    void signIn() throws Exception {
        tab = VISIT.tab();
        VISIT.signIn();
    }

    @Test
    void areTurnedOverPageByPage() throws Exception {
        tab.awaitText(".pager", "1–50 of 100,000");
        assertThat(rows()).isEqualTo(50);
        tab.click(".pager button", "Next");
        tab.awaitText(".pager", "51–100 of 100,000");
        tab.awaitText("table a", "Partner 000050");
        tab.click(".pager button", "Last");
        tab.awaitText(".pager", "99,951–100,000 of 100,000");
        tab.awaitText("table a", "Partner 099999");
        tab.await("document.querySelector('.pager [data-key=\"page last\"]').disabled");
        tab.screenshot("many-connectors");
        tab.click(".pager button", "Previous");
        tab.awaitText(".pager", "99,901–99,950 of 100,000");
        tab.click(".pager button", "First");
        tab.awaitText(".pager", "1–50 of 100,000");
        assertThat(tab.evaluate("document.querySelectorAll('*').length").asInt()).isLessThan(MOST_ELEMENTS);
    }

    @Test
    void keepTheKeyboardWhereItIsWhilePagesAreTurned() throws Exception {
        tab.awaitText(".pager", "1–50 of 100,000");
        tab.evaluate("found('.pager button', 'Next').focus()");
        tab.press(Key.ENTER);
        tab.awaitText(".pager", "51–100 of 100,000");
        tab.await("document.activeElement.dataset.key === 'page next'");
        tab.evaluate("found('.pager button', 'Last').focus()");
        tab.press(Key.ENTER);
        tab.awaitText(".pager", "99,951–100,000");
        tab.await("document.activeElement !== document.body && document.querySelector('.list').contains(document.activeElement)");
    }

    @Test
    void areFoundByTheirNames() throws Exception {
        tab.type("#search", "0777");
        tab.awaitText(".tally", "120 connectors");
        tab.type("#search", "099998");
        tab.awaitText(".tally", "1 connector");
        tab.awaitText("table a", "Partner 099998");
        tab.await("document.querySelectorAll('tbody tr').length === 1");
    }

    private int rows() throws InterruptedException {
        return tab.evaluate("document.querySelectorAll('tbody tr').length").asInt();
    }
}
