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
package io.jamesconnectors.connectors.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Whatever somebody asks: an answer, or a {@link BadRequest}, and in both nothing that a terminal would act upon. */
class ExplainFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final List<String> CHIPS = List.of("\u001b[2J", "\u202e", "\u2028", "\r\n", "\0", "<script>", "\"", "\\", "{", "}", "[", "]", ":", ",", "null", "true", "é",
        "\ud83d", "<", ">", "@", "from", " by ", "with ESMTPS ", "(", ")", "\n ", "\n\n", "TLSv1.2", "[192.0.2.1]", "Received: ", "Return-Path: ", "recipients");
    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);
    private final Explainer explainer = Offline.explainer();

    @Test
    void anyJsonIsAnsweredOrRefused() throws Exception {
        System.out.println("explain: seed " + seed);
        List<String> requests = GoldenExplanationsTest.requests().stream().map(ExplainFuzzTest::text).toList();
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String mutated = mutated(requests.get(random.nextInt(requests.size())), random.nextInt(6));
            try {
                answered += answered(RequestJson.read(mutated));
            } catch (BadRequest e) {
                harmless(String.valueOf(e.getMessage()), mutated);
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + mutated, e);
            }
        }
        assertThat(answered).as("seed %d", seed).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    @Test
    void anyMessageIsAnsweredOrRefused() throws Exception {
        String message = RequestJson.read(text(Offline.FOLDER.resolve("saved.json"))).message().orElseThrow();
        int answered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String mutated = mutated(message, random.nextInt(20));
            try {
                answered += answered(new ExplainRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
                    false, Optional.empty(), List.of(), Optional.of(mutated), Optional.empty(), false));
            } catch (BadRequest e) {
                harmless(String.valueOf(e.getMessage()), mutated);
            } catch (RuntimeException e) {
                fail("seed " + seed + ": " + mutated, e);
            }
        }
        assertThat(answered).as("seed %d", seed).isGreaterThan(ROUNDS / 20);
    }

    private int answered(ExplainRequest request) throws BadRequest {
        Explanation explanation = explainer.explain(request);
        String text = ExplanationText.of(explanation);
        text.lines().forEach(line -> harmless(line, text));
        assertThat(ExplanationJson.of(explanation, false).chars()).as("seed %d", seed).noneMatch(c -> c < ' ');
        return 1;
    }

    private void harmless(String line, String from) {
        if (line.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.LINE_SEPARATOR)) {
            fail("seed " + seed + ": " + line + " of " + from);
        }
    }

    private String mutated(String text, int times) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 0; i < times && mutated.length() > 1; i++) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(5)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.setCharAt(at, (char) random.nextInt(0x180));
                case 2, 3 -> mutated.insert(at, CHIPS.get(random.nextInt(CHIPS.size())));
                default -> mutated.insert(at, mutated.substring(random.nextInt(at + 1), at));
            }
        }
        return mutated.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
