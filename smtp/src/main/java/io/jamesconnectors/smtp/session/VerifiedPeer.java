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
package io.jamesconnectors.smtp.session;

import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.session.SessionException.Fault;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.TlsVerdict;

/**
 * A peer whose certificate was asked for, verified, and found good. <strong>Passwords and tokens are shown to nobody else:</strong> {@link Authentication} takes no
 * other, and an instance exists only where the floor is {@link TlsSettings#CERTIFICATE_VALIDATION} at least and the verdict on the handshake meets it.
 *
 * @param verdict what it proved
 */
record VerifiedPeer(TlsVerdict verdict) {
    private static final TlsSettings LEAST = TlsSettings.CERTIFICATE_VALIDATION;

    VerifiedPeer {
        if (!verdict.meetsFloor() || !verdict.reached().isAtLeast(LEAST)) {
            throw new IllegalArgumentException("peer: " + verdict.reached().word() + " (expected: " + LEAST.word() + " at least)");
        }
    }

    /** @throws SessionException when the floor would let mail pass without a good certificate */
    static void requireFloor(TlsRequirement requirement) throws SessionException {
        if (!requirement.floor().isAtLeast(LEAST)) {
            throw new SessionException(Phase.LOGIN, Fault.LOGIN, "login: tlsSettings is " + requirement.floor().word() + " (expected: " + LEAST.word() + " or "
                + TlsSettings.DOMAIN_VALIDATION.word() + ", since no password or token is shown to a server that has not proved who it is)");
        }
    }
}
