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
package io.jamesconnectors.mailets.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class ReturnedMessageTest {

    @Test
    void isWholeUpToItsLargestSize() throws Exception {
        String message = "A: b\r\n\r\nbody\r\n";

        assertThat(returned(message, message.length()).isWhole()).isTrue();
        assertThat(text(returned(message, message.length()))).isEqualTo("Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" + message);
        assertThat(returned(message, message.length() - 1).isWhole()).isFalse();
    }

    @Test
    void isItsHeaderWhereThatHasEightBitCharacters() throws Exception {
        ReturnedMessage returned = returned("Subject: \u00e4=\r\nB: c\r\n\r\nbody\r\n", 1_000);

        assertThat(returned.isEightBit()).isFalse();
        assertThat(text(returned)).isEqualTo("Content-Type: text/rfc822-headers; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSubject: =E4=3D\r\nB: c\r\n");
    }

    @Test
    void isItsHeaderWhereALineIsLongerThanMailAllows() throws Exception {
        assertThat(returned("A: b\r\n\r\n" + "x".repeat(998) + "\r\n", 10_000).isWhole()).isTrue();
        assertThat(returned("A: b\r\n\r\n" + "x".repeat(999) + "\r\n", 10_000).isWhole()).isFalse();
    }

    @Test
    void isItsHeaderWithoutNulWhereItHasOne() throws Exception {
        assertThat(text(returned("A: b\u0000c\r\n\r\nbody", 1_000))).endsWith("\r\n\r\nA: b?c\r\n");
        assertThat(returned("A: b\r\n\r\nbo\u0000dy", 1_000).isWhole()).isFalse();
    }

    @Test
    void endsEachLineAsMailDoes() throws Exception {
        assertThat(text(returned("A: b\nC: d\n\nbody", 0))).endsWith("\r\n\r\nA: b\r\nC: d\r\n");
    }

    @Test
    void readsNoFurtherThanNeeded() throws Exception {
        long[] read = new long[1];
        ReturnedMessage returned = ReturnedMessage.of(() -> new ByteArrayInputStream(("A: b\r\n\r\n" + "0123456789\r\n".repeat(100_000)).getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                int octets = super.read(buffer, offset, length);
                read[0] += Math.max(0, octets);
                return octets;
            }
        }, 1_000);

        assertThat(returned.isWhole()).isFalse();
        assertThat(read[0]).isLessThan(100_000);
    }

    @Test
    void isNothingWhereThereIsNothing() throws Exception {
        assertThat(returned("", 1_000).isEmpty()).isTrue();
        assertThat(returned("\r\nbody without header", 1_000).isEmpty()).isFalse();
    }

    private static ReturnedMessage returned(String message, long largest) throws Exception {
        return ReturnedMessage.of(() -> new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)), largest);
    }

    private static String text(ReturnedMessage returned) throws Exception {
        try (var in = returned.open()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
