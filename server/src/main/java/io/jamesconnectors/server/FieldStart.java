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
package io.jamesconnectors.server;

/** Finds fields of a header (RFC 5322 §2.2) in lines of octets, without making strings of them. */
final class FieldStart {
    private FieldStart() {
    }

    /**
     * Where the colon is when the line begins a field of that name, else -1. Some writers leave spaces before it.
     *
     * @param name in lower case
     * @param length of the line without its end
     */
    static int colon(String name, byte[] line, int length) {
        int i = 0;
        while (i < name.length() && i < length && lower(line[i]) == name.charAt(i)) {
            i++;
        }
        if (i < name.length()) {
            return -1;
        }
        while (i < length && (line[i] == ' ' || line[i] == '\t')) {
            i++;
        }
        return i < length && line[i] == ':' ? i : -1;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
