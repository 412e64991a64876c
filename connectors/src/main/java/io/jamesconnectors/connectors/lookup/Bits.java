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
package io.jamesconnectors.connectors.lookup;

/** Addresses as unsigned 128-bit numbers in two longs; an IPv4 address is the number of its 32 bits. */
final class Bits {

    private Bits() {
    }

    /** The upper 64 bits of a 16-byte address, 0 for a 4-byte one. */
    static long high(byte[] address) {
        return address.length == 16 ? number(address, 0, 8) : 0;
    }

    /** The lower 64 bits. */
    static long low(byte[] address) {
        return address.length == 16 ? number(address, 8, 16) : number(address, 0, 4);
    }

    /** Whether these 128 bits are in {@code ::ffff:0:0/96} (RFC 4291 §2.5.5.2). */
    static boolean isMappedIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    /** The upper half of the bits that a prefix of {@code length} out of 128 leaves free. */
    static long freeHigh(int length) {
        return length >= 64 ? 0 : -1L >>> length;
    }

    /** The lower half of the same. */
    static long freeLow(int length) {
        return length >= 128 ? 0 : length <= 64 ? -1L : -1L >>> (length - 64);
    }

    static int compare(long high1, long low1, long high2, long low2) {
        int byHigh = Long.compareUnsigned(high1, high2);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low1, low2);
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return number;
    }
}
