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
package io.jamesconnectors.server.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;

/** All options of an outbound connector that mean something in one of its type, those too that the file leaves at their default. Where secrets are is told, never what they are. */
final class OutboundSettings {
    private final List<SettingJson> settings = new ArrayList<>();

    private OutboundSettings() {
    }

    static List<SettingJson> of(OutboundConnector connector) {
        OutboundSettings all = new OutboundSettings();
        all.choice(connector);
        all.route(connector.route());
        all.security(connector);
        all.submission(connector);
        all.limits(connector);
        return List.copyOf(all.settings);
    }

    /** The limits of a pace. */
    static List<Amount> amounts(Pace pace) {
        return List.of(new Amount("messagesPerMinute", pace.messagesPerMinute(), "message", "a minute"),
            new Amount("messagesPerHour", pace.messagesPerHour(), "message", "an hour"),
            new Amount("messagesPerDay", pace.messagesPerDay(), "message", "a day"),
            new Amount("recipientsPerMinute", pace.recipientsPerMinute(), "recipient", "a minute"),
            new Amount("recipientsPerHour", pace.recipientsPerHour(), "recipient", "an hour"),
            new Amount("recipientsPerDay", pace.recipientsPerDay(), "recipient", "a day"));
    }

    /** One limit of a pace; 0 means none. */
    record Amount(String option, long most, String unit, String time) {
        String words() {
            return Words.amount(most, unit) + " " + time;
        }
    }

    private void choice(OutboundConnector connector) {
        add("type", connector.type().word(), "Mail goes to: " + Words.party(connector.type()));
        add("enabled", connector.enabled(), connector.enabled() ? "Switched on" : "Switched off: what waits stays, new mail goes by the next connector");
        add("comment", connector.comment(), connector.comment().isEmpty() ? "None" : connector.comment());
        add("testMode", connector.testMode(), connector.testMode() ? "Only there to be tried: no mail goes through it" : "It carries mail");
        add("isTransportRuleScoped", connector.isTransportRuleScoped(),
            connector.isTransportRuleScoped() ? "It is used only where a rule names it" : "It is chosen by recipient and sender");
        add("recipientDomains", Words.patterns(connector.recipientDomains()), connector.recipientDomains().isEmpty() ? "None" : "Mail to " + Words.domains(connector.recipientDomains()));
        add("allAcceptedDomains", connector.addressSpace().allAcceptedDomains(), connector.addressSpace().allAcceptedDomains()
            ? "Mail to all accepted domains" : "Accepted domains are no matter");
        add("senderDomains", Words.patterns(connector.addressSpace().senderDomains()), connector.addressSpace().senderDomains().isEmpty()
            ? "Mail from anyone" : "Only mail from " + Words.domains(connector.addressSpace().senderDomains()));
        add("cost", connector.addressSpace().cost(), "Among connectors that fit alike the lowest cost goes first");
    }

    private void route(Route route) {
        boolean mx = route instanceof Route.MxRecords;
        add("useMxRecord", mx, mx ? "To the MX records of the recipient's domain" : "Not to MX records");
        if (route instanceof Route.SmartHosts smartHosts) {
            add("smartHosts", Words.texts(smartHosts.hosts(), SmartHost::toString), smartHosts.hosts().size() == 1 ? "To this host" : "To one of these hosts; when it fails, to the next");
            add("smartHosts.weight", Words.texts(smartHosts.hosts(), host -> host + " = " + smartHosts.weight(host)), "How much of the mail goes to each host first");
        } else {
            add("useMxRecord.port", ((Route.MxRecords) route).port(), "The port of the hosts");
        }
    }

