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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each view of the page before different eyes and on different screens; pictures of all of them are kept. */
class LooksTest {
    @RegisterExtension
    static final Visit<ScriptedAdministration> VISIT = new Visit<>(() -> new ScriptedAdministration(Company.ordinary()));
    private static final int PHONE = 390;

    private Tab tab;

    @BeforeEach
    void open() {
        tab = VISIT.tab();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void isReadInTheLightAndInTheDark(String scheme) throws Exception {
        tab.prefers("prefers-color-scheme", scheme);
        assertThat(tab.evaluate(Looks.FAINT_TEXT).asText()).as("sign in, " + scheme).isEmpty();
        VISIT.signIn();
        for (String view : Views.all().toList()) {
            Views.show(tab, view);
            tab.screenshot("look-" + scheme + view.replaceAll("[^A-Za-z0-9]+", "-").replaceFirst("-$", ""));
            assertThat(tab.evaluate(Looks.FAINT_TEXT).asText()).as(view + ", " + scheme).isEmpty();
            assertThat(tab.evaluate(Looks.FAINT_SHAPES).asText()).as(view + ", " + scheme).isEmpty();
        }
    }

    @Test
    void isUsedWithAFingerOnAPhone() throws Exception {
        tab.width(PHONE);
        assertThat(tab.evaluate(Looks.SMALL_TARGETS).asText()).as("sign in").isEmpty();
        VISIT.signIn();
        for (String view : Views.all().toList()) {
            Views.show(tab, view);
            assertThat(tab.evaluate(Looks.SMALL_TARGETS).asText()).as(view).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {320, PHONE, 768, 1280})
    void needsNoScrollingToTheSide(int width) throws Exception {
        tab.width(width);
        VISIT.signIn();
        for (String view : Views.all().toList()) {
            Views.show(tab, view);
            assertThat(tab.overflow()).as(view + " at " + width).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void movesNothingForWhoDoesNotWantThat() throws Exception {
        tab.prefers("prefers-reduced-motion", "reduce");
        VISIT.signIn();
        Views.show(tab, "/connector/ContosoBank%20out");
        assertThat(tab.evaluate(Looks.MOVING).asInt()).isZero();
        assertThat(tab.evaluate("document.getAnimations().length").asInt()).isZero();
    }

    @Test
    void hasOneHeadingAndATitleOfItsOwn() throws Exception {
        VISIT.signIn();
        for (String view : Views.all().toList()) {
            Views.show(tab, view);
            assertThat(tab.evaluate("document.querySelectorAll('h1').length").asInt()).as(view).isEqualTo(1);
            assertThat(tab.evaluate("document.title").asText()).as(view).endsWith(" · James Connectors");
        }
    }
}
