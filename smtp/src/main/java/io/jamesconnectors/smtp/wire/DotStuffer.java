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
 * Makes a message fit for DATA (RFC 5321 §4.5.2) piece by piece: every line end, be it CRLF, bare LF or bare CR, leaves as CRLF
 * (§2.3.8), a dot at the beginning of a line is doubled, and the end is CRLF, dot, CRLF. One instance serves one message.
 * Since neither a bare CR nor a bare LF can leave, nobody can smuggle an end of message past a server that is lenient about them.
 */
public final class DotStuffer {
    private boolean lineStart = true;
    private boolean afterCr;

    /** Appends what {@code length} octets of {@code piece} become; at most twice as many, and one more. */
    public void stuff(byte[] piece, int offset, int length, ByteBuf out) {
        int end = offset + length;
        int i = offset;
        if (afterCr && i < end) {
            afterCr = false;
            endLine(out);
            if (piece[i] == '\n') {
                i++;
            }
        }
        while (i < end) {
            if (lineStart && piece[i] == '.') {
                out.writeByte('.');
            }
            int run = i;
            while (run < end && piece[run] != '\n' && piece[run] != '\r') {
                run++;
            }
            if (run > i) {
                lineStart = false;
            }
            if (run + 1 < end && piece[run] == '\r' && piece[run + 1] == '\n') {
                out.writeBytes(piece, i, run + 2 - i);
                lineStart = true;
                i = run + 2;
                continue;
            }
            out.writeBytes(piece, i, run - i);
            i = run;
            if (i < end) {
                if (piece[i] == '\r' && i + 1 == end) {
                    afterCr = true;
                } else {
                    endLine(out);
                }
                i++;
            }
        }
    }

    /** Appends the end of the message: the end of its last line where that is missing, and the final dot. */
    public void finish(ByteBuf out) {
        if (afterCr || !lineStart) {
            afterCr = false;
            endLine(out);
        }
        out.writeByte('.').writeByte('\r').writeByte('\n');
    }

    private void endLine(ByteBuf out) {
        out.writeByte('\r').writeByte('\n');
        lineStart = true;
    }
}
