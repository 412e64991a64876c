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
package io.jamesconnectors.smtp.validate;

import java.util.Optional;

import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.smtp.wire.MailAddress;

/**
 * What is wanted of a validation beyond connecting.
 *
 * @param from the sender to try; where it is empty and a recipient is given, one that the connector is for
 * @param sendTo the recipient to try, and to send a test message to
 * @param ehloName what we call ourselves
 */
public record ValidationRequest(Optional<MailAddress> from, Optional<MailAddress> sendTo, String ehloName) {
    /** @throws IllegalArgumentException when {@code ehloName} is no host name */
    public ValidationRequest {
        new Command.Ehlo(ehloName);
    }
}
