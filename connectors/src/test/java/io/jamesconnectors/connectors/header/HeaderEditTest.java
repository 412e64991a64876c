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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderEditTest {
    private static final HeaderEdit PLAN = HeaderEdit.NONE.dropping("X-Secret").droppingAll("X-Inner-").renamingAll("X-Outer-", "X-Inner-");
    private static final HeaderEdit ADDING = PLAN.adding("X-Ours", "yes");

    @Test
    void changesWhatThePlanSaysAndNothingElse() {
        assertThat(edited(ADDING, "From: a@b\r\nX-Inner-A: forged\r\nX-Outer-A: told\r\n"
            + "x-secret: s\r\nX-Secretary: stays\r\nTo: c@d\r\n\r\nX-Inner-A: body\r\n"))
            .isEqualTo("X-Ours: yes\r\nFrom: a@b\r\nX-Inner-A: told\r\nX-Secretary: stays\r\nTo: c@d\r\n\r\nX-Inner-A: body\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "X-Inner-A: folded\r\n over\r\n\ttwo lines\r\n",
        "x-iNNER-a : blanks before the colon\r\n",
        "X-Inner-A: bare LF\n",
        "X-Inner-A: bare CR\r",
        "X-Inner-\r\n",
        "X-Inner-without a colon\r\n",
        "X-Secret\t: s\r\n",
        "X-Secret\r\n : folded before the colon\r\n",
        "X-Secret: blank fold\r\n \r\n",
        "X-Inner-A: \u00e4\u0000\r\n"})
    void removesAFieldHoweverItIsWritten(String field) {
        assertThat(edited(PLAN, "A: 1\r\n" + field + "B: 2\r\n\r\nbody")).isEqualTo("A: 1\r\nB: 2\r\n\r\nbody");
        assertThat(edited(PLAN, field)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\n", "\r", "body without header", "X-Inne", "X-Inner", "X-Secre", "no: end", " orphan fold\r\nA: 1\r\n",
        "\r\r\nX-Secret: body", "A: 1\n\nX-Secret: body",
        "A: 1\r\rX-Secret: body", "A: 1\r\n\rX-Secret: body", "nonsense\r\nA: 1\r\n\r\n", "A: 1\r\n\r\n\0\1\377\r\n.\r\n"})
    void leavesEverythingElseAlone(String message) {
        assertThat(edited(PLAN, message)).isEqualTo(message);
        assertThat(edited(HeaderEdit.NONE, message)).isEqualTo(message);
    }

    @Test
    void whatIsAddedStandsOnTopEvenOfNothing() {
        assertThat(edited(ADDING, "")).isEqualTo("X-Ours: yes\r\n");
        assertThat(edited(ADDING, "\r\nbody")).isEqualTo("X-Ours: yes\r\n\r\nbody");
        assertThat(edited(ADDING.adding("X-Too", "1"), "A: 1\r\n")).isEqualTo("X-Ours: yes\r\nX-Too: 1\r\nA: 1\r\n");
    }

    @Test
    void aFoldOfNothingDoesNotBelongToWhatIsAdded() {
        assertThat(edited(ADDING, " orphan\r\n\tfold\r\nA: 1\r\n\r\n")).isEqualTo("X-Ours: yes\r\nA: 1\r\n\r\n");
    }

    @Test
    void theFirstRuleThatConcernsAFieldHolds() {
        assertThat(edited(HeaderEdit.NONE.renamingAll("X-A-", "X-B-").droppingAll("X-"), "X-A-1: a\nX-B-1: b\n")).isEqualTo("X-B-1: a\n");
        assertThat(edited(HeaderEdit.NONE.dropping("X-A").and(HeaderEdit.NONE.adding("X-A", "new")), "X-A: old\n")).isEqualTo("X-A: new\r\n");
    }

    @Test
    void aFieldOfManyMegabytesIsRemovedWithoutBeingHeld() throws IOException {
        InputStream endless = new Repeated("X-Inner-A: ", 'x', 64 * 1024 * 1024, "\r\nA: 1\r\n\r\nbody");

        assertThat(text(PLAN.in(endless).readAllBytes())).isEqualTo("A: 1\r\n\r\nbody");
    }

    @Test
    void saysByHowMuchAMessageGrows() throws IOException {
        for (String message : new String[] {"", "\r\n", "A: 1\r\nX-Inner-A: 1\r\nX-Outer-A: 1\r\n\r\nbody", " fold\r\n\r\n", "X-Secret: 1"}) {
            long growth = ADDING.growth(new ByteArrayInputStream(bytes(message)));
            assertThat(growth).as(message).isEqualTo(edited(ADDING, message).length() - message.length());
        }
    }

    @Test
    void readsSkipsAndKnowsWhatIsAvailable() throws IOException {
        InputStream message = ADDING.in(new ByteArrayInputStream(bytes("X-Secret: 1\r\nA: 1\r\n\r\nbody")));

        assertThat(message.available()).isZero();
        assertThat(message.read()).isEqualTo('X');
        assertThat(message.available()).isPositive();
        assertThat(message.read(new byte[0])).isZero();
        message.skipNBytes("-Ours: yes\r\nA: 1\r\n\r\nbo".length());
        assertThat(text(message.readAllBytes())).isEqualTo("dy");
        assertThat(message.read()).isEqualTo(-1);
        assertThat(message.markSupported()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Y", "X:", "X\r\n", "\u00e4", "0123456789012345678901234567890123456789012345678901234567890123456789"})
    void takesOnlyNamesOfFields(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderEdit.NONE.dropping(name)).withMessageContaining("field name");
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderEdit.NONE.adding(name, "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderEdit.NONE.renamingAll("X-", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nInjected: b", "a\nb", "\u00e4", "a\u0000"})
    void addsNoSecondLine(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderEdit.NONE.adding("X-Ours", value)).withMessageContaining("printable");
    }

    static String edited(HeaderEdit plan, String message) {
        try (InputStream in = plan.in(new ByteArrayInputStream(bytes(message)))) {
            return text(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** A beginning, one octet many times, and an end, out of no memory. */
    private static final class Repeated extends InputStream {
        private final byte[] start;
        private final int filler;
        private final long end;
        private final byte[] rest;
        private long at;

        Repeated(String start, char filler, long times, String rest) {
            this.start = bytes(start);
            this.filler = filler;
            this.end = this.start.length + times;
            this.rest = bytes(rest);
        }

        @Override
        public int read() {
            long here = at++;
            return here < start.length ? start[(int) here] : here < end ? filler : here < end + rest.length ? rest[(int) (here - end)] : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int first = read();
            if (first < 0) {
                return -1;
            }
            target[offset] = (byte) first;
            int fill = (int) Math.max(0, Math.min(length - 1L, at > start.length ? end - at : 0));
            Arrays.fill(target, offset + 1, offset + 1 + fill, (byte) filler);
            at += fill;
            return 1 + fill;
        }
    }
}
