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
package io.jamesconnectors.testing.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class RawMessageTest {
    private static final List<String> PIECES = List.of("Subject: x", "X-MS-Exchange-Organization-SCL: -1", "x-ms-exchange-crosspremises-authas : Internal",
        ":", " ",
        "\t", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n\r\n", " folded", "a", "\u00e9", "Received: from a by b ", "\0", ".");

    @Test
    void findsFieldsWithTheirFoldedLines() {
        RawMessage message = message("A: 1\r\nB:\r\n two\r\n\tthree\r\nb : 4\r\nno field\r\n\r\nA: body\r\n");

        assertThat(message.fields()).extracting(RawMessage.Field::name).containsExactly("a", "b", "b", "");
        assertThat(message.value("B")).contains("two\tthree");
        assertThat(text(message.without("b"::equals))).isEqualTo("A: 1\r\nno field\r\n\r\nA: body\r\n");
        assertThat(text(message.with("New", "value"))).startsWith("New: value\r\nA: 1\r\n").endsWith("\r\n\r\nA: body\r\n");
        assertThat(text(message.mapped(field -> field.name().equals("a") ? field.renamed("A", "Longer") : field))).startsWith("Longer: 1\r\nB:\r\n two");
    }

    @Test
    void takesAnEmptyHeaderAndAMessageWithoutBody() {
        assertThat(message("\r\nA: body").fields()).isEmpty();
        assertThat(text(message("\r\nA: body").with("New", "value"))).isEqualTo("New: value\r\n\r\nA: body");
        assertThat(message("A: 1").value("a")).contains("1");
        assertThat(message("").fields()).isEmpty();
    }

    @Test
    void leavesEveryOctetThatIsNotEdited() {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed of the header test: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = bytes(random);
            RawMessage message = RawMessage.of(bytes);
            assertThat(message.bytes()).isEqualTo(bytes);

            RawMessage edited = message.without(name -> name.startsWith(HeaderFirewall.ORGANIZATION)).with("New", "value");
            assertThat(RawMessage.of(edited.bytes()).fields()).noneMatch(field -> field.name().startsWith(HeaderFirewall.ORGANIZATION));
            assertThat(Arrays.equals(edited.rest(), message.rest())).isTrue();
            assertThat(message.mapped(field -> field.name().startsWith(HeaderFirewall.CROSS_PREMISES)
                ? field.renamed("X-MS-Exchange-CrossPremises-", "X-MS-Exchange-Organization-") : field).fields())
                .noneMatch(field -> field.name().startsWith(HeaderFirewall.CROSS_PREMISES));
        }
    }

    private static byte[] bytes(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static RawMessage message(String text) {
        return RawMessage.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(RawMessage message) {
        return new String(message.bytes(), StandardCharsets.ISO_8859_1);
    }
}
