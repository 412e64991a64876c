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
import io.jamesconnectors.smtp.wire.RecipientDsn;

/**
 * One RCPT TO of an envelope.
 *
 * @param address a mail address; free of control characters, checked here
 * @param dsn what the sender asked to be told about this recipient
 */
public record EnvelopeRecipient(String address, RecipientDsn dsn) {
    /** @throws IllegalArgumentException when {@code address} is empty or could not stand in a command */
    public EnvelopeRecipient {
        if (new MailAddress(address).asString().isEmpty()) {
            throw new IllegalArgumentException("recipient: '' (expected: a mail address)");
        }
    }

    /** A recipient about whom the sender asked for nothing special. */
    public static EnvelopeRecipient of(String address) {
        return new EnvelopeRecipient(address, RecipientDsn.NONE);
    }

    @Override
    public String toString() {
        return address;
    }
}
