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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.migration.Report;

/** transport, sender_transport and tls_policy of the outbound connectors. */
final class OutboundTables {
    /** Defers, so that nothing is sent over less than the connector demands. */
    private static final String DEFER = "retry:4.7.5 this route can't be secured as its connector demands";

    private final Connectors connectors;
    private final Report report;
    private final Map<String, String> transport = new LinkedHashMap<>();
    private final Map<String, String> senders = new LinkedHashMap<>();
    private final Map<String, String> policies = new LinkedHashMap<>();
    private final List<String> logins = new ArrayList<>();
    private Optional<Report.Of> ofEverybody = Optional.empty();
    private String level = "may";
    private String match = "";
    private String protocols = "";

    OutboundTables(Connectors connectors, Report report) {
        this.connectors = connectors;
        this.report = report;
    }

    void write(List<String> main, Map<String, StringBuilder> tables) {
        List<OutboundConnector> chosen = connectors.outbound().stream().filter(OutboundConnector::isChosenByAddress)
            .sorted(Comparator.comparingInt(connector -> connector.addressSpace().cost())).toList();
        connectors.outbound().stream().filter(connector -> !connector.isChosenByAddress())
            .forEach(connector -> about(connector).dropped("recipientDomains", "switched off, in test mode, or only for rules: left out"));
        chosen.forEach(this::connector);
        everybody(main);
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
        main.add("smtp_tls_security_level = " + level);
        if (!match.isEmpty()) {
            main.add("smtp_tls_secure_cert_match = " + match);
        }
        if (!protocols.isEmpty()) {
            main.add("smtp_tls_mandatory_protocols = " + protocols);
        }
        table(main, tables, Parameters.TRANSPORT, "transport", transport);
        table(main, tables, Parameters.SENDER_TRANSPORT, "sender_transport", senders);
        table(main, tables, Parameters.TLS_POLICY, "tls_policy", policies);
        if (!logins.isEmpty()) {
            main.add("smtp_sasl_auth_enable = yes");
            main.add("smtp_sasl_security_options = noanonymous");
            main.add("# Write the passwords into sasl_passwd by hand, and uncomment: smtp_sasl_password_maps = hash:$config_directory/sasl_passwd");
            logins.stream().distinct().forEach(login -> main.add("#   " + login));
        }
    }

