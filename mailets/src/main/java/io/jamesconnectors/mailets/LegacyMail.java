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
package io.jamesconnectors.mailets;

import java.util.Optional;

import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.outbound.IndirectSubmission;
import io.jamesconnectors.matchers.InboundAttributes;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.session.Phase;

/** Mail that came in at a listener for old devices: what {@link IndirectSubmission} says of it. */
final class LegacyMail {
    private LegacyMail() {
    }

    /** Why the mail waits rather than leaves by {@code connector}, as the connectors are at this moment; empty when it may leave. */
    static Optional<Failure> obstacle(OutboundConnector connector, Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, InboundAttributes.LEGACY_LISTENER, String.class)
            .flatMap(listener -> IndirectSubmission.hold(listener, connector))
            .map(hold -> new Failure(Failure.Kind.TRANSIENT, Phase.LOOKUP, "", "", 451, hold.code(), hold.text(),
                "floor of connector " + connector.name() + ": " + IndirectSubmission.weakness(connector) + " (expected: " + IndirectSubmission.FLOOR.word()
                    + " or more, and " + IndirectSubmission.OLDEST.word() + " or newer): nothing was connected"));
    }
}
