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
package io.jamesconnectors.smtp.delivery;

import io.jamesconnectors.smtp.wire.MailAddress;

/**
 * One RCPT TO of an envelope.
 *
 * @param address a mail address; free of control characters, checked here
 */
public record EnvelopeRecipient(String address) {
    /** @throws IllegalArgumentException when {@code address} is empty or could not stand in a command */
    public EnvelopeRecipient {
        if (new MailAddress(address).asString().isEmpty()) {
            throw new IllegalArgumentException("recipient: '' (expected: a mail address)");
        }
    }

    @Override
    public String toString() {
        return address;
    }
}
