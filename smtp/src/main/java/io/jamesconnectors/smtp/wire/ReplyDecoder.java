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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Reads replies (RFC 5321 §4.2.1), strictly, since whoever is lenient here can be told lies: lines end with CRLF and hold no other
 * CR, LF or NUL; all lines of a reply carry the same code, from 200 to 599; and what a server can make us hold is bounded:
 * {@value #MAX_LINE} octets a line, {@value #MAX_LINES} lines and {@value #MAX_REPLY} octets a reply.
 * The first fault is thrown once; everything after it is discarded.
 */
public final class ReplyDecoder extends ByteToMessageDecoder {
    /** The longest line, with its CRLF. RFC 5321 §4.5.3.1.5 asks for 512. */
    public static final int MAX_LINE = 4096;
    /** The most lines of one reply. */
    public static final int MAX_LINES = 128;
    /** The most octets of one reply. */
    public static final int MAX_REPLY = 65_536;

    private final List<String> lines = new ArrayList<>();
    private int code;
    private int octets;
    private int scanned;
    private boolean broken;

    /**
     * Whether octets wait that belong to no complete reply, or to a reply that was not asked for. At STARTTLS there must be none
     * (RFC 3207 §6): they were said in clear and would be believed after the handshake.
     */
    public boolean hasLeftovers() {
        return internalBuffer().isReadable() || !lines.isEmpty();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int end = in.indexOf(in.readerIndex() + scanned, in.writerIndex(), (byte) '\n');
        int length = (end < 0 ? in.writerIndex() : end + 1) - in.readerIndex();
        if (length > MAX_LINE) {
            throw fault(in, "reply line: more than " + MAX_LINE + " octets (expected: at most " + MAX_LINE + ")");
        }
        if (end < 0) {
            scanned = length;
            return;
        }
        scanned = 0;
        line(in, length, out);
    }

    private void line(ByteBuf in, int length, List<Object> out) {
        int start = in.readerIndex();
        if (length < 2 || in.getByte(start + length - 2) != '\r') {
            throw fault(in, "reply line: ends with a bare LF (expected: CRLF)");
        }
        if (length < 5 || !isCode(in, start)) {
            throw fault(in, "reply line: begins with no code (expected: 200 to 599)");
        }
        int lineCode = (in.getByte(start) - '0') * 100 + (in.getByte(start + 1) - '0') * 10 + in.getByte(start + 2) - '0';
        byte separator = in.getByte(start + 3);
        boolean last = separator == ' ' || separator == '\r' && length == 5;
        if (!last && separator != '-') {
            throw fault(in, "reply line: code " + lineCode + " is followed by octet " + (separator & 0xff) + " (expected: space, hyphen or CRLF)");
        }
        int textLength = Math.max(0, length - 6);
        if (in.indexOf(start, start + length - 2, (byte) '\r') >= 0 || in.indexOf(start, start + length - 2, (byte) 0) >= 0) {
            throw fault(in, "reply line: holds a bare CR or NUL (expected: text)");
        }
        if (!lines.isEmpty() && lineCode != code) {
            throw fault(in, "reply: codes " + code + " and " + lineCode + " in one reply (expected: the same on each line)");
        }
        octets += length;
        if (lines.size() == MAX_LINES || octets > MAX_REPLY) {
            throw fault(in, "reply: more than " + MAX_LINES + " lines or " + MAX_REPLY + " octets (expected: at most that)");
        }
        code = lineCode;
        lines.add(in.toString(start + Math.min(4, length - 2), textLength, StandardCharsets.UTF_8));
        in.skipBytes(length);
        if (last) {
            out.add(Reply.of(code, lines));
            lines.clear();
            octets = 0;
        }
    }

    private ReplySyntaxException fault(ByteBuf in, String message) {
        broken = true;
        lines.clear();
        in.skipBytes(in.readableBytes());
        return new ReplySyntaxException(message);
    }

    private static boolean isCode(ByteBuf in, int start) {
        byte first = in.getByte(start);
        return first >= '2' && first <= '5' && isDigit(in.getByte(start + 1)) && isDigit(in.getByte(start + 2));
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
