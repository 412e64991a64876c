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
package io.jamesconnectors.connectors.inbound;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.InboundConnector;

/**
 * Why a connector that could have had this mail does not have it, or is refused it.
 *
 * @param code that of the {@link io.jamesconnectors.connectors.Reason}
 * @param words what follows the name of the thing that concerned the client, such as "senderIPAddresses 192.0.2.0/24 contains the client"
 */
record Cause(String code, String words) {
    static final Cause SWITCHED_OFF = new Cause("switched-off", "but the connector is switched off");
    static final Cause OTHER_LISTENER = new Cause("other-listener", "but the connector does not hold for this listener");
    static final Cause OTHER_ACCEPTED_DOMAIN =
        new Cause("other-accepted-domain", "but the recipient is in none of the connector's associatedAcceptedDomains");
    static final Cause OTHER_ADDRESS = new Cause("other-address", "but the client is at none of the connector's addresses");
    static final Cause TLS_MISSING = new Cause("tls-missing", "but the connector requires TLS and the connection is in clear");
    static final Cause TLS_TOO_OLD = new Cause("tls-too-old", "but the connector requires a newer version of TLS");
    static final Cause LESS_SPECIFIC = new Cause("less-specific", "but another connector is more specific or comes first");
    static final Cause RESTRICTED = new Cause("less-specific", "but another connector restricts this sender");

    static final Cause CERTIFICATE_NONE = new Cause("certificate-none", "but the client presented no certificate");
    static final Cause CERTIFICATE_NAME = new Cause("certificate-name", "but the client's certificate has none of the names wanted");
    static final Cause CERTIFICATE_WRONG_USE = new Cause("certificate-wrong-use", "but the certificate is not for clients");
    static final Cause CERTIFICATE_ISSUER = new Cause("certificate-issuer", "but the certificate has another issuer");
    static final Cause CERTIFICATE_FINGERPRINT = new Cause("certificate-fingerprint", "but the certificate has none of the fingerprints wanted");

    static final Cause PARTNER_TLS_MISSING = new Cause("partner-tls-missing", "for which TLS is required, and the connection is in clear");
    static final Cause PARTNER_TLS_TOO_OLD = new Cause("partner-tls-too-old", "for which a newer version of TLS is required");
    static final Cause PARTNER_ADDRESS = new Cause("partner-address", "which is restricted to the connector's addresses, and the client is at none of them");
    static final Cause PARTNER_CERTIFICATE =
        new Cause("partner-certificate", "which is restricted to the connector's certificate, and the client has not shown it");

    static final Cause RECIPIENT_OUTSIDE = new Cause("recipient-outside", "but the recipient is outside, and a partner's terms are about mail for our own recipients");
    static final Cause OWN_MAIL_FIRST = new Cause("own-mail-first", "but the mail is own mail, which is not held against a partner's terms");
    static final Cause LOGGED_IN = new Cause("logged-in", "but the client has logged in");

    private static final Map<Trust, Cause> TRUST = Collections.unmodifiableMap(new EnumMap<>(Arrays.stream(Trust.values())
        .collect(Collectors.toMap(Function.identity(), trust -> new Cause(trust.code(), "but the certificate " + trust.words())))));
    static final Cause PENDING = of(Trust.PENDING);

    static Cause of(Trust trust) {
        return TRUST.getOrDefault(trust, CERTIFICATE_NONE);
    }

    /** Why {@code connector} takes no part on this listener; null when it does. */
    static @Nullable Cause apart(InboundConnector connector, String listener) {
        if (!connector.enabled()) {
            return SWITCHED_OFF;
        }
        return connector.holdsFor(listener) ? null : OTHER_LISTENER;
    }
}
