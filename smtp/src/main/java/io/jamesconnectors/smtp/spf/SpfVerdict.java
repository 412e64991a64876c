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
package io.jamesconnectors.smtp.spf;

import java.util.Locale;

/**
 * What SPF says of an address (RFC 7208 §2.6).
 *
 * @param reason why there is no answer, where there is none; empty otherwise. Written by strangers in part, bounded and printable
 */
record SpfVerdict(Result result, String reason) {
    /** The answers. */
    enum Result {
        PASS, FAIL, SOFTFAIL, NEUTRAL, NONE, TEMPERROR, PERMERROR;

        /** The word of the RFC. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The answer of that word; a word that is none is a permanent error. */
        static Result of(String word) {
            for (Result result : values()) {
                if (result.word().equals(word)) {
                    return result;
                }
            }
            return PERMERROR;
        }
    }
}
