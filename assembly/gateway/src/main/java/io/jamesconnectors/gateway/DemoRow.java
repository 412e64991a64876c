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
package io.jamesconnectors.gateway;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One line of the demonstration's table.
 *
 * @param connector the connector that the case is about; a dash for none
 * @param route from where to where
 * @param tls version and cipher, or that there was none
 * @param name the name in the peer's certificate
 * @param reply what the peer, or the gateway, said; or why nothing was sent
 * @param expected whether all of it is as it should be
 */
record DemoRow(String connector, String route, String tls, String name, String reply, boolean expected) {
    private static final List<String> TITLES = List.of("connector", "route", "TLS version and cipher", "certificate name", "reply", "as expected");

    private List<String> cells() {
        return List.of(connector, route, tls, name, reply, expected ? "yes" : "NO");
    }

    /** The table, line by line, with columns as wide as they need to be. */
    static List<String> table(List<DemoRow> rows) {
        List<List<String>> lines = Stream.concat(Stream.of(TITLES), rows.stream().map(DemoRow::cells)).toList();
        List<Integer> widths = IntStream.range(0, TITLES.size())
                .mapToObj(column -> lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0)).toList();
        return lines.stream().map(line -> line(line, widths)).toList();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(column == 0 ? "" : "  ").append(cell).append(" ".repeat(widths.get(column) - cell.length()));
        }
        return line.toString().stripTrailing();
    }
}