    /** An entry for * in transport would go before sender_transport: where there is one, the rest goes by what comes after it. */
    private void everybody(List<String> main) {
        String value = senders.isEmpty() ? "" : Objects.requireNonNullElse(transport.remove("*"), "");
        if (value.equals("smtp:") && level.equals("may")) {
            ofEverybody.ifPresent(about -> about.changed("recipientDomains", "what Postfix does by itself: main.cf need not say so"));
        } else if (value.equals(DEFER)) {
            main.add("default_transport = " + DEFER);
        } else if (value.length() > "smtp:".length()) {
            main.add("relayhost = " + value.substring("smtp:".length()));
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

    private Report.Of about(OutboundConnector connector) {
        return report.of("connectors.xml", "outbound \"" + connector.name().asString() + "\"");
    }

    private void connector(OutboundConnector connector) {
        Report.Of about = about(connector);
        AddressSpace space = connector.addressSpace();
        boolean mx = connector.route() instanceof Route.MxRecords;
        Optional<String> policy = TlsPolicies.of(connector, about);
        boolean secured = policy.isPresent() && !(connector.route() instanceof Route.MxRecords records && records.port() != SmartHost.DEFAULT_PORT);
        List<String> hops = mx ? List.of() : ((Route.SmartHosts) connector.route()).hosts().stream().map(TlsPolicies::hop).toList();
        boolean free = hops.stream().allMatch(hop -> policies.getOrDefault(hop, policy.orElse("")).equals(policy.orElse("")));
        boolean sent = secured && free;
        if (!sent) {
            about.changed("tlsSettings", "mail is deferred: Postfix can't secure this route as the connector demands, or another connector demands "
                + "something else of the same host");
        } else if (!hops.isEmpty()) {
            hops.forEach(hop -> policies.put(hop, policy.orElseThrow()));
        }
        if (space.senderDomains().isEmpty()) {
            List<DomainPattern> recipients = new ArrayList<>(space.recipientDomains());
            if (space.allAcceptedDomains()) {
                connectors.acceptedDomains().stream().map(AcceptedDomain::pattern).filter(pattern -> !recipients.contains(pattern)).forEach(recipients::add);
                about.changed("allAcceptedDomains", "the accepted domains that there are now");
            }
            recipients(recipients, sent ? "smtp:" + String.join(", ", hops) : DEFER, mx && sent, policy.orElse(""), about, sent);
        } else {
            bySender(space, sent ? "smtp:" + String.join(", ", hops) : DEFER, mx, about, sent);
        }
        others(connector, about);
    }

    private void recipients(List<DomainPattern> recipients, String value, boolean mx, String policy, Report.Of about, boolean sent) {
        int lost = 0;
        for (DomainPattern pattern : recipients) {
            if (pattern instanceof DomainPattern.Any && !transport.containsKey("*")) {
                ofEverybody = Optional.of(about);
            }
            if (pattern instanceof DomainPattern.Any && mx) {
                lost += everything(policy);
                continue;
            }
            for (String key : keys(pattern)) {
                boolean own = key.equals(pattern.asString()) || key.startsWith(".");
                boolean taken = mx && !policies.getOrDefault(key, policy).equals(policy);
                boolean added = transport.putIfAbsent(key, taken ? DEFER : value) == null;
                if (added && mx && !taken) {
                    policies.put(key, policy);
                }
                lost += taken || !added && own ? 1 : 0;
            }
        }
        if (lost > 0) {
            about.changed("recipientDomains", "transport; " + lost + " of them are deferred, or belong to a connector of lower cost");
        } else if (sent) {
            about.carried("recipientDomains", "transport");
        } else {
            about.changed("recipientDomains", "transport, deferred");
        }
    }

    /** By MX, whatever the recipient: the policy is that of main.cf, which knows no roots of its own. Answers how many were not carried. */

    private int everything(String policy) {
        boolean roots = policy.contains(" tafile=");
        boolean added = transport.putIfAbsent("*", roots ? DEFER : "smtp:") == null;
        if (added && !roots) {
            level = policy.replaceFirst(" .*", "");
            match = policy.contains(" match=") ? policy.replaceFirst(".* match=", "").replaceFirst(" .*", "").replace(":", ", ") : "";
            protocols = policy.contains(" protocols=") ? policy.replaceFirst(".* protocols=", "").replaceFirst(" .*", "") : "";
        }
        return added && !roots ? 0 : 1;
    }

    /** The domain itself too for a wildcard, unless it is somebody's exactly. */

    private List<String> keys(DomainPattern pattern) {
        if (pattern instanceof DomainPattern.WithSubdomains wide) {
            boolean taken = connectors.outbound().stream().filter(OutboundConnector::isChosenByAddress)
                .filter(other -> other.addressSpace().senderDomains().isEmpty())
                .anyMatch(other -> other.recipientDomains().contains(new DomainPattern.Exactly(wide.domain())));
            return taken ? List.of("." + wide.domain()) : List.of(wide.domain().asString(), "." + wide.domain());
        }
        return List.of(pattern.asString());
    }

    private void bySender(AddressSpace space, String value, boolean mx, Report.Of about, boolean sent) {
        boolean everyone = space.recipientDomains().equals(List.of(new DomainPattern.Any())) && !space.allAcceptedDomains();
        boolean exact = space.senderDomains().stream().allMatch(DomainPattern.Exactly.class::isInstance);
        if (!everyone || !exact || mx) {
            about.dropped("recipientDomains", "Postfix routes by sender only where the recipient does not matter, to hosts, and by single domains");
            about.dropped("senderDomains", "as recipientDomains");
            return;
        }
        boolean all = true;
        for (DomainPattern sender : space.senderDomains()) {
            all &= senders.putIfAbsent("@" + sender.asString(), value) == null;
        }
        if (all && sent) {
            about.carried("senderDomains", "sender_transport");
            about.carried("recipientDomains", "sender_transport");
        } else {
            about.changed("senderDomains", "sender_transport, deferred, or as another connector of lower cost says");
            about.changed("recipientDomains", "as senderDomains");
        }
    }

    private void others(OutboundConnector connector, Report.Of about) {
        drop(about, "smartHost weight", connector.route() instanceof Route.SmartHosts hosts && !hosts.weights().isEmpty(), "Postfix has no weights");
        drop(about, "cost", connector.addressSpace().cost() != AddressSpace.DEFAULT_COST,
            "of connectors for the same mail the one of lowest cost is in the table");
        drop(about, "limits", !connector.limits().equals(ConnectionLimits.DEFAULT) || !connector.pace().equals(Pace.UNLIMITED),
            "set them for a service in master.cf");
        drop(about, "retry", !connector.retry().equals(RetrySchedule.DEFAULT),
            "Postfix has one schedule for all (minimal_backoff_time, maximal_queue_lifetime)");
        drop(about, "ciphers", !connector.tlsOptions().ciphers().isEmpty(), "Postfix knows grades (smtp_tls_mandatory_ciphers)");
        drop(about, "sourceAddress", !connector.sourceAddresses().isEmpty(), "set smtp_bind_address for a service in master.cf");
        drop(about, "targetDeliveryDomain, cloudServicesMailEnabled, senderRewritingEnabled", !connector.hybrid().equals(HybridOptions.NONE),
            "Postfix has none of these");
        Submission submission = connector.submission();
        drop(about, "option, staticAddress, fromRewrite, warmUp", submission.option().isPresent() || submission.fromRewrite().isPresent()
            || submission.warmUp().isPresent()
            || !submission.staticAddresses().isEmpty(), "Postfix has none of these");
        if (!submission.mailboxes().isEmpty()) {
            about.dropped("credentials", "secrets are not exported: write them into sasl_passwd");
            if (connector.route() instanceof Route.SmartHosts hosts) {
                hosts.hosts().forEach(host -> logins.add(TlsPolicies.hop(host) + " " + submission.mailboxes().get(0).user() + ":…"));
            }
        }
    }

    private static void drop(Report.Of about, String option, boolean set, String why) {
        if (set) {
            about.dropped(option, why);
        }
    }
}
