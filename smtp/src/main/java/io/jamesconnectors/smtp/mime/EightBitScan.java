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

/**
 * Finds out, while a message passes by, which services it needs: 8BITMIME for octets above 127 anywhere (RFC 6152), SMTPUTF8 for a header in UTF-8
 * (RFC 6532). Octets above 127 in a header that are no UTF-8 come from before there was a rule; such a message needs no more than 8BITMIME.
 * Looks at the header of the message, not at those of its parts. Holds nothing of the message.
 */
public final class EightBitScan {
    private boolean eightBit;
    private boolean eightBitHeader;
    private boolean inHeader = true;
    private boolean valid = true;
    private int lineLength;
    private int awaited;
    private int lowest;
    private int highest;
    private int before;

    /** Looks at the next {@code length} octets of {@code block}. */
    public void add(byte[] block, int length) {
        int i = 0;
        while (i < length && inHeader) {
            header(block[i++]);
        }
        while (i < length && !eightBit) {
            eightBit = block[i++] < 0;
        }
    }

    /** Whether any octet has its eighth bit set. */
    public boolean needsEightBitMime() {
        return eightBit;
    }

    /** Whether the header holds octets above 127, and all of them are UTF-8. */
    public boolean needsSmtpUtf8() {
        return eightBitHeader && valid && awaited == 0;
    }

    private void header(byte octet) {
        if (octet == '\n' || octet == '\r') {
            if (octet == '\n' && before == '\r') {
                before = octet;
                return;
            }
            inHeader = lineLength > 0;
            lineLength = 0;
        } else {
            lineLength++;
        }
        before = octet;
        eightBit |= octet < 0;
        eightBitHeader |= octet < 0;
        utf8(octet & 0xff);
    }

    /** RFC 3629 §4: no overlong form, no surrogate, nothing beyond U+10FFFF. */
    private void utf8(int octet) {
        if (awaited > 0) {
            valid &= octet >= lowest && octet <= highest;
            awaited--;
            lowest = 0x80;
            highest = 0xbf;
            return;
        }
        if (octet < 0x80) {
            return;
        }
        valid &= octet >= 0xc2 && octet <= 0xf4;
        awaited = octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : 1;
        lowest = octet == 0xe0 ? 0xa0 : octet == 0xf0 ? 0x90 : 0x80;
        highest = octet == 0xed ? 0x9f : octet == 0xf4 ? 0x8f : 0xbf;
    }
}
