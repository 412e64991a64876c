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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.smtp.spf.SpfAdvice;
import io.jamesconnectors.smtp.spf.SpfFinding;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.NameServers;
import io.jamesconnectors.tls.dns.SenderDns;

/** What only the DNS knows of a good file: whether SPF lets our addresses send, and whether the names in it exist. Asks the name servers of the file, else those of the system. */
final class OnlineCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private OnlineCheck() {
    }

    /**
     * The reading with what was found, in the order of the file. Ends a little after two minutes at the latest.
     *
     * @param file what the administrator calls it
     * @param forAQuestion how long the name servers have for an answer
     */
    static Reading of(Reading.Accepted accepted, String file, Duration forAQuestion) {
        Connectors connectors = accepted.connectors();
        List<Diagnostic> found = new ArrayList<>();
        NameServers.faults(connectors.dnsServers(), forAQuestion).forEach(fault ->
            found.add(Check.DNS_SERVER_UNHELPFUL.at(Position.ofFile(file), "the name server " + fault.server() + " of <dns> " + fault.what())));
        try (SenderDns dns = DnsjavaMailDns.of(connectors.dnsServers(), forAQuestion)) {
            SpfAdvice advice = new SpfAdvice(dns, PATIENCE, System::nanoTime);
            for (OutboundConnector connector : connectors.outbound()) {
                if (SpfAdvice.concerns(connector)) {
                    Position place = accepted.outboundPlaces().getOrDefault(connector.name(), Position.ofFile(file));
                    List<SpfFinding> findings = new ArrayList<>(SpfAdvice.beforehand(connectors, connector));
                    SpfAdvice.domains(connectors, connector).stream().limit(SpfAdvice.MOST_DOMAINS).forEach(domain -> findings.addAll(advice.look(connector, domain).findings()));
                    findings.forEach(finding -> found.add(finding.at(place)));
                }
            }
            found.addAll(new NameCheck(dns, PATIENCE, System::nanoTime, accepted, file).findings());
        }
        return accepted.with(found);
    }
}
