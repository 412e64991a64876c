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
package io.jamesconnectors.smtp.mime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a message line by line, whatever its line ends are: CRLF, bare LF and bare CR all end a line, as they do on the wire. A line that is longer
 * than {@value #SEGMENT} octets comes in several segments; each other segment is a whole line. The last line counts as ended.
 */
final class Lines {
    static final int SEGMENT = 8_192;

    private final InputStream in;
    private final byte[] buffer = new byte[SEGMENT];
    private int position;
    private int limit;
    private boolean skipLineFeed;
    private boolean atEnd;
    private int from;
    private int length;
    private boolean starts;
    private boolean ends = true;

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next segment. Returns false when there is none. */
    boolean next() throws IOException {
        starts = ends;
        int scanned = position;
        while (true) {
            while (scanned < limit && buffer[scanned] != '\r' && buffer[scanned] != '\n') {
                scanned++;
            }
            if (scanned < limit) {
                if (skipLineFeed && scanned == position && buffer[scanned] == '\n') {
                    skipLineFeed = false;
                    position = ++scanned;
                    continue;
                }
                return segment(scanned, 1);
            }
            if (atEnd) {
                return (position < limit || !starts) && segment(limit, 1);
            }
            if (position == 0 && limit == SEGMENT) {
                return segment(limit, 0);
            }
            scanned -= position;
            fill();
        }
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where the segment begins in the {@link #buffer}. */
    int from() {
        return from;
    }

    /** How many octets it has, without the line end. */
    int length() {
        return length;
    }

    /** Whether it begins a line. */
    boolean startsLine() {
        return starts;
    }

    /** Whether it ends a line. */
    boolean endsLine() {
        return ends;
    }

    private boolean segment(int end, int terminator) {
        from = position;
        length = end - position;
        ends = terminator > 0;
        skipLineFeed = end < limit && buffer[end] == '\r';
        position = Math.min(limit, end + terminator);
        return true;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int read = in.read(buffer, limit, SEGMENT - limit);
        atEnd = read < 0;
        limit += Math.max(0, read);
    }
}
