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
package io.jamesconnectors.migration.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** {@code Get-OutboundConnector} of type Partner: our outbound connector to the same partner. */
final class ToPartner {
    /** By their numbers in Exchange, which has no level 3. */
    private static final List<String> LEVELS = List.of("", "EncryptionOnly", "CertificateValidation", "", "DomainValidation");

    private ToPartner() {
    }

    /**
     * What TLS must do.
     *
     * @param names empty below DomainValidation, and for the recipient's domain
     */
    record Floor(TlsSettings settings, List<DomainPattern> names) {
    }

    static OutboundConnector connector(CmdletObject object, ConnectorName name) throws Unreadable {
        Report.Of report = object.report();
        report.carried("ConnectorType", "type=\"partner\", outbound as there");
        List<DomainPattern> recipients = FromPartner.patterns(object, "RecipientDomains", "recipientDomains");
        Route route = route(object, object.flag("UseMXRecord", true), SmartHost.DEFAULT_PORT);
        report.carried("UseMXRecord", "useMxRecord");
        Floor floor = floor(object, route);
        boolean ruled = object.flag("IsTransportRuleScoped", false);
        report.carried("IsTransportRuleScoped", "isTransportRuleScoped");
        boolean test = object.flag("TestMode", false);
        report.carried("TestMode", "testMode");
        for (String own : List.of("AllAcceptedDomains", "RouteAllMessagesViaOnPremises", "SenderRewritingEnabled", "CloudServicesMailEnabled")) {
            if (object.flag(own, false)) {
                report.dropped(own, "without effect on connectors of type Partner");
            }
        }
        return new OutboundConnector(name, ConnectorType.PARTNER, FromPartner.enabled(object), FromPartner.comment(object), AddressSpace.of(recipients), ruled,
            test, route,
            floor.settings(), floor.names(), Optional.empty(), TlsOptions.DEFAULT, Submission.NONE, List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED,
                RetrySchedule.DEFAULT);
    }

    static Route route(CmdletObject object, boolean useMx, int port) throws Unreadable {
        LinkedHashSet<SmartHost> hosts = new LinkedHashSet<>();
        for (String text : object.list("SmartHosts")) {
            hosts.addAll(object.parsed("SmartHosts", text, host -> Addresses.hosts(host, port)));
        }
        if (useMx && !hosts.isEmpty()) {
            object.report().dropped("SmartHosts", "mail goes by MX records");
        } else {
            object.report().carried("SmartHosts", "smartHosts");
        }
        if (!useMx && hosts.isEmpty()) {
            throw object.fault("SmartHosts", "is empty, and mail does not go by MX records (expected: at least one)");
        }
        return useMx ? new Route.MxRecords(port) : new Route.SmartHosts(List.copyOf(hosts));
    }

    private static Floor floor(CmdletObject object, Route route) throws Unreadable {
        Report.Of report = object.report();
        TlsSettings settings = level(object, "TlsSettings");
        String mode = object.text("SmtpDaneMode");
        if (mode.matches("[0-9]+")) {
            throw object.fault("SmtpDaneMode", "is a number (expected: a word, as with ConvertTo-Json -EnumsAsStrings)");
        }
        boolean dane = mode.equalsIgnoreCase("Mandatory");
        if (dane) {
            report.changed("SmtpDaneMode", "tlsSettings DomainValidation: DANE is not offered here, and less would be weaker");
        }
        List<DomainPattern> names = FromPartner.patterns(object, "TlsDomain", "tlsDomain");
        if (!names.isEmpty() && settings != TlsSettings.DOMAIN_VALIDATION && !dane) {
            report.changed("TlsDomain", "left out: it acts with DomainValidation only");
        }
        return named(dane ? TlsSettings.DOMAIN_VALIDATION : settings, names, route);
    }

    /** With smart hosts DomainValidation needs names; those of the hosts, where none are given. */
    static Floor named(TlsSettings settings, List<DomainPattern> names, Route route) {
        if (settings != TlsSettings.DOMAIN_VALIDATION) {
            return new Floor(settings, List.of());
        }
        boolean hosts = names.isEmpty() && route instanceof Route.SmartHosts;
        return new Floor(settings, hosts ? ((Route.SmartHosts) route).hosts().stream().flatMap(host -> DomainName.tryParse(host.host()).stream())
            .<DomainPattern>map(DomainPattern.Exactly::new).distinct().toList() : names);
    }

    /** Nothing is opportunistic TLS there, which has to be written here. */
    static TlsSettings level(CmdletObject object, String property) throws Unreadable {
        Optional<String> level = object.word(property, LEVELS);
        object.report().carried(property, "tlsSettings");
        return Stream.of(TlsSettings.values()).filter(settings -> level.filter(settings.word()::equals).isPresent()).findFirst().orElse(TlsSettings.OPPORTUNISTIC);
    }
}
