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
package io.jamesconnectors.connectors.outbound;

import java.util.Optional;

import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;

/**
 * By which connectors mail of old devices may leave. It came in over old TLS or in clear, at a {@link io.jamesconnectors.connectors.LegacyListener}; from
 * here on it is to be safe. So it leaves by a connector whose own floor is {@code EncryptionOnly} or more and which speaks nothing older than TLS 1.2. TLS
 * that is only offered is not enough, and neither is a policy of the other side: who sits in between can take both away.
 */
public final class IndirectSubmission {
    /** The floor that a connector must have. */
    public static final TlsSettings FLOOR = TlsSettings.ENCRYPTION_ONLY;
    /** The oldest version of TLS that it may speak. */
    public static final TlsVersion OLDEST = TlsVersion.TLS_1_2;
    private static final EnhancedCode SECURITY = new EnhancedCode(4, 7, 4);

    private IndirectSubmission() {
    }

    /**
     * Why mail waits rather than leaves.
     *
     * @param code of class 4
     * @param text for the sender of the message and the administrator: listener, connector and remedy
     */
    public record Hold(EnhancedCode code, String text) {
    }

    /** Whether mail of old devices may leave by {@code connector}. */
    public static boolean mayLeaveBy(OutboundConnector connector) {
        return hasFloor(connector) && hasVersion(connector);
    }

    /** Why mail that came in at {@code listener} can't leave by {@code connector}; empty when it can. */
    public static Optional<Hold> hold(String listener, OutboundConnector connector) {
        if (mayLeaveBy(connector)) {
            return Optional.empty();
        }
        boolean byMx = connector.name().equals(OutboundConnector.DEFAULT_ROUTE.name());
        return Optional.of(new Hold(SECURITY, "mail of the legacy listener " + listener + " leaves only over TLS 1.2 or newer, which "
            + (byMx ? "ordinary delivery by MX does not demand; add an outbound connector for these recipients with <tlsSettings>"
                + FLOOR.word() + "</tlsSettings> or more"
                : "connector " + connector.name() + " does not demand (" + weakness(connector) + "); " + remedy(connector))));
    }

    /** What of {@code connector} is too weak, as the file says it. */
    public static String weakness(OutboundConnector connector) {
        return hasFloor(connector) ? "minimumVersion " + connector.tlsOptions().minimumVersion().word() : "tlsSettings " + connector.tlsSettings().word();
    }

    private static String remedy(OutboundConnector connector) {
        return hasFloor(connector) ? "remove its minimumVersion, or set it to " + OLDEST.word() : "set its <tlsSettings> to " + FLOOR.word() + " or more";
    }

    private static boolean hasFloor(OutboundConnector connector) {
        return connector.tlsSettings().isAtLeast(FLOOR);
    }

    private static boolean hasVersion(OutboundConnector connector) {
        return connector.tlsOptions().minimumVersion().isAtLeast(OLDEST);
    }
}
