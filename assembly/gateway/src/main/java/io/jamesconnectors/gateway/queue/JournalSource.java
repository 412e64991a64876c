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
package io.jamesconnectors.gateway.queue;

import java.io.IOException;
import java.io.InputStream;

import javax.mail.util.SharedByteArrayInputStream;

import org.apache.activemq.util.ByteSequence;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.server.core.MimeMessageSource;
import org.jspecify.annotations.Nullable;

/** The bytes of a mail as they were stored. They are shared, not copied. Once disposed of it gives an error, never an empty message that would be sent. */
final class JournalSource implements MimeMessageSource, Disposable {
    private final String id;
    private volatile @Nullable ByteSequence content;

    JournalSource(String id, @Nullable ByteSequence content) {
        this.id = id;
        this.content = content;
    }

    @Override
    public String getSourceId() {
        return id;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        ByteSequence bytes = content();
        return new SharedByteArrayInputStream(bytes.getData(), bytes.getOffset(), bytes.getLength());
    }

    @Override
    public long getMessageSize() throws IOException {
        return content().getLength();
    }

    @Override
    public void dispose() {
        content = null;
    }

    private ByteSequence content() throws IOException {
        ByteSequence bytes = content;
        if (bytes == null) {
            throw new IOException("stored mail " + id + ": disposed of, or without a body (expected: header and body)");
        }
        return bytes;
    }
}
