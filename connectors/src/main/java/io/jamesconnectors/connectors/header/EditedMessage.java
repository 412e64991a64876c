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

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A message whose header is changed on the way. Behind the header, reads go straight to the message. */
final class EditedMessage extends FilterInputStream {
    private static final int CHUNK = 8192;

    private final HeaderEditor editor;
    private final byte[] chunk = new byte[CHUNK];
    private byte[] ready = new byte[0];
    private int next;

    EditedMessage(InputStream message, HeaderEditor editor) {
        super(message);
        this.editor = editor;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[next++] & 0xff : in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return in.read(target, offset, length);
        }
        int count = Math.min(length, ready.length - next);
        System.arraycopy(ready, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        if (count <= 0) {
            return 0;
        }
        if (!fill()) {
            return in.skip(count);
        }
        int skipped = (int) Math.min(count, ready.length - next);
        next += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return next < ready.length ? ready.length - next : editor.isInBody() ? in.available() : 0;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public synchronized void mark(int limit) {
        // not supported
    }

    @Override
    public synchronized void reset() throws IOException {
        throw new IOException("mark: not supported (expected: read the message anew)");
    }

    /** Whether octets are ready; if not, what follows is the rest of the message as it is. */
    private boolean fill() throws IOException {
        while (next == ready.length && !editor.isInBody()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK + 256);
            int read = in.read(chunk);
            if (read < 0) {
                editor.end(out);
            } else {
                editor.feed(chunk, 0, read, out);
            }
            ready = out.toByteArray();
            next = 0;
        }
        return next < ready.length;
    }
}
