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
package io.jamesconnectors.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.file.ConnectorsWriter;
import io.jamesconnectors.migration.exchange.ExchangeImport;
import io.jamesconnectors.migration.postfix.PostfixImport;
import io.jamesconnectors.migration.postfix.PostfixSource;

/** Whatever the files of others hold: they are imported, so that the result can be written, or refused with a message on one line. */
class ParsersFuzzTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int ROUNDS = 3_000;
    private static final Path FILES = Path.of("src/test/resources/io/jamesconnectors/migration");
    private static final Path BASE = Path.of("/srv");
    private static final String[] PIECES = {"\u0000", "\ufeff", "{", "]", "\"", "$", "${", "${a?", "null", "true", "-1", "99999999999999999999", "@{", "=",
        "*.", "..", "[::]", "/33", "\n ", "\n#",
        "\ud800", "smtp:", ";0", "::", "System.Object[]", "\\ud83d", "\uffff", "\u202e", "!", "  "};

    private final Random random = new Random(SEED);

    @Test
    void exchange() throws IOException {
        List<byte[]> good = files("exchange", ".json");
        int imported = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Input input = new Input("input.json", changed(good.get(random.nextInt(good.size()))));
            imported += holds(() -> ExchangeImport.read(List.of(input))) ? 1 : 0;
        }
        System.out.println(imported + " of " + ROUNDS + " changed files of Exchange were imported, the others refused (seed " + SEED + ")");
    }

    @Test
    void postfix() throws IOException {
        List<String> names = List.of("main.cf", "transport", "tls_policy", "sasl_passwd", "sender_relay", "relay_domains", "relay_clientcerts");
        int imported = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String broken = names.get(random.nextInt(names.size()));
            imported += holds(() -> {
                List<PostfixSource> sources = new ArrayList<>();
                for (String name : names) {
                    byte[] bytes = bytes(FILES.resolve("postfix").resolve(name));
                    sources.add(PostfixSource.named(new Input(name, name.equals(broken) ? changed(bytes) : bytes)));
                }
                return PostfixImport.read(sources, Optional.of(BASE), BASE);
            }) ? 1 : 0;
        }
        System.out.println(imported + " of " + ROUNDS + " changed files of Postfix were imported, the others refused (seed " + SEED + ")");
    }

    private interface Import {
        Imported read() throws Unreadable;
    }

    private static boolean holds(Import files) {
        try {
            Imported imported = files.read();
            ConnectorsWriter.write(imported.connectors(), BASE);
            assertThat(imported.report()).allSatisfy(line -> assertThat(line.object() + line.setting() + line.text()).doesNotContain("s3cr", "\n", "\u202e",
                "\u0000"));
            return true;
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000).doesNotContain("s3cr", "\n", "\u202e", "\u0000");
            return false;
        }
    }

    private byte[] changed(byte[] good) {
        StringBuilder text = new StringBuilder(new String(good, StandardCharsets.UTF_8));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, end);
                case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> text.insert(at, text.substring(at, end));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static List<byte[]> files(String directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().map(ParsersFuzzTest::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
