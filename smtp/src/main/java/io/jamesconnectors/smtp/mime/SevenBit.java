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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

import io.jamesconnectors.smtp.mime.Survey.Plan;

/**
 * How one message becomes fit for a server without 8BITMIME (RFC 6152 §3), such that whoever decodes it gets the very same octets: parts that hold
 * octets above 127 become quoted-printable or base64, whichever is shorter; all else stays as it is, but for line ends, which become CRLF as they would
 * on the wire. A message that is signed or encrypted anywhere, has such octets in a header, or could be read in two ways is {@link NotConvertible}.
 */
public final class SevenBit {
    private final List<Plan> plans;
    private final long size;

    private SevenBit(List<Plan> plans, long size) {
        this.plans = plans;
        this.size = size;
    }

    /** Gives the message from its beginning; who asks closes it. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Reads the message twice: to decide, and to count.
     *
     * @throws IOException when it can't be read
     * @throws NotConvertible when it can't go through seven bits as what it is
     */
    public static SevenBit of(Source original) throws IOException, NotConvertible {
        Survey survey = new Survey();
        try (InputStream in = original.open()) {
            MimeWalk walk = new MimeWalk(in, survey);
            while (walk.step()) {
                // The survey is told of each step.
            }
        }
        List<Plan> plans = List.copyOf(survey.plans());
        try (InputStream converted = new Converted(original.open(), plans)) {
            return new SevenBit(plans, converted.transferTo(OutputStream.nullOutputStream()));
        }
    }

    /** The octets that {@link #convert} will give. */
    public long size() {
        return size;
    }

    /** The converted message, made while it is read. Closing it closes {@code original}. */
    public InputStream convert(InputStream original) {
        return new Converted(original, plans);
    }

    private static final class Converted extends InputStream {
        private final InputStream original;
        private final ByteArrayOutputStream made = new ByteArrayOutputStream();
        private final MimeWalk walk;
        private byte[] ready = {};
        private int position;

        private Converted(InputStream original, List<Plan> plans) {
            this.original = original;
            this.walk = new MimeWalk(original, new Rewriter(plans, made));
        }

        @Override
        public int read() throws IOException {
            return makeReady() ? ready[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!makeReady()) {
                return -1;
            }
            int count = Math.min(length, ready.length - position);
            System.arraycopy(ready, position, bytes, offset, count);
            position += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            original.close();
        }

        private boolean makeReady() throws IOException {
            while (position == ready.length) {
                boolean more;
                try {
                    more = walk.step();
                } catch (NotConvertible e) {
                    throw new IOException("message: changed between two readings: " + e.reason(), e);
                }
                ready = made.toByteArray();
                position = 0;
                made.reset();
                if (!more && ready.length == 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
