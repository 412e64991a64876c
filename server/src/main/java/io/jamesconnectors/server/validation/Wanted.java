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
package io.jamesconnectors.server.validation;

import java.net.InetAddress;
import java.util.Optional;

import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.tls.ClientIdentity;

/**
 * What is wanted of a validation.
 *
 * @param from the sender to try; empty for one that the connector is for
 * @param sendTo whom to send a message to; empty for none
 * @param address inbound: where the peer is; empty for an address that the connector is for
 * @param identity inbound: the certificate that the peer shows; empty for none
 */
public record Wanted(Optional<MailAddress> from, Optional<MailAddress> sendTo, Optional<InetAddress> address, Optional<ClientIdentity> identity) {
    /** Whatever the connector is for. */
    public static final Wanted NOTHING = new Wanted(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
