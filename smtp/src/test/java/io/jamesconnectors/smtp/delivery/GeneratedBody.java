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

import java.io.InputStream;

/** A message of any size that is nowhere in memory: lines of 78 octets. */
record GeneratedBody(long size) implements Body {
    @Override
    public InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() {
                if (position == size) {
                    return -1;
                }
                int column = (int) (position++ % 78);
                return column == 77 || position == size ? '\n' : column == 76 || position == size - 1 ? '\r' : 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int count = 0;
                while (count < length) {
                    int octet = read();
                    if (octet < 0) {
                        return count == 0 ? -1 : count;
                    }
                    bytes[offset + count++] = (byte) octet;
                }
                return count;
            }
        };
    }
}
