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
package io.jamesconnectors.smtp.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The raw octets of a message (RFC 5322), header and all. Line ends may be CRLF, bare LF or bare CR: on the wire each is CRLF,
 * and dots are stuffed on the fly. Read by the calling thread, never on an event loop; never held whole.
 */
public interface Body {
    /** What {@link #size()} says when nobody counted. */
    long UNKNOWN_SIZE = -1;

    /** The exact number of octets, or {@link #UNKNOWN_SIZE}. A stream that has more or fewer is not sent to its end: the attempt fails for now. */
    long size();

    /**
     * Opens the message at its beginning: once for each host tried. The stream is closed by who asked for it.
     *
     * @throws IOException when the message can't be read; the attempt then fails for now, and nothing of it counts as sent
     */
    InputStream open() throws IOException;

    /** A message that is in memory anyway. */
    static Body of(byte[] message) {
        return new Body() {
            @Override
            public long size() {
                return message.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(message);
            }
        };
    }
}
