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
package io.jamesconnectors.smtp.session;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * One reading of a message on the worker's thread, a block of 64 KiB at a time, so that a message of any size costs one block.
 * A stream that ends before the announced size, or goes on after it, is no message: its last block is never given out. Nor is one with NUL in its header.
 */
final class MessageBlocks implements AutoCloseable {
    private final byte[] block;
    private final BodySource source;
    private final long size;
    private final HeaderGuard guard = new HeaderGuard();
    private @Nullable InputStream in;
    private int length;
    private long octets;
    private boolean atEnd;

    /** @param size the octets that {@code source} must give, or less than zero when nobody counted */
    MessageBlocks(byte[] block, BodySource source, long size) {
        this.block = block;
        this.source = source;
        this.size = size;
    }

    /** Opens the message and reads its first block, before anything is said to the server: a message that can't be read costs no transaction. */
    void open() throws IOException {
        in = source.open();
        next();
    }

    /** Reads the next block in place of the present one. */
    void next() throws IOException {
        InputStream stream = in;
        if (stream == null) {
            throw new IllegalStateException("message: not open (expected: open() first)");
        }
        length = stream.readNBytes(block, 0, block.length);
        octets += length;
        if (!guard.passes(block, length)) {
            throw new UnsendableMessage("message: NUL in its header (expected: none)");
        }
        atEnd = length < block.length;
        if (size >= 0 && (atEnd ? octets != size : octets > size)) {
            throw new IOException("message: " + (atEnd ? "ends after " + octets : "goes on after " + size) + " octets (expected: " + size + " as announced)");
        }
    }

    /** The present block; {@link #length} octets of it count. */
    byte[] block() {
        return block;
    }

    int length() {
        return length;
    }

    /** Whether the present block is the last. */
    boolean atEnd() {
        return atEnd;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
