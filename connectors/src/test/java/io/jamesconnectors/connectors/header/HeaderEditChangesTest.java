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
package io.jamesconnectors.connectors.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderEditChangesTest {
    private static final HeaderEdit EDIT = HeaderEdit.NONE.droppingAll("X-Ours-").dropping("X-Org").renamingAll("X-Theirs-", "X-Mine-");
    private static final String ALPHABET = "xX-oOurRsSgGtThHeEiI-- \t:\r\n\r\n\u00e4a";

    @ParameterizedTest
    @ValueSource(strings = {"X-Ours-A: 1\r\n\r\n", "a: b\r\nx-org : 1\r\n", "a\rX-Org: 1\r\n", "X-THEIRS-B", "X-Org\r\n"})
    void tellsThatAHeaderHasSuchAField(String message) throws Exception {
        assertThat(EDIT.changes(header(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Organ: 1\r\n", "a: X-Org: 1\r\n X-Ours-A: folded\r\n", "a: b\r\n\r\nX-Org: in the body\r\n"})
    void tellsThatItHasNone(String message) throws Exception {
        assertThat(EDIT.changes(header(message))).isFalse();
    }

    @Test
    void changesEveryHeaderThatItAddsTo() throws Exception {
        assertThat(HeaderEdit.NONE.adding("X-New", "1").changes(header("a: b\r\n"))).isTrue();
        assertThat(HeaderEdit.NONE.changes(header("a: b\r\n"))).isFalse();
    }

    @Test
    void leavesEveryMessageAsItIsThatItSaysItDoesNotChange() throws Exception {
        long seed = 20261122;
        Random random = new Random(seed);
        int unchanged = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] message = text(random).getBytes(StandardCharsets.UTF_8);
            boolean changes = EDIT.changes(HeaderBlock.read(new ByteArrayInputStream(message)).orElseThrow());
            boolean differs = !Arrays.equals(EDIT.in(new ByteArrayInputStream(message)).readAllBytes(), message);
            assertThat(changes).as("seed %d, round %d", seed, i).isEqualTo(differs);
            unchanged += changes ? 0 : 1;
        }
        assertThat(unchanged).isBetween(5_000, 49_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(6); part > 0; part--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append("X-Ours-");
                case 1 -> text.append("x-ORG");
                case 2 -> text.append("X-Theirs-");
                case 3 -> text.append("\r\n");
                default -> {
                    for (int length = random.nextInt(8); length > 0; length--) {
                        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                    }
                }
            }
        }
        return text.toString();
    }

    private static HeaderBlock header(String message) throws Exception {
        return HeaderBlock.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8))).orElseThrow();
    }
}
