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
package io.jamesconnectors.connectors.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/reference/checks.md} says what the checks say. */
class CheckCatalogueTest {

    @ParameterizedTest
    @EnumSource(Check.class)
    void explainsTheCheckInItsOwnWords(Check check) {
        String explanation = CheckCatalogue.explain(check);
        Diagnostic diagnostic = check.at(Position.ofFile("connectors.xml"), "");

        assertThat(explanation).startsWith(check.id() + " " + check.title() + "\n")
            .contains("\nSeverity: " + check.severity().word() + "\n")
            .contains("\nWhy: " + diagnostic.why() + "\n")
            .contains("\nRemedy: " + diagnostic.remedy())
            .doesNotContain("\n## ");
    }

    @Test
    void thePageHasEveryCheckAndNoOtherInOrder() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "checks.md"));

        assertThat(Pattern.compile("(?m)^## (CON-\\d{3}) ").matcher(page).results().map(match -> match.group(1)))
            .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).toList());
    }

    @Test
    void idsAreUniqueAndWellFormed() {
        assertThat(Arrays.stream(Check.values()).map(Check::id)).doesNotHaveDuplicates().allMatch(id -> id.matches("CON-\\d{3}"));
    }

    @Test
    void findsAnIdInAnyCase() {
        assertThat(CheckCatalogue.find(" con-010 ")).contains(Check.UNKNOWN_ELEMENT);
        assertThat(CheckCatalogue.find("CON-999")).isEmpty();
    }

    @Test
    void aDiagnosticIsOneLineWhateverItQuotes() {
        Diagnostic diagnostic = Check.BAD_NAME.at(new Position("connectors.xml", 3, 7), "a\nb\u001b[31m\u202ec");

        assertThat(diagnostic.asText()).startsWith("connectors.xml:3:7: error CON-020: a?b?[31m?c. ");
    }
}
