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
package io.jamesconnectors.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Hybrid;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.explain.BadRequest;
import io.jamesconnectors.connectors.explain.CertificateJudge;
import io.jamesconnectors.connectors.explain.ExplainRequest;
import io.jamesconnectors.connectors.explain.Explainer;
import io.jamesconnectors.connectors.explain.Explanation;
import io.jamesconnectors.connectors.explain.WithoutServer;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.hybrid.RoutingTable;
import io.jamesconnectors.connectors.pem.PemFile;
import io.jamesconnectors.smtp.delivery.DnsHosts;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.inbound.ClientCertificates;
import io.jamesconnectors.tls.inbound.PemJudge;

/** Explains by a file alone. Asks the DNS only where the request says so: the name servers of the file, else those of the system. */
final class FileExplanation {
    private static final Duration FOR_A_QUESTION = Duration.ofSeconds(5);

    private FileExplanation() {
    }

    /** @throws BadRequest when something is missing, or can't be understood */
    static Explanation of(ActiveConnectors active, ExplainRequest request) throws BadRequest {
        Instant now = Instant.now();
        try (ClientCertificates certificates = ClientCertificates.start(); MailDns dns = DnsjavaMailDns.of(active.connectors().dnsServers(), FOR_A_QUESTION)) {
            if (request.certificate().isPresent()) {
                certificates.prepare(active.connectors().inbound().stream().flatMap(connector -> connector.certificate().stream()).map(SenderCertificate::trust)
                    .collect(Collectors.toSet()));
            }
            return new Explainer(active, new WithoutServer(active, active.connectors().hybrid().routingTable().flatMap(FileExplanation::table),
                CertificateJudge.by(new PemJudge(certificates, active.inbound()::trustSources, InstantSource.system())::judge),
                new DnsHosts(dns, Set::of, DnsHosts.PATIENCE, System::nanoTime), FileExplanation::subject, now), now).explain(request);
        }
    }

    private static Optional<RoutingTable> table(Hybrid.RoutingTableFile wanted) {
        try {
            return Optional.of(RoutingTable.parse(Files.readString(wanted.path())));
        } catch (IOException | RoutingTable.UnusableLine e) {
            return Optional.empty();
        }
    }

    /** Of a PEM file; a key store would need its password. */
    private static Optional<String> subject(ClientCertificate shown) {
        try {
            return shown.key().isEmpty() ? Optional.empty() : Optional.of(PemFile.read(shown.chain()).certificate(0).getSubjectX500Principal().getName());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
