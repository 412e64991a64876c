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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/** Broken files of all kinds: the answer is always a reading, its places lie in the file, and its words fit on a line. */
class ConnectorsFileFuzzTest {
    private static final Path GOOD = Path.of("src/test/resources/io/jamesconnectors/connectors/file/good");
    private static final int ROUNDS = 4_000;
    private static final List<String> SPLICES = List.of("<", ">", "</", "/>", "\"", "'", "&", "&#0;", "&#xd800;", "&lt;", "<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "${", "${env:",
        "${env:A}", "}", ",", "*", ":", "::", "/", " ", "\n", "\r", "\t", "\u0000", "\uFFFE", "\u0085", "\u2028", "<a/>", "<inbound/>", "<outbound name='x' type='partner'/>",
        "xmlns=''", "xmlns:a='urn:a'", "xml:space='preserve'", "999999999999", "-1", "%", "true", "<!DOCTYPE a>", "[", "]", "config-xml:space", "ß", "İ", "exchangeOnline", "-", "@", "CN=a", "office365", "m", "\\");

    @Test
    void neverFailsOnAnything(@TempDir Path directory) throws IOException {
        byte[] good = Files.readAllBytes(GOOD.resolve("everything.xml"));
        long seed = Long.getLong("seed", 1);
        SplittableRandom random = new SplittableRandom(seed);
        Path file = directory.resolve("connectors.xml");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutated(good, random);
            Files.write(file, mutated);
            try {
                check(ConnectorsFile.read(file, GOOD, name -> name.equals("A") ? "a.example" : null), mutated);
            } catch (RuntimeException | AssertionError e) {
                fail("seed " + seed + ", round " + round + ": " + new String(mutated, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static void check(Reading reading, byte[] bytes) {
        if (reading instanceof Reading.Refused) {
            assertThat(reading.diagnostics()).isNotEmpty();
        }
        for (Diagnostic diagnostic : reading.diagnostics()) {
            assertThat(diagnostic.position().line()).isLessThanOrEqualTo(bytes.length + 1);
            assertThat(diagnostic.asText().lines()).hasSize(1);
            assertThat(diagnostic.asText()).doesNotContain("cvc-");
        }
    }

    private static byte[] mutated(byte[] good, SplittableRandom random) {
        byte[] bytes = good;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes = switch (random.nextInt(5)) {
                case 0 -> flipped(bytes, random);
                case 1 -> spliced(bytes, random.nextInt(bytes.length + 1), 0, SPLICES.get(random.nextInt(SPLICES.size())).getBytes(StandardCharsets.UTF_8));
                case 2 -> spliced(bytes, random.nextInt(bytes.length), random.nextInt(40), new byte[0]);
                case 3 -> copied(bytes, random);
                default -> spliced(bytes, random.nextInt(bytes.length), random.nextInt(12), SPLICES.get(random.nextInt(SPLICES.size())).getBytes(StandardCharsets.UTF_8));
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        byte[] result = bytes.clone();
        result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        return result;
    }

    private static byte[] copied(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(200));
        return spliced(bytes, random.nextInt(bytes.length), 0, Arrays.copyOfRange(bytes, from, to));
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] inserted) {
        int rest = Math.min(bytes.length, at + removed);
        byte[] result = new byte[at + inserted.length + bytes.length - rest];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, rest, result, at + inserted.length, bytes.length - rest);
        return result;
    }
}
