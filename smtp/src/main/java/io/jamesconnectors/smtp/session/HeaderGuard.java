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
package io.jamesconnectors.smtp.session;

/** Looks for NUL in the header of a message that passes by: some readers end a line there, so nobody is to see one (RFC 5322 §2.2). */
final class HeaderGuard {
    private boolean inHeader = true;
    private boolean lineEmpty = true;
    private boolean afterCr;

    /** Looks at the next octets. Returns false when there is a NUL among those of the header. */
    boolean passes(byte[] block, int length) {
        for (int i = 0; i < length && inHeader; i++) {
            byte octet = block[i];
            if (octet == 0) {
                return false;
            }
            if (octet == '\n' && afterCr) {
                afterCr = false;
            } else if (octet == '\r' || octet == '\n') {
                inHeader = !lineEmpty;
                lineEmpty = true;
                afterCr = octet == '\r';
            } else {
                lineEmpty = false;
                afterCr = false;
            }
        }
        return true;
    }
}
