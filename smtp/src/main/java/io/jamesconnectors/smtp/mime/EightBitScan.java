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

/** Finds out, while a message passes by, whether it holds octets above 127, which must be declared (RFC 6152). Holds nothing of the message. */
public final class EightBitScan {
    private boolean eightBit;

    /** Looks at the next {@code length} octets of {@code block}. */
    public void add(byte[] block, int length) {
        for (int i = 0; i < length && !eightBit; i++) {
            eightBit = block[i] < 0;
        }
    }

    /** Whether any octet has its eighth bit set. */
    public boolean needsEightBitMime() {
        return eightBit;
    }
}
