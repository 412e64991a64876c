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

import io.netty.buffer.ByteBuf;

/**
 * Makes a message fit for BDAT without BINARYMIME (RFC 3030 §2) piece by piece: every line end, be it CRLF, bare LF or bare CR, leaves as CRLF, and the
 * last line has one. What {@link DotStuffer} does for DATA, without dots: the receiver gets the same message either way. One instance serves one message.
 */
public final class LineEnds {
    private boolean lineStart = true;
    private boolean afterCr;

    /** Appends what {@code length} octets of {@code piece} become; at most twice as many, and one more. */
    public void normalise(byte[] piece, int offset, int length, ByteBuf out) {
        int end = offset + length;
        int i = offset;
        if (afterCr && i < end) {
            endLine(out);
            i += piece[i] == '\n' ? 1 : 0;
        }
        int from = i;
        while (i < end) {
            if (piece[i] != '\n' && piece[i] != '\r') {
                i++;
            } else if (piece[i] == '\r' && i + 1 < end && piece[i + 1] == '\n') {
                i += 2;
            } else {
                out.writeBytes(piece, from, i - from);
                afterCr = piece[i] == '\r' && i + 1 == end;
                if (!afterCr) {
                    out.writeByte('\r').writeByte('\n');
                }
                from = ++i;
            }
        }
        out.writeBytes(piece, from, end - from);
        lineStart = length == 0 ? lineStart : piece[end - 1] == '\n' || piece[end - 1] == '\r';
    }

    /** Appends the end of the last line where that is missing. */
    public void finish(ByteBuf out) {
        if (afterCr || !lineStart) {
            endLine(out);
        }
    }

    private void endLine(ByteBuf out) {
        out.writeByte('\r').writeByte('\n');
        afterCr = false;
        lineStart = true;
    }
}
