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
package io.jamesconnectors.smtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

class ReplyDecoderTest {

    private static EmbeddedChannel channel() {
        return new EmbeddedChannel(new ReplyDecoder());
    }

    private static List<Reply> decode(String... pieces) {
        EmbeddedChannel channel = channel();
        try {
            List<Reply> replies = new ArrayList<>();
            for (String piece : pieces) {
                channel.writeInbound(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
                for (Reply reply = channel.readInbound(); reply != null; reply = channel.readInbound()) {
                    replies.add(reply);
                }
            }
            return replies;
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static Reply only(String text) {
        List<Reply> replies = decode(text);
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    @Test
    void readsAReplyOfOneLine() {
        assertThat(only("250 2.1.0 sender ok\r\n").asString()).isEqualTo("250 2.1.0 sender ok");
    }

    @Test
    void readsAReplyWithoutText() {
        assertThat(only("250\r\n").lines()).containsExactly("");
    }

    @Test
    void readsAReplyWithASpaceAndNoText() {
        assertThat(only("250 \r\n").lines()).containsExactly("");
    }

    @Test
    void readsAReplyOfManyLines() {
        assertThat(only("250-mx\r\n250-PIPELINING\r\n250 SIZE 10\r\n").lines()).containsExactly("mx", "PIPELINING", "SIZE 10");
    }

    @Test
    void readsSeveralRepliesOfOneSegment() {
        assertThat(decode("250 a\r\n550 b\r\n354 c\r\n")).extracting(Reply::code).containsExactly(250, 550, 354);
    }

    @Test
    void readsTheSameWhereverTheOctetsAreSplit() {
        String text = "220 mx ready\r\n250-mx\r\n250-PIPELINING\r\n250 8BITMIME\r\n550 5.1.1 no such user\r\n250\r\n";
        List<Reply> whole = decode(text);
        for (int split = 1; split < text.length(); split++) {
            assertThat(decode(text.substring(0, split), text.substring(split))).as("split at " + split).isEqualTo(whole);
        }
        assertThat(decode(text.split(""))).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "250 bare line feed\n", "250-a\n250 b\r\n", "\n", "\r\n", "25\r\n", "250x\r\n", "2501 a\r\n", "199 too small\r\n", "600 too large\r\n", "abc d\r\n", "+50 a\r\n",
        "250 bare \r in the middle\r\n", "250 nul \0 octet\r\n", "250-a\r\n251 b\r\n", "550-no\r\n250 yes\r\n", "250-a\r\n\r\n", "250\r\r\n", " 250 a\r\n", "250\t\r\n"})
    void refusesWhatIsNoReply(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(ReplySyntaxException.class).hasMessageContaining("expected:");
    }

    @Test
    void takesTheLongestLineAndNoLongerOne() {
        String longest = "250 " + "x".repeat(ReplyDecoder.MAX_LINE - 6) + "\r\n";
        assertThat(only(longest).text()).hasSize(ReplyDecoder.MAX_LINE - 6);
        assertThatThrownBy(() -> decode("250 x" + longest.substring(4))).isInstanceOf(ReplySyntaxException.class);
    }

    @Test
    void givesUpOnALineWithoutEndBeforeHoldingMuch() {
        EmbeddedChannel channel = channel();
        assertThatThrownBy(() -> {
            while (true) {
                channel.writeInbound(Unpooled.wrappedBuffer(new byte[1_000]));
            }
        }).isInstanceOf(ReplySyntaxException.class);
        channel.finishAndReleaseAll();
    }

    @Test
    void takesTheMostLinesAndNoMore() {
        String lines = "250-x\r\n".repeat(ReplyDecoder.MAX_LINES - 1);
        assertThat(only(lines + "250 x\r\n").lines()).hasSize(ReplyDecoder.MAX_LINES);
        assertThatThrownBy(() -> decode(lines + "250-x\r\n250 x\r\n")).isInstanceOf(ReplySyntaxException.class);
    }

    @Test
    void boundsAReplyAsAWhole() {
        String line = "250-" + "x".repeat(4_000) + "\r\n";
        assertThatThrownBy(() -> decode(line.repeat(17))).isInstanceOf(ReplySyntaxException.class).hasMessageContaining("65536");
    }

    @Test
    void saysNothingMoreAfterTheFirstFault() {
        EmbeddedChannel channel = channel();
        assertThatThrownBy(() -> channel.writeInbound(Unpooled.copiedBuffer("what?\r\n250 ok\r\n", StandardCharsets.US_ASCII))).isInstanceOf(ReplySyntaxException.class);
        channel.writeInbound(Unpooled.copiedBuffer("250 ok\r\n", StandardCharsets.US_ASCII));
        assertThat((Object) channel.readInbound()).isNull();
        channel.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "250-AUTH\r\n", "250-AUTH\r\n250 x"})
    void tellsThatOctetsAreLeft(String beginning) {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer(beginning, StandardCharsets.US_ASCII));
        assertThat(channel.pipeline().get(ReplyDecoder.class).hasLeftovers()).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void tellsThatNothingIsLeft() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.copiedBuffer("220 go\r\n", StandardCharsets.US_ASCII));
        assertThat(channel.pipeline().get(ReplyDecoder.class).hasLeftovers()).isFalse();
        channel.finishAndReleaseAll();
    }

    @Test
    void answersAnythingWithRepliesOrASyntaxFault() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        String alphabet = "0123456789 -\r\n\r\n\r\n2555xyz\0\u00ff.";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(random.nextInt(6) == 0 ? "250-a\r\n" : String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
            }
            int split = random.nextInt(text.length() + 1);
            try {
                for (Reply reply : decode(text.substring(0, split), text.substring(split))) {
                    assertThat(reply.code()).as("seed " + seed).isBetween(200, 599);
                    assertThat(reply.asString()).as("seed " + seed).doesNotContain("\r", "\n", "\0");
                }
            } catch (ReplySyntaxException e) {
                assertThat(e.getMessage()).as("seed " + seed).doesNotContain("\r", "\n", "\0").contains("expected:");
            }
        }
    }
}
