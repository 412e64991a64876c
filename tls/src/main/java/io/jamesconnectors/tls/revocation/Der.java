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
package io.jamesconnectors.tls.revocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One element of DER (X.690): as much of it as a question to an OCSP responder and the extensions that say where to ask need. No tags above 30, no indefinite
 * lengths.
 *
 * @param tag the identifier octet
 * @param content what follows the length
 */
record Der(int tag, byte[] content) {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    /** {@code [0]} with elements in it. */
    static final int CONTEXT_0 = 0xA0;
    /** {@code [6]}: in a GeneralName, an URI. */
    static final int CONTEXT_6_PRIMITIVE = 0x86;

    private static final int LONG_FORM = 0x80;
    private static final int HIGH_TAG = 0x1F;

    /** The elements that {@code bytes} hold, one after the other. */
    static List<Der> all(byte[] bytes) throws IOException {
        List<Der> found = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int tag = bytes[at] & 0xFF;
            int lengthAt = at + 1;
            if ((tag & HIGH_TAG) == HIGH_TAG || lengthAt >= bytes.length) {
                throw malformed(at);
            }
            int first = bytes[lengthAt] & 0xFF;
            int octets = first < LONG_FORM ? 0 : first - LONG_FORM;
            int start = lengthAt + 1 + octets;
            if (first == LONG_FORM || octets > 3 || start > bytes.length) {
                throw malformed(at);
            }
            int length = octets == 0 ? first : new BigInteger(1, Arrays.copyOfRange(bytes, lengthAt + 1, start)).intValueExact();
            if (length > bytes.length - start) {
                throw malformed(at);
            }
            found.add(new Der(tag, Arrays.copyOfRange(bytes, start, start + length)));
            at = start + length;
        }
        return found;
    }

    /** The one element that {@code bytes} hold, which must be of this tag. */
    static Der one(byte[] bytes, int tag) throws IOException {
        List<Der> all = all(bytes);
        if (all.size() != 1 || all.get(0).tag() != tag) {
            throw new IOException("DER: " + all.size() + " elements (expected: one with the tag " + tag + ")");
        }
        return all.get(0);
    }

    /** The elements inside. */
    List<Der> children() throws IOException {
        return all(content);
    }

    /** An element of these parts, as bytes. */
    static byte[] write(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.size() < LONG_FORM) {
            element.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            int sign = length[0] == 0 ? 1 : 0;
            element.write(LONG_FORM + length.length - sign);
            element.write(length, sign, length.length - sign);
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static IOException malformed(int at) {
        return new IOException("DER: malformed at octet " + at + " (expected: tag, definite length, content)");
    }
}
