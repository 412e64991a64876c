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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.migration.Exported;
import io.jamesconnectors.migration.Report;

/**
 * Makes tables of Postfix, and a part of main.cf that names them, of connectors. Nothing that is written becomes weaker: what Postfix can't secure as the
 * connector says is deferred ({@code retry:}), and addresses relay only for senders in accepted domains. A route of senders that Postfix can't tell is left
 * out and reported: their mail takes the route of all others.
 */
public final class PostfixExport {
    /** The restriction class that lets senders in accepted domains relay. */
    static final String OWN_SENDERS = "own_senders";

    private final Report report = new Report();
    private final Map<String, StringBuilder> tables = new LinkedHashMap<>();
    private final List<String> main = new ArrayList<>();

    private PostfixExport() {
    }

    /** The files of a configuration. Secrets are never among them: sasl_passwd is to be written by hand. */
    public static Exported of(Connectors connectors) {
        return new PostfixExport().all(connectors);
    }

    private Exported all(Connectors connectors) {
        main.add("# A part of main.cf, made of connectors.xml. Put the other files beside main.cf, and run postmap on those that are named with hash:.");
        domains(connectors);
        connectors.inbound().forEach(this::inbound);
        clients(connectors);
        OutboundTables outbound = new OutboundTables(connectors, report);
        outbound.write(main, tables);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("main.cf", String.join("\n", main) + "\n");
        tables.forEach((name, text) -> files.put(name, text.toString()));
        return new Exported(files, report.lines());
    }

    private void domains(Connectors connectors) {
        List<String> here = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (AcceptedDomain domain : connectors.acceptedDomains()) {
            Report.Of about = report.of("connectors.xml", "accepted domain " + domain.name());
            boolean own = domain.type() == AcceptedDomain.Type.AUTHORITATIVE;
            (own ? here : elsewhere).add(domain.name().asString());
            about.carried("name", own ? "virtual_mailbox_domains" : "relay_domains");
            if (domain.matchSubDomains() && own) {
                about.dropped("matchSubDomains", "virtual_mailbox_domains has no wildcards: name the subdomains");
            } else if (domain.matchSubDomains()) {
                elsewhere.add("." + domain.name());
                about.carried("matchSubDomains", "relay_domains");
            }
        }
        main.add("virtual_mailbox_domains = " + String.join(", ", here));
        main.add("# A domain in relay_domains and own_senders is itself; what is below it stands there with a dot.");
        main.add("parent_domain_matches_subdomains = debug_peer_list, fast_flush_domains, mynetworks, permit_mx_backup_networks, qmqpd_authorized_clients");
        main.add("relay_domains = " + String.join(", ", elsewhere));
        if (connectors.rejectDirectSend()) {
            report.of("connectors.xml", "connectors").weaker("rejectDirectSend", "such mail is taken: refuse such senders by check_sender_access");
        }
        if (!connectors.throttling().isEmpty()) {
            report.of("connectors.xml", "connectors").dropped("throttling", "Postfix has its own pace (smtp_destination_rate_delay)");
        }
    }

    private void inbound(InboundConnector connector) {
        Report.Of about = report.of("connectors.xml", "inbound \"" + connector.name().asString() + "\"");
        boolean plain = connector.type() == ConnectorType.ORGANIZATION && connector.enabled() && !connector.requireTls() && connector.listeners().isEmpty()
            && connector.associatedAcceptedDomains().isEmpty() && connector.limits().equals(InboundLimits.NONE);
        if (plain && !connector.senderIPAddresses().isEmpty()) {
            StringBuilder table = tables.computeIfAbsent("own_clients", name ->
                new StringBuilder("# Own devices and servers; they relay for senders in accepted domains.\n"));
            connector.senderIPAddresses().forEach(block -> table.append(block).append(' ').append(OWN_SENDERS).append('\n'));
            about.carried("senderIPAddresses", "own_clients, a table of type cidr");
        } else {
            about.dropped("senderIPAddresses", connector.type() == ConnectorType.ORGANIZATION
                ? "Postfix has no such terms by client: switched off, TLS, listeners, limits or some accepted domains"
                : "only connectors of type organization are told by address alone");
        }
        if (connector.type() == ConnectorType.PARTNER && connector.enabled()
            && (connector.requireTls() || connector.restrictDomainsToCertificate() || connector.restrictDomainsToIPAddresses())) {
            about.weaker("senderDomains", "Postfix has no such terms: mail of these senders is taken from anybody, in clear too, unless it is refused by check_sender_access");
        }
        if (connector.certificate().isPresent()) {
            about.dropped("tlsSenderCertificateName", "Postfix compares fingerprints of certificates, not names: see relay_clientcerts");
        }
        if (!connector.publishedAddresses().isEmpty()) {
            about.dropped("publishedAddresses", "a list that changes: make a cidr table of it");
        }
    }

    private void clients(Connectors connectors) {
        if (!tables.containsKey("own_clients")) {
            return;
        }
        StringBuilder senders = new StringBuilder("# Senders for whom own devices and servers may relay.\n");
        for (AcceptedDomain domain : connectors.acceptedDomains()) {
            senders.append(domain.name()).append(" OK\n");
            if (domain.matchSubDomains()) {
                senders.append('.').append(domain.name()).append(" OK\n");
            }
        }
        tables.put(OWN_SENDERS, senders);
        main.add("smtpd_restriction_classes = " + OWN_SENDERS);
        main.add(OWN_SENDERS + " = check_sender_access hash:$config_directory/" + OWN_SENDERS);
        main.add("smtpd_relay_restrictions = check_client_access cidr:$config_directory/own_clients, permit_sasl_authenticated, reject_unauth_destination");
    }
}
