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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in a mailbox.
 *
 * @param mailbox its primary address
 * @param recipient the address that it was sent to
 * @param content with the headers that the tenant has edited; {@link Arrival#message} has it as it came
 */
public record StoredMessage(Instant at, String mailbox, String recipient, byte[] content, Arrival arrival) {

    /** The content, one character a byte. */
    public String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** The value of the first header field of this name, unfolded. */
    public Optional<String> header(String name) {
        return RawMessage.of(content).value(name);
    }

    /** MAIL FROM, as it came; empty for the null sender. */
    public String sender() {
        return arrival.message().sender();
    }
}