    private void security(OutboundConnector connector) {
        add("tlsSettings", connector.tlsSettings().word(), Words.sentence(OutboundWords.floor(connector)));
        add("tlsDomain", Words.patterns(connector.tlsDomain()), connector.tlsDomain().isEmpty() ? "No name given" : "The certificate must carry one of these names");
        add("trustedCertificates", connector.trustedCertificates().map(String::valueOf).orElse(""),
            connector.trustedCertificates().isEmpty() ? "Authorities that Java trusts" : "Only the authorities in this file");
        add("tlsOptions.minimumVersion", connector.tlsOptions().minimumVersion().word(), Words.tls(connector.tlsOptions().minimumVersion()) + " or newer");
        add("tlsOptions.ciphers", connector.tlsOptions().ciphers(), connector.tlsOptions().ciphers().isEmpty() ? "Java's cipher suites" : "Only these cipher suites");
        add("clientCertificate", connector.tlsOptions().clientCertificate().map(known -> known.chain().toString()).orElse(""),
            connector.tlsOptions().clientCertificate().isEmpty() ? "No certificate is shown" : "The certificate in this file is shown to servers that ask");
        List<String> from = Words.texts(connector.sourceAddresses(), InetAddress::getHostAddress);
        add("sourceAddress", from, from.isEmpty() ? "The system chooses the address" : "Connections come from this address of the machine");
    }

    private void submission(OutboundConnector connector) {
        if (connector.type() == ConnectorType.OFFICE365) {
            add("option", connector.submission().option().map(SendingOption::word).orElse(""), connector.submission().option().isEmpty()
                ? "None of Office 365's options for devices" : "By this option of Office 365");
            List<String> known = Words.texts(connector.submission().staticAddresses(), InetAddress::getHostAddress);
            add("staticAddress", known, known.isEmpty() ? "Not declared" : "The tenant knows this server by this address");
        }
        List<Mailbox> mailboxes = connector.submission().mailboxes();
        add("credentials", Words.texts(mailboxes, mailbox -> mailbox.user() + " (" + (mailbox.login() instanceof Login.Password ? "password" : "OAuth") + ")"),
            mailboxes.isEmpty() ? "Nobody logs in" : "It logs in as one of these, by the sender of the mail");
        add("fromRewrite", connector.submission().fromRewrite().map(rewrite -> rewrite.sender()).orElse(""), connector.submission().fromRewrite().isEmpty()
            ? "Senders stay as they are" : "Takes the place of senders that no server would take");
        add("warmUp", connector.submission().warmUp().map(warmUp -> Words.texts(warmUp.messagesPerDay(), String::valueOf)).orElse(List.of()),
            connector.submission().warmUp().map(warmUp -> "So many messages a day from " + warmUp.start() + " on").orElse("None"));
        if (connector.type() != ConnectorType.PARTNER) {
            add("targetDeliveryDomain", connector.hybrid().targetDeliveryDomain().map(DomainName::asString).orElse(""), connector.hybrid().targetDeliveryDomain().isEmpty()
                ? "Recipients stay as they are" : "Recipients of shared domains are called so over there");
            add("cloudServicesMailEnabled", connector.hybrid().cloudServicesMailEnabled(), connector.hybrid().cloudServicesMailEnabled()
                ? "Internal Exchange headers are kept" : "Internal Exchange headers are removed");
        }
        add("senderRewritingEnabled", connector.hybrid().senderRewritingEnabled(), connector.hybrid().senderRewritingEnabled()
            ? "Senders that are not yours are rewritten (SRS)" : "Senders are not rewritten");
    }

    private void limits(OutboundConnector connector) {
        ConnectionLimits limits = connector.limits();
        add("limits.maxConnections", limits.maxConnections(), "At most " + Words.amount(limits.maxConnections(), "connection") + " at once");
        add("limits.maxMessagesPerConnection", limits.maxMessagesPerConnection(), "A connection is closed after " + Words.amount(limits.maxMessagesPerConnection(), "message"));
        duration("limits.maxConnectionLifetime", limits.maxConnectionLifetime(), "A connection is closed after ");
        duration("limits.idleTimeout", limits.idleTimeout(), "An unused connection is closed after ");
        amounts(connector.pace()).forEach(amount -> add("limits." + amount.option(), amount.most(), amount.most() == 0 ? "No limit" : "At most " + amount.words()));
        add("retry.waits", Words.texts(connector.retry().waits(), Words::shortDuration), "A failed attempt is repeated after these times; the last one repeats");
        duration("retry.expireAfter", connector.retry().expireAfter(), "The mail is returned to its sender after ");
    }

    private void duration(String option, Duration value, String words) {
        add(option, Words.shortDuration(value), words + Words.duration(value));
    }

    private void add(String option, Object value, String words) {
        settings.add(new SettingJson(option, value, words));
    }
}
