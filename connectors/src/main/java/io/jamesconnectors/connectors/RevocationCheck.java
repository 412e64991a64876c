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
package io.jamesconnectors.connectors;

/** How much it matters whether the issuer of a client's certificate has revoked it (RFC 5280 §5, RFC 6960). */
public enum RevocationCheck {
    /** Nobody is asked. */
    NONE("none"),
    /** The issuer is asked; a certificate that it calls revoked does not count, one of which nothing can be learned does. */
    WHEN_AVAILABLE("whenAvailable"),
    /** The issuer is asked; a certificate counts only when it says that it is good. */
    REQUIRED("required");

    private final String word;

    RevocationCheck(String word) {
        this.word = word;
    }

    /** The word that {@code connectors.xml} uses. */
    public String word() {
        return word;
    }
}
