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
package io.jamesconnectors.mailets;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;

/** Outbound connectors for tests. */
final class OutboundSamples {
    static final RetrySchedule RETRY = new RetrySchedule(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)), Duration.ofHours(24));

    private OutboundSamples() {
    }

    static OutboundConnector smartHost(String name, String... domains) {
        return connector(name, 4, new Route.SmartHosts(List.of(new SmartHost("relay.test", 25))), domains);
    }

    static OutboundConnector mx(String name, String... domains) {
        return connector(name, 4, new Route.MxRecords(25), domains);
    }

    static OutboundConnector disabled(OutboundConnector on) {
        return new OutboundConnector(on.name(), on.type(), false, on.comment(), on.recipientDomains(), on.route(), on.tlsSettings(), on.tlsDomain(),
            on.trustedCertificates(), on.limits(), on.retry());
    }

    static OutboundConnector paced(OutboundConnector free, Pace pace) {
        return changed(free, free.isTransportRuleScoped(), free.testMode(), pace);
    }

    static OutboundConnector ruleScoped(OutboundConnector free) {
        return changed(free, true, free.testMode(), free.pace());
    }

    static OutboundConnector inTestMode(OutboundConnector live) {
        return changed(live, live.isTransportRuleScoped(), true, live.pace());
    }

    static OutboundConnector submitting(OutboundConnector from, ConnectorType type, Submission submission) {
        return new OutboundConnector(from.name(), type, from.enabled(), from.comment(), from.addressSpace(), from.isTransportRuleScoped(), from.testMode(), from.route(),
            from.tlsSettings(), from.tlsDomain(), from.trustedCertificates(), from.tlsOptions(), submission, from.sourceAddresses(), from.limits(), from.pace(), from.retry());
    }

    static OutboundConnector secured(OutboundConnector from, TlsSettings floor, TlsVersion oldest) {
        return new OutboundConnector(from.name(), from.type(), from.enabled(), from.comment(), from.addressSpace(), from.isTransportRuleScoped(), from.testMode(), from.route(),
            floor, from.tlsDomain(), from.trustedCertificates(), new TlsOptions(oldest, List.of(), Optional.empty()), from.submission(), from.sourceAddresses(), from.limits(),
            from.pace(), from.retry());
    }

    static Mailbox mailbox(String user, String... senders) {
        return new Mailbox(user, Stream.of(senders).<Mailbox.Sender>map(Mailbox.Sender.Address::new).toList(), new Login.Password(new SecretSource.Variable("SECRET")));
    }

    private static OutboundConnector changed(OutboundConnector from, boolean ruleScoped, boolean testMode, Pace pace) {
        return new OutboundConnector(from.name(), from.type(), from.enabled(), from.comment(), from.addressSpace(), ruleScoped, testMode, from.route(), from.tlsSettings(),
            from.tlsDomain(), from.trustedCertificates(), from.tlsOptions(), from.submission(), from.sourceAddresses(), from.limits(), pace, from.retry());
    }

    static OutboundConnector connector(String name, int maxConnections, Route route, String... domains) {
        return new OutboundConnector(ConnectorName.parse(name), ConnectorType.PARTNER, true, "", Stream.of(domains).map(DomainPattern::parse).toList(), route,
            TlsSettings.OPPORTUNISTIC, List.of(), Optional.empty(), new ConnectionLimits(maxConnections, 199, Duration.ofMinutes(20), Duration.ofSeconds(30)), RETRY);
    }
}
