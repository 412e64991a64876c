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

/** The message can't go through seven bits as what it is; the text says why, without a word of the message. */
public final class NotConvertible extends Exception {
    private static final long serialVersionUID = 1L;

    NotConvertible(String reason) {
        super(reason, null, false, false);
    }

    /** Why, for the log: {@code DKIM-Signature: signs the body (expected: no signature)}. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
