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

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.Cloud;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;

/** Writes {@code outbound}; what holds anyway is left out, measured by the same {@link OutboundDefaults} that fill it in. */
final class OutboundWriter {
    private final XmlText xml;
    private final Path base;
    private final Optional<Path> trusted;
    private final SubmissionWriter submissions;

    /** @param trusted the trusted certificates that hold where nothing is written */
    OutboundWriter(XmlText xml, Path base, Optional<Path> trusted) {
        this.xml = xml;
        this.base = base;
        this.trusted = trusted;
        this.submissions = new SubmissionWriter(xml, base);
    }

    void write(OutboundConnector connector) {
        Submission submission = connector.submission();
        xml.element("outbound").attribute("name", connector.name().asString()).attribute("type", connector.type().word())
            .attribute("option", submission.option().map(SendingOption::word))
            .attribute("staticAddress", Optional.of(ConnectorsWriter.addresses(submission.staticAddresses())).filter(list -> !list.isEmpty()))
            .attribute("enabled", connector.enabled() ? Optional.empty() : Optional.of("false"))
            .end(() -> options(connector, defaults(submission)));
    }

    /** What the reader fills in where nothing is written. */
    private static OutboundDefaults defaults(Submission submission) {
        return OutboundDefaults.of(submission.option(),
            submission.mailboxes().stream().anyMatch(mailbox -> mailbox.login() instanceof Login.OAuth oauth && oauth.cloud() != Cloud.WORLDWIDE));
    }

    private void options(OutboundConnector connector, OutboundDefaults defaults) {
        AddressSpace space = connector.addressSpace();
        xml.element("recipientDomains", patterns(space.recipientDomains()));
        xml.flag("allAcceptedDomains", space.allAcceptedDomains(), false);
        xml.element("senderDomains", patterns(space.senderDomains()));
        if (space.cost() != AddressSpace.DEFAULT_COST) {
            xml.element("cost", String.valueOf(space.cost()));
        }
        xml.flag("isTransportRuleScoped", connector.isTransportRuleScoped(), false);
        xml.flag("testMode", connector.testMode(), false);
        route(connector.route(), defaults);
        security(connector, defaults);
        submissions.write(connector.submission());
        xml.element("targetDeliveryDomain", connector.hybrid().targetDeliveryDomain().map(DomainName::asString).orElse(""));
        xml.flag("cloudServicesMailEnabled", connector.hybrid().cloudServicesMailEnabled(), false);
        xml.flag("senderRewritingEnabled", connector.hybrid().senderRewritingEnabled(), false);
        xml.element("sourceAddress", ConnectorsWriter.addresses(connector.sourceAddresses()));
        limits(connector.limits(), connector.pace(), defaults);
        retry(connector.retry());
        xml.element("comment", connector.comment());
    }

    private static String patterns(List<DomainPattern> patterns) {
        return ConnectorsWriter.list(patterns.stream().map(DomainPattern::asString));
    }

    private void route(Route route, OutboundDefaults defaults) {
        if (route instanceof Route.MxRecords mx) {
            if (mx.port() != SmartHost.DEFAULT_PORT || !defaults.hosts().isEmpty()) {
                xml.element("useMxRecord").attribute("port", Optional.of(mx.port()).filter(port -> port != SmartHost.DEFAULT_PORT).map(String::valueOf))
                    .end("true");
            }
        } else if (route instanceof Route.SmartHosts hosts && !(hosts.hosts().equals(defaults.hosts()) && hosts.weights().isEmpty())) {
            xml.element("smartHosts").end(() -> hosts.hosts().forEach(host -> xml.element("smartHost")
                .attribute("weight", Optional.of(hosts.weight(host)).filter(weight -> weight != 1).map(String::valueOf))
                .end(HostText.of(host, defaults.port()))));
        }
    }

    private void security(OutboundConnector connector, OutboundDefaults defaults) {
        if (connector.tlsSettings() != defaults.floor()) {
            xml.element("tlsSettings", connector.tlsSettings().word());
        }
        boolean implied = connector.tlsSettings() == TlsSettings.DOMAIN_VALIDATION && connector.tlsDomain().equals(defaults.tlsDomain(connector.route()));
        if (!implied) {
            xml.element("tlsDomain", patterns(connector.tlsDomain()));
        }
        connector.trustedCertificates().filter(file -> trusted.filter(file::equals).isEmpty())
            .ifPresent(file -> xml.element("trustedCertificates", FileReference.text(base, file)));
        TlsOptions options = connector.tlsOptions();
        xml.element("tlsOptions")
            .attribute("minimumVersion", Optional.of(options.minimumVersion()).filter(version -> version != TlsOptions.DEFAULT.minimumVersion())
                .map(TlsVersion::word))
            .attribute("ciphers", Optional.of(ConnectorsWriter.list(options.ciphers())).filter(list -> !list.isEmpty()))
            .endUnlessEmpty();
        options.clientCertificate().ifPresent(submissions::clientCertificate);
    }

    private void limits(ConnectionLimits limits, Pace pace, OutboundDefaults defaults) {
        ConnectionLimits unset = defaults.limits();
        Pace usual = defaults.pace();
        xml.element("limits")
            .attribute("maxConnections", unless(limits.maxConnections(), unset.maxConnections()))
            .attribute("maxMessagesPerConnection", unless(limits.maxMessagesPerConnection(), unset.maxMessagesPerConnection()))
            .attribute("maxConnectionLifetime", unless(DurationText.of(limits.maxConnectionLifetime()), DurationText.of(unset.maxConnectionLifetime())))
            .attribute("idleTimeout", unless(DurationText.of(limits.idleTimeout()), DurationText.of(unset.idleTimeout())))
            .attribute("messagesPerMinute", unless(pace.messagesPerMinute(), usual.messagesPerMinute()))
            .attribute("messagesPerHour", unless(pace.messagesPerHour(), usual.messagesPerHour()))
            .attribute("messagesPerDay", unless(pace.messagesPerDay(), usual.messagesPerDay()))
            .attribute("recipientsPerMinute", unless(pace.recipientsPerMinute(), usual.recipientsPerMinute()))
            .attribute("recipientsPerHour", unless(pace.recipientsPerHour(), usual.recipientsPerHour()))
            .attribute("recipientsPerDay", unless(pace.recipientsPerDay(), usual.recipientsPerDay()))
            .endUnlessEmpty();
    }

    private void retry(RetrySchedule retry) {
        xml.element("retry")
            .attribute("waits", unless(waits(retry), waits(RetrySchedule.DEFAULT)))
            .attribute("expireAfter", unless(DurationText.of(retry.expireAfter()), DurationText.of(RetrySchedule.DEFAULT.expireAfter())))
            .endUnlessEmpty();
    }

    private static String waits(RetrySchedule retry) {
        return ConnectorsWriter.list(retry.waits().stream().map(DurationText::of));
    }

    private static Optional<String> unless(Object value, Object unset) {
        return value.equals(unset) ? Optional.empty() : Optional.of(value.toString());
    }
}
