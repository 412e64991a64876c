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
package io.jamesconnectors.testing.tenant;

import java.util.Locale;

/** Mail addresses, as far as routing looks at them. */
final class Address {
    private Address() {
    }

    /** In lower case: local parts are compared without regard to it, too. */
    static String canonical(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /** What is behind the last at sign, in lower case. */
    static String domain(String address) {
        return canonical(address.substring(address.lastIndexOf('@') + 1));
    }

    static String localPart(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@')));
    }

    /** Whether it can be put between angle brackets in a command: nothing in it ends a line, and nothing is missing. */
    static boolean isSound(String address) {
        return address.lastIndexOf('@') > 0 && !domain(address).isEmpty() && address.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '<' || c == '>');
    }
}
