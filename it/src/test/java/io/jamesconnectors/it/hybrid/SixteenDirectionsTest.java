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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mail from here, there, the outside and a partner to each of them, and to nobody, in each scenario of one domain in two places: an unmodified James 3.8.1
 * with the drop-in JAR on the files of {@code conf/scenarios}, and a stand-in for the tenant. The tables are those of {@code docs/hybrid-directions.md}.
 */
@Timeout(600)
class SixteenDirectionsTest {
    private static final Path TABLES = Path.of("").toAbsolutePath().getParent().resolve("docs/hybrid-directions.md");

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void everyMessageArrivesOnceAsTheTableSays(Scenario scenario) throws Exception {
        try (TwoSides sides = new TwoSides(scenario, home)) {
            sides.addMailboxes();
            Map<Direction, String> replies = new TreeMap<>(Direction.ORDER);
            for (Direction direction : Direction.all()) {
                replies.put(direction, sides.send(direction));
            }
            if (scenario.mxAtOffice365()) {
                assertThat(sides.sendToJames(new Direction(Place.OUTSIDE, Place.HERE))).as("past Microsoft").startsWith("550 5.7.51 ");
            }
            sides.awaitQuiet();

            Ends ends = Ends.of(sides);
            List<Row> rows = new ArrayList<>();
            replies.forEach((direction, reply) -> rows.add(new Row(direction, reply, ends.of(direction))));
            JamesLog log = sides.log();
            String table = Row.HEAD + rows.stream().map(row -> row.asText(scenario, log, sides.tenant().events())).collect(Collectors.joining());
            System.out.println(scenario.folder() + "\n\n" + table);

            assertThat(rows).allSatisfy(row -> assertThat(row.ends()).hasSize(row.isTaken() ? 1 : 0));
            rows.forEach(row -> row.ends().stream().filter(end -> !end.isReport()).forEach(end -> holds(row.direction(), end)));
            assertThat(table).as("docs/hybrid-directions.md, " + scenario.folder()).isEqualTo(documented(scenario));
        }
    }

    private static void holds(Direction direction, Arrived end) {
        String header = end.text().split("\\r?\\n\\r?\\n", 2)[0];
        assertThat(end.secured()).as(direction + ": TLS").isTrue();
        assertThat(end.sender()).as(direction + ": MAIL FROM").isEqualTo(direction.from().sender());
        assertThat(header).as(direction + ": header").contains("To: <" + direction.to().recipient() + ">")
            .doesNotContain("-SCL").doesNotContain("X-MS-Exchange-CrossPremises-");
        if (direction.equals(new Direction(Place.HERE, Place.THERE)) || direction.equals(new Direction(Place.THERE, Place.HERE))) {
            assertThat(end.header("X-OriginatorOrg")).as(direction + ": whose mail it is").contains("contoso.com");
        }
        if (!end.where().startsWith("mailbox")) {
            assertThat(header).as(direction + ": what is the organisation's own").doesNotContain("X-MS-Exchange-Organization-");
        }
        assertThat(end.text().split("\\r?\\n\\r?\\n", 2)[1].strip()).isEqualTo("Hello.");
    }

    /** The table below the heading that names the scenario. */
    private static String documented(Scenario scenario) throws IOException {
        String[] parts = Files.readString(TABLES).split("## " + scenario.folder() + "\n", 2);
        assertThat(parts).as("sections " + scenario.folder() + " of " + TABLES).hasSize(2);
        return parts[1].lines().dropWhile(line -> !line.startsWith("|")).takeWhile(line -> line.startsWith("|")).map(line -> line + "\n")
            .collect(Collectors.joining());
    }
}
