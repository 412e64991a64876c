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
package io.jamesconnectors.connectors.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * What works here, and a connector of Exchange Online would not take, or not heed (New-InboundConnector, New-OutboundConnector). Outbound connectors of type office365 lead
 * to Exchange Online itself, and have no counterpart there.
 */
final class ExchangeOnlineCheck implements InboundCheck, OutboundCheck {
    private static final int WIDEST = 24;
    private static final List<String> INBOUND_UNKNOWN = List.of("listeners", "tlsSenderCertificate", "limits");
    private static final List<String> OUTBOUND_UNKNOWN = List.of("senderDomains", "cost", "tlsOptions", "clientCertificate", "trustedCertificates", "sourceAddress", "limits", "retry",
        "fromRewrite", "targetDeliveryDomain");
    private static final Map<Boolean, String> DIRECTION = Map.of(true, "an inbound", false, "an outbound");

    private final FileFacts file;
    private final Findings findings;
    private boolean toldOfDomains;

    ExchangeOnlineCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(InboundDraft draft) {
        domains(draft.node(), draft.called());
        List<Options.Entry<Cidr>> foreign = draft.blocks().stream().filter(entry -> entry.value().isIpv6() || entry.value().prefixLength() < WIDEST).toList();
        if (!foreign.isEmpty()) {
            String more = foreign.size() == 1 ? "" : " and " + (foreign.size() - 1) + " more of its kind";
            findings.add(Check.NOT_IN_EXCHANGE_ONLINE, foreign.get(0).place().position(), draft.called() + " lists " + Options.quoted(foreign.get(0).place()) + more);
        }
        if (draft.isOfType(ConnectorType.OFFICE365)) {
            return;
        }
        if (draft.isOfType(ConnectorType.ORGANIZATION) && draft.connector().requireTls()) {
            findings.add(Check.TLS_NOT_REQUIRED_THERE, draft.at("requireTls"), draft.called() + " of type organization requires TLS");
        }
        if (draft.certificateNames().size() > 1) {
            findings.add(Check.ONE_NAME_THERE, draft.at("tlsSenderCertificateName"), draft.called() + " expects one of " + draft.certificateNames().size() + " certificate names");
        }
        draft.connector().certificate().filter(certificate -> certificate.trust().trustedCertificates().isPresent()).ifPresent(certificate ->
            findings.add(Check.PUBLIC_AUTHORITY_THERE, draft.at("tlsSenderCertificateName"), draft.called() + " trusts certificates of authorities of its own"));
        unknown(draft.node(), draft.called(), INBOUND_UNKNOWN, true);
    }

    @Override
    public void check(OutboundDraft draft) {
        domains(draft.node(), draft.called());
        if (draft.connector().type() == ConnectorType.OFFICE365) {
            return;
        }
        port(draft.connector().route()).ifPresent(port -> findings.add(Check.PORT_25_THERE, draft.node().child("smartHosts").orElse(draft.node()).position(),
            draft.called() + " sends to port " + port));
        draft.node().child("credentials").ifPresent(credentials -> findings.add(Check.NO_LOGIN_THERE, credentials.position(), draft.called() + " logs in"));
        if (draft.connector().tlsDomain().size() > 1) {
            findings.add(Check.ONE_NAME_THERE, draft.at("tlsDomain"), draft.called() + " takes " + draft.connector().tlsDomain().size() + " names as tlsDomain");
        }
        unknown(draft.node(), draft.called(), OUTBOUND_UNKNOWN, false);
    }

    @Override
    public void finish() {
        // nothing is left over
    }

    /** Accepted domains must exist before connectors there. */
    private void domains(Node node, String called) {
        if (!file.acceptsDomains() && !toldOfDomains) {
            toldOfDomains = true;
            findings.add(Check.DOMAINS_FIRST_THERE, node.position(), called + " stands in a file without accepted domains");
        }
    }

    private void unknown(Node node, String called, List<String> options, boolean inbound) {
        List<Node> used = new ArrayList<>();
        options.forEach(option -> node.child(option).ifPresent(used::add));
        if (!used.isEmpty()) {
            findings.add(Check.UNKNOWN_THERE, used.get(0).position(), called + " has " + String.join(", ", used.stream().map(Node::name).toList())
                + " (not known to " + DIRECTION.get(inbound) + " connector there)");
        }
    }

    private static Optional<Integer> port(Route route) {
        Stream<Integer> ports = route instanceof Route.SmartHosts smartHosts ? smartHosts.hosts().stream().map(SmartHost::port) : Stream.of(((Route.MxRecords) route).port());
        return ports.filter(port -> port != SmartHost.DEFAULT_PORT).findFirst();
    }
}
