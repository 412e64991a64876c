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

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.migration.Report;

/**
 * transport, sender_relay, sender_transport, tls_policy and what main.cf says of everybody's mail. Postfix looks at transport first, then at what depends on the
 * sender, then at relayhost: so {@code *} never stands in transport, where it would also take the mail of mailboxes on that machine.
 */
final class OutboundTables {
    private final Report report;
    private final List<OutboundConnector> chosen;
    private final Recipients recipients;
    private final NextHops hops = new NextHops();
    private final Map<OutboundConnector, NextHops.Way> ways = new LinkedHashMap<>();
    private final Map<String, String> transport = new LinkedHashMap<>();
    private final Map<String, String> senderRelay = new LinkedHashMap<>();
    private final Map<String, String> senderTransport = new LinkedHashMap<>();
    private String level = "may";
    private String match = "";
    private String protocols = "";
    private boolean allDeferred;

    OutboundTables(Connectors connectors, Report report) {
        this.report = report;
        this.chosen = connectors.outbound().stream().filter(OutboundConnector::isChosenByAddress)
            .sorted(Comparator.comparingInt(connector -> connector.addressSpace().cost())).toList();
        this.recipients = new Recipients(connectors, chosen);
        connectors.outbound().stream().filter(connector -> !connector.isChosenByAddress())
            .forEach(connector -> about(connector).dropped("recipientDomains", "switched off, in test mode, or only for rules: left out"));
    }

    void write(List<String> main, Map<String, StringBuilder> tables) {
        chosen.forEach(connector -> ways.put(connector, hops.of(connector, about(connector))));
        Map<String, OutboundConnector> byKey = recipients.byKey();
        byKey.forEach(this::recipient);
        recipients.stayHere().forEach(domain -> transport.put(domain, ":"));
        recipients.ofEverybody(Optional.empty()).ifPresent(connector -> everybody(connector, main));
        for (OutboundConnector connector : chosen) {
            Report.Of about = about(connector);
            if (isForSenders(connector)) {
                senders(connector, about);
            } else {
                told(connector, byKey, about);
            }
            LostOptions.of(connector, about);
        }
        certificates(main);
        main.add("smtp_tls_security_level = " + level);
        if (!match.isEmpty()) {
            main.add("smtp_tls_secure_cert_match = " + match);
        }
        if (!protocols.isEmpty()) {
            main.add("smtp_tls_mandatory_protocols = " + protocols);
        }
        if (ways.values().stream().anyMatch(way -> way.policy().matches("(verify|secure).*") && !way.policy().contains(" tafile="))) {
            main.add("# Name the roots that you trust by smtp_tls_CAfile or smtp_tls_CApath: without them no certificate is good, and mail waits.");
        }
        table(main, tables, Parameters.TRANSPORT, "transport", transport);
        table(main, tables, Parameters.SENDER_RELAY, "sender_relay", senderRelay);
        table(main, tables, Parameters.SENDER_TRANSPORT, "sender_transport", senderTransport);
        table(main, tables, Parameters.TLS_POLICY, "tls_policy", hops.policies());
        logins(main);
    }

    /** {@code *} among them is everybody. */
    private static boolean isForSenders(OutboundConnector connector) {
        List<DomainPattern> senders = connector.addressSpace().senderDomains();
        return !senders.isEmpty() && senders.stream().noneMatch(DomainPattern.Any.class::isInstance);
    }

    private Report.Of about(OutboundConnector connector) {
        return report.of("connectors.xml", "outbound \"" + connector.name().asString() + "\"");
    }

    private void recipient(String key, OutboundConnector connector) {
        NextHops.Way way = wayOf(connector);
        transport.put(key, way.transport());
        if (way.byMx()) {
            hops.byMx(key, way);
        }
    }

    private NextHops.Way wayOf(OutboundConnector connector) {
        return ways.getOrDefault(connector, new NextHops.Way(List.of(), "", false));
    }

    /** Mail that nothing else is said of. By MX the policy is that of main.cf, which knows no roots of its own. */
    private void everybody(OutboundConnector connector, List<String> main) {
        NextHops.Way way = wayOf(connector);
        allDeferred = !way.sent() || way.byMx() && way.policy().contains(" tafile=");
        if (allDeferred) {
            main.add("default_transport = " + NextHops.DEFER);
            main.add("relay_transport = " + NextHops.DEFER);
        } else if (way.byMx()) {
            level = way.policy().replaceFirst(" .*", "");
            match = way.policy().contains(" match=") ? way.policy().replaceFirst(".* match=", "").replaceFirst(" .*", "").replace(":", ", ") : "";
            protocols = way.policy().contains(" protocols=") ? way.policy().replaceFirst(".* protocols=", "").replaceFirst(" .*", "") : "";
        } else {
            main.add("relayhost = " + way.relay());
        }
    }

