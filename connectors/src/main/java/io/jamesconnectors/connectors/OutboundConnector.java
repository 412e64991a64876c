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
package io.jamesconnectors.connectors;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * By which route, and over which security, mail leaves this server. See {@code docs/reference} for each option.
 *
 * @param name unique among all outbound connectors
 * @param type who stands at the other end
 * @param enabled a switched-off connector is never chosen for new mail
 * @param comment free text
 * @param recipientDomains the recipients that it is chosen for
 * @param route where its mail goes
 * @param tlsSettings the floor: below it nothing is sent
 * @param tlsDomain with {@link TlsSettings#DOMAIN_VALIDATION}: the names of which the certificate must carry one; empty with an MX route means the recipient domain
 * @param trustedCertificates a PEM file of trusted roots; empty means Java's own trust store
 * @param limits how many connections, and how long each is used
 * @param retry when a failed attempt is repeated, and when the mail is returned
 */
public record OutboundConnector(
        ConnectorName name,
        ConnectorType type,
        boolean enabled,
        String comment,
        List<DomainPattern> recipientDomains,
        Route route,
        TlsSettings tlsSettings,
        List<DomainPattern> tlsDomain,
        Optional<Path> trustedCertificates,
        ConnectionLimits limits,
        RetrySchedule retry) {

    /** Ordinary delivery, where no connector covers a recipient: by MX, over TLS where offered. Its name is reserved: the file can't use it. */
    public static final OutboundConnector DEFAULT_ROUTE = new OutboundConnector(
        ConnectorName.parse("mx"), ConnectorType.PARTNER, true, "ordinary delivery by MX",
        List.of(new DomainPattern.Any()), new Route.MxRecords(SmartHost.DEFAULT_PORT), TlsSettings.OPPORTUNISTIC, List.of(), Optional.empty(),
        ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT);

    public OutboundConnector {
        recipientDomains = List.copyOf(recipientDomains);
        tlsDomain = List.copyOf(tlsDomain);
    }

    /** Where mail of a connector goes. */
    public sealed interface Route {
        /**
         * To the mail exchangers of the recipient domain (RFC 5321 §5.1).
         *
         * @param port 25 but in tests
         */
        record MxRecords(int port) implements Route {
        }

        /** To one of these hosts, first come first tried. */
        record SmartHosts(List<SmartHost> hosts) implements Route {
            public SmartHosts {
                hosts = List.copyOf(hosts);
                if (hosts.isEmpty()) {
                    throw new IllegalArgumentException("smartHosts: none (expected: at least one)");
                }
            }
        }
    }
}
