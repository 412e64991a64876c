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
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Random messages against a naive reading that holds all of the message and looks at whole lines. */
class HeaderEditFuzzTest {
    private static final String[] PIECES = {"\r\n", "\r\n", "\r\n", "\r\n", "\n", "\r", " ", "\t", ":", ": ", "X-Inner-A: a\r\n", "x-inner-B:b\n",
        "X-Outer-A: a\r\n", "X-OUTER-", "X-Secret: s\r\n",
        "X-Secret", "X-Secretary: s\r\n", "X-", "Subject: t\r\n", "a", "\u00e4\u00ff", "\u0000", "X-Inner-", " folded\r\n", "\r\n\r\n", "X-Ours: forged\r\n"};

    private final long seed = Long.getLong("seed", 1);
    private final Random random = new Random(seed);

    @Test
    void editsAsANaiveReadingDoes() throws IOException {
        HeaderEdit[] plans = {HeaderEdit.NONE, HeaderEdit.NONE.dropping("X-Secret").droppingAll("X-Inner-").renamingAll("X-Outer-", "X-Inner-"),
            HeaderEdit.NONE.dropping("X-Ours").dropping("X-Secret").droppingAll("X-Inner-").renamingAll("X-Outer-", "X-Inner-").adding("X-Ours", "1")};
        int changed = 0;
        for (int i = 0; i < 60_000; i++) {
            String message = message();
            HeaderEdit plan = plans[i % plans.length];
            String expected = i % plans.length == 0 ? message : naive(message, i % plans.length == 2);
            byte[] octets = HeaderEditTest.bytes(message);
            assertThat(HeaderEditTest.text(read(plan.in(new Dribbling(octets))))).as("seed %d, message %d", seed, i).isEqualTo(expected);
            assertThat(plan.growth(new Dribbling(octets))).as("seed %d, message %d", seed, i).isEqualTo(expected.length() - message.length());
            changed += expected.equals(message) ? 0 : 1;
        }
        assertThat(changed).as("seed %d", seed).isBetween(10_000, 50_000);
    }

    @Test
    void theBlockOfFieldsIsThatOfANaiveReading() throws IOException {
        for (int i = 0; i < 30_000; i++) {
            String message = message();
            HeaderBlock block = HeaderBlock.read(new ByteArrayInputStream(HeaderEditTest.bytes(message))).orElseThrow();
            List<String> fields = new ArrayList<>();
            for (String line : lines(message)) {
                if (isEmpty(line)) {
                    break;
                }
                if (!fields.isEmpty() && isFold(line)) {
                    fields.add(fields.remove(fields.size() - 1) + line);
                } else {
                    fields.add(line);
                }
            }
            assertThat(block.fields()).extracting(field -> HeaderEditTest.text(field.raw())).as("seed %d, message %d", seed, i).isEqualTo(fields);
        }
    }

    @Test
    void aBlockOfFoldsTakesNoLongerThanAnyOther() throws IOException {
        byte[] folds = HeaderEditTest.bytes("A: 1\n" + " \n".repeat(130_000) + "\n");

        assertThat(HeaderBlock.read(new ByteArrayInputStream(folds)).orElseThrow().fields()).hasSize(1);
    }

    private String message() {
        StringBuilder message = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            message.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return message.toString();
    }

    private byte[] read(InputStream in) throws IOException {
        if (random.nextBoolean()) {
            return in.readAllBytes();
        }
        StringBuilder text = new StringBuilder();
        byte[] target = new byte[7];
        while (true) {
            int offset = random.nextInt(4);
            int read = in.read(target, offset, target.length - offset);
            if (read < 0) {
                return HeaderEditTest.bytes(text.toString());
            }
            for (int i = 0; i < read; i++) {
                text.append((char) (target[offset + i] & 0xff));
            }
        }
    }

    private static String naive(String message, boolean adds) {
        StringBuilder edited = new StringBuilder(adds ? "X-Ours: 1\r\n" : "");
        boolean header = true;
        boolean keeps = !adds;
        for (String line : lines(message)) {
            header &= !isEmpty(line);
            if (!header) {
                edited.append(line);
            } else if (isFold(line)) {
                edited.append(keeps ? line : "");
            } else {
                String lower = line.toLowerCase(Locale.ROOT);
                boolean drops = lower.startsWith("x-inner-") || isNamed(lower, "x-secret") || adds && isNamed(lower, "x-ours");
                keeps = !drops;
                edited.append(drops ? "" : lower.startsWith("x-outer-") ? "X-Inner-" + line.substring(8) : line);
            }
        }
        return edited.toString();
    }

    private static boolean isNamed(String lower, String name) {
        return lower.startsWith(name) && (lower.length() == name.length() || "\r\n \t:".indexOf(lower.charAt(name.length())) >= 0);
    }

    private static boolean isEmpty(String line) {
        return line.charAt(0) == '\r' || line.charAt(0) == '\n';
    }

    private static boolean isFold(String line) {
        return line.charAt(0) == ' ' || line.charAt(0) == '\t';
    }

    private static List<String> lines(String message) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < message.length(); i++) {
            boolean first = message.charAt(i) == '\r' && i + 1 < message.length() && message.charAt(i + 1) == '\n';
            if (!first && (message.charAt(i) == '\r' || message.charAt(i) == '\n')) {
                lines.add(message.substring(from, i + 1));
                from = i + 1;
            }
        }
        if (from < message.length()) {
            lines.add(message.substring(from));
        }
        return lines;
    }

    /** Gives a few octets at a time. */
    private final class Dribbling extends ByteArrayInputStream {
        Dribbling(byte[] octets) {
            super(octets);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
        }
    }
}
