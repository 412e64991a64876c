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
package io.jamesconnectors.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads what an SMTP client sends: command lines, dot-stuffed content (RFC 5321 §4.5.2), and chunks. One buffer, no copies but of what is kept. */
public final class SmtpInput {
    private static final int MAX_LINE = 8_192;

    private final InputStream in;
    private final byte[] buffer = new byte[65_536];
    private int position;
    private int limit;

    /** Reads from {@code in}. */
    public SmtpInput(InputStream in) {
        this.in = in;
    }

    /** Whether the next read may have to wait for the client: then it must have got all replies. */
    public boolean isEmpty() {
        return position == limit;
    }

    /** The next line without its CRLF, one character a byte. */
    public String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        while (true) {
            byte next = read();
            if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("line: longer than " + MAX_LINE + " bytes");
            }
            line.append((char) (next & 0xFF));
        }
    }

    /** Reads up to the final dot, without it. */
    public void content(Content content) throws IOException {
        ContentState state = ContentState.LINE_START;
        while (true) {
            if (state == ContentState.TEXT) {
                restOfLine(content);
            }
            byte next = read();
            switch (state) {
                case LINE_START -> {
                    if (next == '.') {
                        state = ContentState.DOT;
                    } else {
                        state = plain(content, next);
                    }
                }
                case TEXT -> state = plain(content, next);
                case CR -> {
                    if (next == '\n') {
                        content.add(next);
                        state = ContentState.LINE_START;
                    } else {
                        state = plain(content, next);
                    }
                }
                case DOT -> {
                    if (next == '\r') {
                        state = ContentState.DOT_CR;
                    } else {
                        state = plain(content, next);
                    }
                }
                case DOT_CR -> {
                    if (next == '\n') {
                        return;
                    }
                    content.add((byte) '\r');
                    state = plain(content, next);
                }
            }
        }
    }

    /** Reads {@code length} bytes as they are. */
    public void chunk(long length, Content content) throws IOException {
        for (long left = length; left > 0;) {
            if (isEmpty()) {
                fill();
            }
            int count = (int) Math.min(left, limit - position);
            content.add(buffer, position, count);
            position += count;
            left -= count;
        }
    }

    /** Takes what has arrived of a line up to its CR, or a bare LF, in one piece: where bodies are large, this is where the time goes. */
    private void restOfLine(Content content) {
        int end = position;
        while (end < limit && buffer[end] != '\r' && buffer[end] != '\n') {
            end++;
        }
        content.add(buffer, position, end - position);
        position = end;
    }

    private static ContentState plain(Content content, byte next) {
        content.add(next);
        if (next == '\n') {
            content.addBareLineFeed();
        }
        return next == '\r' ? ContentState.CR : ContentState.TEXT;
    }

    private byte read() throws IOException {
        if (isEmpty()) {
            fill();
        }
        return buffer[position++];
    }

    private void fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        if (limit == 0) {
            throw new EOFException("the client has closed the connection");
        }
    }

    private enum ContentState { LINE_START, TEXT, CR, DOT, DOT_CR }

    /** The content of one message: all of it is counted, its beginning is kept. */
    public static final class Content {
        private final int most;
        private byte[] bytes = new byte[1_024];
        private int kept;
        private long size;
        private long bareLineFeeds;

        /** Nothing yet; of what comes the first {@code most} bytes will be kept. */
        public Content(int most) {
            this.most = most;
        }

        void add(byte b) {
            size++;
            if (kept < most) {
                if (kept == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(most, 4L * bytes.length));
                }
                bytes[kept++] = b;
            }
        }

        void add(byte[] from, int offset, int count) {
            size += count;
            int room = Math.min(count, most - kept);
            if (room > 0) {
                if (kept + room > bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(most, 4L * (kept + room)));
                }
                System.arraycopy(from, offset, bytes, kept, room);
                kept += room;
            }
        }

        void addBareLineFeed() {
            bareLineFeeds++;
        }

        /** What is kept. */
        public byte[] kept() {
            return Arrays.copyOf(bytes, kept);
        }

        /** How many bytes came. */
        public long size() {
            return size;
        }

        /** Line feeds without a carriage return before them; none are counted in chunks. */
        public long bareLineFeeds() {
            return bareLineFeeds;
        }
    }
}
