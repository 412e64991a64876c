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
package io.jamesconnectors.mailets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;

import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.mailets.header.SenderReplacement;
import io.jamesconnectors.smtp.delivery.Body;

/** A message with another sender in its header ({@link SenderReplacement}); what follows the header is streamed as it is. */
final class ReplacedSender implements Body {
    private final Body message;
    private final int replaced;
    private final byte[] header;

    private ReplacedSender(Body message, int replaced, byte[] header) {
        this.message = message;
        this.replaced = replaced;
        this.header = header;
    }

    /**
     * Reads the header once.
     *
     * @param envelopeSender MAIL FROM as it was; empty for the null sender
     * @return empty when the header is too large to be rewritten
     */
    static Optional<Body> in(Body message, FromRewrite rewrite, String envelopeSender) throws IOException {
        try (InputStream in = message.open()) {
            return HeaderBlock.read(in).map(header -> new ReplacedSender(message, header.octets(), SenderReplacement.in(header, rewrite, envelopeSender)));
        }
    }

    @Override
    public long size() {
        return message.size() == UNKNOWN_SIZE ? UNKNOWN_SIZE : message.size() - replaced + header.length;
    }

    @Override
    public InputStream open() throws IOException {
        InputStream rest = message.open();
        boolean opened = false;
        try {
            rest.skipNBytes(replaced);
            opened = true;
            return new SequenceInputStream(new ByteArrayInputStream(header), rest);
        } finally {
            if (!opened) {
                rest.close();
            }
        }
    }
}
