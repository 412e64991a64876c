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
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * Walks once through a message and tells of its parts as they come (RFC 2046 §5.1.1). What it tells, put together again with a CRLF for each break,
 * is the message. Strict, since a part that another reader would see elsewhere must not be touched: every multipart is closed, and no line
 * but a delimiter begins like one. Bounded: {@value #MAX_DEPTH} levels, {@value #MAX_ENTITIES} entities.
 */
final class MimeWalk {
    private static final int MAX_DEPTH = 30;
    private static final int MAX_ENTITIES = 10_000;
    private static final byte[] CRLF = {'\r', '\n'};

    /** Who is told. */
    interface Visitor {
        /** An entity begins: its header is read, its body follows. */
        void entity(Entity entity) throws NotConvertible, IOException;

        /** Octets that belong to no body: delimiters, and what stands before the first and after the last. Line ends are CRLF. */
        void between(byte[] octets, int from, int length) throws NotConvertible, IOException;

        /** Octets of the body of the last entity, which is no composite; without line ends. */
        void body(byte[] octets, int from, int length) throws NotConvertible, IOException;

        /** A line end within that body. */
        void lineEnd() throws IOException;

        /** That body is at its end. */
        void bodyEnd() throws NotConvertible, IOException;
    }

    private enum Mode { HEADER, BODY, BETWEEN }

    private record Open(byte[] delimiter, Entity multipart) {
    }

    private final Lines lines;
    private final Visitor visitor;
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private Mode mode = Mode.HEADER;
    private Header header = new Header();
    private ContentType byDefault = ContentType.TEXT;
    private boolean isMessage = true;
    private boolean lineEndOwed;
    private boolean over;
    private int entities;
    private int depth;

    MimeWalk(InputStream in, Visitor visitor) {
        this.lines = new Lines(in);
        this.visitor = visitor;
    }

    /** Reads one segment and tells of it. Returns false when the message is at its end. */
    boolean step() throws IOException, NotConvertible {
        if (over) {
            return false;
        }
        if (!lines.next()) {
            over = true;
            atEnd();
        } else if (!lines.startsLine() || !delimiter()) {
            ordinary();
        }
        return true;
    }

    private void ordinary() throws IOException, NotConvertible {
        switch (mode) {
            case HEADER -> {
                if (header.add(lines)) {
                    headerEnd();
                }
            }
            case BODY -> {
                if (lineEndOwed) {
                    visitor.lineEnd();
                }
                visitor.body(lines.buffer(), lines.from(), lines.length());
                lineEndOwed = lines.endsLine();
            }
            case BETWEEN -> between();
        }
    }

    private void between() throws IOException, NotConvertible {
        visitor.between(lines.buffer(), lines.from(), lines.length());
        if (lines.endsLine()) {
            visitor.between(CRLF, 0, 2);
        }
    }

    private void headerEnd() throws NotConvertible, IOException {
        Entity entity = Entity.read(header, byDefault, isMessage);
        if (++entities > MAX_ENTITIES || entity.isComposite() && ++depth > MAX_DEPTH) {
            throw new NotConvertible("parts: more than " + MAX_ENTITIES + ", or nested deeper than " + MAX_DEPTH + " (expected: at most that)");
        }
        visitor.entity(entity);
        header = new Header();
        lineEndOwed = false;
        String boundary = entity.boundary();
        if (boundary != null) {
            open.push(new Open(("--" + boundary).getBytes(StandardCharsets.US_ASCII), entity));
            mode = Mode.BETWEEN;
        } else if (entity.holdsMessage()) {
            isMessage = true;
            byDefault = ContentType.TEXT;
        } else {
            mode = Mode.BODY;
        }
    }

    /** Whether the line is a delimiter of an open multipart, which it then goes by. */
    private boolean delimiter() throws NotConvertible, IOException {
        Open found = null;
        boolean close = false;
        for (Open candidate : open) {
            int rest = afterPrefix(candidate.delimiter());
            if (rest < 0) {
                continue;
            }
            boolean closes = lines.length() >= rest + 2 && octet(rest) == '-' && octet(rest + 1) == '-' && isBlank(rest + 2);
            if (found != null || candidate != open.peek() || !closes && !isBlank(rest)) {
                throw new NotConvertible("multipart: a line that is a delimiter for one reader and none for another, or out of turn"
                    + " (expected: clear delimiters)");
            }
            found = candidate;
            close = closes;
        }
        if (found == null) {
            return false;
        }
        if (mode == Mode.HEADER) {
            throw new NotConvertible("multipart: a part whose header has no end (expected: an empty line)");
        }
        if (mode == Mode.BODY) {
            visitor.bodyEnd();
            if (lineEndOwed) {
                visitor.between(CRLF, 0, 2);
            }
        }
        between();
        if (close) {
            open.pop();
            depth--;
            mode = Mode.BETWEEN;
        } else {
            mode = Mode.HEADER;
            isMessage = false;
            byDefault = found.multipart().defaultOfParts();
        }
        return true;
    }

    private void atEnd() throws NotConvertible, IOException {
        if (!open.isEmpty() || mode == Mode.HEADER) {
            throw new NotConvertible(open.isEmpty() ? "header: no end (expected: an empty line)" : "multipart: no end (expected: a closing delimiter)");
        }
        if (mode == Mode.BODY) {
            if (lineEndOwed) {
                visitor.lineEnd();
            }
            visitor.bodyEnd();
        }
    }

    private int afterPrefix(byte[] prefix) {
        if (lines.length() < prefix.length) {
            return -1;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (octet(i) != prefix[i]) {
                return -1;
            }
        }
        return prefix.length;
    }

    private boolean isBlank(int start) {
        for (int i = start; i < lines.length(); i++) {
            if (octet(i) != ' ' && octet(i) != '\t') {
                return false;
            }
        }
        return lines.endsLine();
    }

    private byte octet(int index) {
        return lines.buffer()[lines.from() + index];
    }
}
