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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses as long as they may be, 255 characters without a place to break them. */
class LongNamesTest {
    @RegisterExtension
    static final Visit<ScriptedAdministration> VISIT = new Visit<>(() -> new ScriptedAdministration(Company.withLongNames()));

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 768, 1280})
    void neverPushThePageToTheSide(int width) throws Exception {
        Tab tab = VISIT.tab();
        tab.width(width);
        VISIT.signIn();
        String failing = "/connector/" + URLEncoder.encode(Company.withLongNames().failing(), StandardCharsets.UTF_8);
        for (String view : Views.all().map(each -> each.startsWith("/connector/ContosoBank") ? failing : each).toList()) {
            Views.show(tab, view);
            assertThat(tab.overflow()).as(view + " at " + width).isLessThanOrEqualTo(0);
        }
        Views.show(tab, failing);
        tab.click("[role=switch]", "");
        tab.awaitText("dialog h2", "Switch off");
        assertThat(tab.overflow()).as("question at " + width).isLessThanOrEqualTo(0);
        tab.screenshot("long-names");
        tab.click("dialog button", "Cancel");
    }
}
