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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/**
 * The text of the file, and where its lines begin. Lines end with LF, CR LF or CR.
 * UTF-8 with or without a byte order mark, and UTF-16 with one (what Windows editors write).
 */
final class SourceText {
    private final String file;
    private final String text;
    private final int[] lineStarts;

    private SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /**
     * Decodes the file.
     *
     * @throws RefusedText when the bytes are no text; it names the line
     */
    static SourceText decode(String file, byte[] bytes) throws RefusedText {
        Charset charset = charset(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        SourceText decoded = new SourceText(file, withoutMark(out.flip().toString()));
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw new RefusedText(Check.NOT_UTF8.at(decoded.position(decoded.text.length()),
                "byte " + in.position() + " of the file is no " + charset.name() + " text"));
        }
        return decoded;
    }

    String text() {
        return text;
    }

    String file() {
        return file;
    }

    /** Where {@code wanted} first stands whole between two offsets; negative when it does not. Looks no further: the text may be large, and asked a hundred thousand times. */
    int find(String wanted, int from, int end) {
        for (int i = from; i + wanted.length() <= end; i++) {
            if (text.startsWith(wanted, i)) {
                return i;
            }
        }
        return -1;
    }

    Position position(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(file, line + 1, offset - lineStarts[line] + 1);
    }

    private static int[] lineStarts(String text) {
        IntStream.Builder starts = IntStream.builder();
        for (int i = 0; i <= text.length(); i++) {
            if (startsLine(text, i)) {
                starts.add(i);
            }
        }
        return starts.build().toArray();
    }

    private static boolean startsLine(String text, int i) {
        if (i == 0) {
            return true;
        }
        char before = text.charAt(i - 1);
        return before == '\n' || before == '\r' && (i == text.length() || text.charAt(i) != '\n');
    }

    private static Charset charset(byte[] bytes) {
        boolean pair = bytes.length >= 2;
        if (pair && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        return StandardCharsets.UTF_8;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
