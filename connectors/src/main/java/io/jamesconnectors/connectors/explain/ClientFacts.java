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
package io.jamesconnectors.connectors.explain;

import java.util.Optional;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.inbound.CertificateFacts;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.Trust;

/**
 * Who a client has shown and said that it is: what is kept with the trace of its message, since nobody could tell later. {@link ClientFactsText} writes and reads it.
 *
 * @param listener the name of the listener that took the connection
 * @param login who had logged in
 * @param xoorg what {@code XOORG} said, where that was a domain
 * @param certificate what was presented, as it was judged then
 * @param namesLeftOut how many names of the certificate are not there, for want of room
 */
public record ClientFacts(String listener, Optional<String> login, Optional<DomainName> xoorg, Optional<CertificateFacts> certificate, int namesLeftOut) {
    private static final int MOST_NAMES = 3;

    /** Of a client that is there. */
    public static ClientFacts of(String listener, Optional<String> login, OriginatorOrg xoorg, Optional<CertificateFacts> certificate) {
        return new ClientFacts(listener, login, xoorg instanceof OriginatorOrg.Named named ? Optional.of(named.domain()) : Optional.empty(), certificate, 0);
    }

    /** For people: {@code logged in as anna@contoso.com, certificate for mail.contoso.com (is trusted)}; empty where nothing was shown. */
    public String asWords() {
        String shown = certificate.map(ClientFacts::words).orElse("");
        return login.map(user -> "logged in as " + Plain.of(user) + (shown.isEmpty() ? "" : ", ")).orElse("") + shown;
    }

    private static String words(CertificateFacts certificate) {
        String names = certificate.names().stream().limit(MOST_NAMES).map(Object::toString).collect(Collectors.joining(", "));
        String trust = certificate.trust().values().stream().distinct().sorted().map(Trust::words).collect(Collectors.joining(" or "));
        return "certificate for " + (names.isEmpty() ? "nobody" : names) + (certificate.names().size() > MOST_NAMES ? " and others" : "") + (trust.isEmpty() ? "" : " (" + trust + ")");
    }
}
