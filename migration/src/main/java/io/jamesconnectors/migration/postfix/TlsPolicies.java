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
package io.jamesconnectors.migration.postfix;

import java.util.Optional;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.migration.Report;

/** Writes what an outbound connector demands of TLS as an entry of tls_policy, never less. */
final class TlsPolicies {
    private TlsPolicies() {
    }

    /** The entry of tls_policy; empty where there is none that is strict enough. */
    static Optional<String> of(OutboundConnector connector, Report.Of about) {
        TlsSettings floor = connector.tlsSettings();
        boolean addresses = connector.route() instanceof Route.SmartHosts hosts && hosts.hosts().stream().anyMatch(TlsPolicies::isAddress);
        if (floor == TlsSettings.CERTIFICATE_VALIDATION && addresses) {
            return Optional.empty(); // verify looks for a name
        }
        String word = switch (floor) {
            case OPPORTUNISTIC -> "may";
            case ENCRYPTION_ONLY -> "encrypt";
            case CERTIFICATE_VALIDATION -> "verify";
            case DOMAIN_VALIDATION -> "secure";
        };
        StringBuilder policy = new StringBuilder(word);
        if (floor == TlsSettings.DOMAIN_VALIDATION && !connector.tlsDomain().isEmpty()) {
            policy.append(" match=").append(String.join(":", connector.tlsDomain().stream().map(name -> name.asString().replaceFirst("^\\*", "")).toList()));
        }
        if (floor != TlsSettings.OPPORTUNISTIC) {
            TlsVersion minimum = connector.tlsOptions().minimumVersion();
            policy.append(" protocols=>=").append(minimum.word());
        } else if (connector.tlsOptions().minimumVersion() != TlsVersion.TLS_1_2) {
            about.dropped("tlsOptions", "smtp_tls_protocols holds for all routes with opportunistic TLS");
        }
        if (floor == TlsSettings.CERTIFICATE_VALIDATION) {
            about.changed("tlsSettings", "verify, which also looks for the name of the host in the certificate");
        } else {
            about.carried("tlsSettings", word);
        }
        if (connector.trustedCertificates().isPresent() && floor.isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)) {
            String file = connector.trustedCertificates().get().toString();
            if (file.matches(".*[\\s,].*")) {
                return Optional.empty();
            }
            policy.append(" tafile=").append(file);
        }
        return Optional.of(policy.toString());
    }

    /** A name stands without brackets, since its MX records count here too. */
    static String hop(SmartHost host) {
        return (isAddress(host) ? "[" + (host.host().indexOf(':') >= 0 ? "IPv6:" : "") + host.host() + "]" : host.host()) + ":" + host.port();
    }

    private static boolean isAddress(SmartHost host) {
        return InetAddresses.isInetAddress(host.host());
    }
}