    /** Says what became of the address space of a connector for everybody's mail. */
    private void told(OutboundConnector connector, Map<String, OutboundConnector> byKey, Report.Of about) {
        NextHops.Way way = wayOf(connector);
        boolean all = connector.recipientDomains().contains(new DomainPattern.Any());
        boolean everybodys = all && recipients.ofEverybody(Optional.empty()).filter(connector::equals).isPresent();
        long lost = Recipients.keys(connector).filter(key -> !connector.equals(byKey.get(key)) || transport.getOrDefault(key, "").equals(":")).count()
            + (all && !everybodys ? 1 : 0);
        if (connector.addressSpace().allAcceptedDomains()) {
            about.changed("allAcceptedDomains", "the accepted domains that there are now");
        }
        if (!way.sent() || everybodys && allDeferred) {
            about.changed("recipientDomains", way.sent() ? "transport; mail for everybody else is deferred" : "transport, deferred");
        } else if (lost > 0) {
            about.changed("recipientDomains", "transport; " + lost + " of them belong to a connector that names them more exactly, or of lower cost");
        } else if (everybodys && way.byMx() && level.equals("may")) {
            about.changed("recipientDomains", "what Postfix does by itself: main.cf need not say so");
        } else {
            about.carried("recipientDomains", everybodys ? "transport, and relayhost or smtp_tls_security_level" : "transport");
        }
        if (!connector.addressSpace().senderDomains().isEmpty()) {
            about.changed("senderDomains", "everybody's mail, * being among them");
        }
    }

    private void senders(OutboundConnector connector, Report.Of about) {
        NextHops.Way way = wayOf(connector);
        boolean all = connector.recipientDomains().contains(new DomainPattern.Any());
        boolean lost = Recipients.keys(connector).findAny().isPresent() || connector.addressSpace().allAcceptedDomains() || !all || way.byMx();
        boolean others = false;
        for (DomainPattern pattern : connector.addressSpace().senderDomains()) {
            lost |= !(pattern instanceof DomainPattern.Exactly);
            if (all && !way.byMx() && pattern instanceof DomainPattern.Exactly one) {
                boolean first = recipients.ofEverybody(Optional.of(one.domain())).filter(connector::equals).isPresent();
                others |= !first;
                if (first) {
                    sender("@" + one.domain(), way);
                }
            }
        }
        if (lost) {
            about.weaker("senderDomains", "Postfix routes by sender only where the recipient does not matter, to hosts, and by single domains: other mail of these "
                + "senders takes the route of everybody's");
        } else if (others || !way.sent() || allDeferred) {
            about.changed("senderDomains", "sender_relay; deferred, or as another connector of lower cost says");
        } else {
            about.carried("senderDomains", "sender_relay");
        }
        if (lost) {
            about.dropped("recipientDomains", "as senderDomains");
        } else if (others || !way.sent() || allDeferred) {
            about.changed("recipientDomains", "as senderDomains");
        } else {
            about.carried("recipientDomains", "sender_relay");
        }
    }

    /** For relay_domains Postfix looks at sender_relay only, for others at sender_transport first. */
    private void sender(String key, NextHops.Way way) {
        if (!way.sent() || allDeferred) {
            senderTransport.put(key, way.transport());
        }
        senderRelay.put(key, way.sent() ? way.relay() : "[" + NextHop.NOWHERE + "]");
    }

    private void certificates(List<String> main) {
        Set<Optional<ClientCertificate>> certificates = new LinkedHashSet<>(chosen.stream().map(connector -> connector.tlsOptions().clientCertificate())
            .toList());
        if (certificates.size() == 1 && certificates.iterator().next().filter(certificate -> certificate.key().isPresent()).isPresent()) {
            ClientCertificate certificate = certificates.iterator().next().orElseThrow();
            main.add("smtp_tls_cert_file = " + certificate.chain().toString().replace("$", "$$"));
            main.add("smtp_tls_key_file = " + certificate.key().orElseThrow().toString().replace("$", "$$"));
            chosen.forEach(connector -> about(connector).carried("clientCertificate", "smtp_tls_cert_file and smtp_tls_key_file"));
        } else {
            chosen.stream().filter(connector -> connector.tlsOptions().clientCertificate().isPresent())
                .forEach(connector -> about(connector).dropped("clientCertificate",
                    "Postfix shows one certificate to all: set smtp_tls_cert_file in a service of master.cf"));
        }
    }

    private void logins(List<String> main) {
        Set<String> logins = new LinkedHashSet<>();
        for (OutboundConnector connector : chosen) {
            if (connector.route() instanceof Route.SmartHosts hosts && !connector.submission().mailboxes().isEmpty()) {
                for (SmartHost host : hosts.hosts()) {
                    logins.add("#   " + TlsPolicies.hop(host) + " " + connector.submission().mailboxes().get(0).user() + ":…");
                }
            }
        }
        if (!logins.isEmpty()) {
            main.add("smtp_sasl_auth_enable = yes");
            main.add("smtp_sasl_security_options = noanonymous");
            main.add("# Write the passwords into sasl_passwd by hand, and uncomment: smtp_sasl_password_maps = hash:$config_directory/sasl_passwd");
            main.addAll(logins);
        }
    }

    private static void table(List<String> main, Map<String, StringBuilder> tables, String parameter, String name, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            main.add(parameter + " = hash:$config_directory/" + name);
            StringBuilder text = new StringBuilder();
            entries.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
            tables.put(name, text);
        }
    }
}
