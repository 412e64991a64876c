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

import java.io.IOException;
import java.io.InputStream;

import io.jamesconnectors.connectors.header.HeaderEdit;
import io.jamesconnectors.smtp.delivery.Body;

/** A message with another header; what follows the header is streamed as it is. */
final class EditedBody implements Body {
    private final Body message;
    private final HeaderEdit edit;
    private final long size;

    private EditedBody(Body message, HeaderEdit edit, long size) {
        this.message = message;
        this.edit = edit;
        this.size = size;
    }

    /** Reads the header once. */
    static Body of(Body message, HeaderEdit edit) throws IOException {
        if (edit.equals(HeaderEdit.NONE)) {
            return message;
        }
        try (InputStream in = message.open()) {
            return new EditedBody(message, edit, message.size() == UNKNOWN_SIZE ? UNKNOWN_SIZE : message.size() + edit.growth(in));
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return edit.in(message.open());
    }
}
