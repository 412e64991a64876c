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

import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.PublicAddress;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.migration.Plain;
import io.jamesconnectors.migration.Report;
import io.jamesconnectors.migration.Unreadable;

/** Makes an outbound connector of a route, with what main.cf says of all SMTP clients. */
final class OutboundMaker {
    private static final SmartHost SUBMISSION = new SmartHost("smtp.office365.com", 587);
    /** Microsoft's limits of a mailbox, as the option sets them. */
    private static final ConnectionLimits MAILBOX_LIMITS = new ConnectionLimits(3, ConnectionLimits.DEFAULT.maxMessagesPerConnection(),
        ConnectionLimits.DEFAULT.maxConnectionLifetime(), ConnectionLimits.DEFAULT.idleTimeout());
    private static final Pace MAILBOX_PACE = new Pace(30, 0, 0, 0, 0, 10_000);

    private final Plain names = new Plain("mx");
    private final List<AcceptedDomain> accepted;
    private final Path base;
    private final Optional<Path> roots;
    private final Optional<ClientCertificate> certificate;
    private final List<InetAddress> sources = new ArrayList<>();
    private final TlsVersion minimum;
    private final boolean bySender;
    private final Report.Of main;

    OutboundMaker(PostfixFiles files, Report.Of main, List<AcceptedDomain> accepted, Path base) throws Unreadable {
        this.main = main;
        this.accepted = accepted;
        this.base = base;
        this.roots = path(files.value("smtp_tls_CAfile", ""), "smtp_tls_CAfile", "trustedCertificates");
        Optional<Path> chain = path(files.value("smtp_tls_cert_file", ""), "smtp_tls_cert_file", "clientCertificate");
        Optional<Path> key = path(files.value("smtp_tls_key_file", files.value("smtp_tls_cert_file", "")), "smtp_tls_key_file", "clientCertificate");
        this.certificate = chain.map(file -> new ClientCertificate(file, key, Optional.empty()));
        for (String parameter : List.of("smtp_bind_address", "smtp_bind_address6")) {
            String address = files.value(parameter, "");
            if (InetAddresses.isInetAddress(address)) {
                sources.add(InetAddresses.forString(address));
                main.carried(parameter, "sourceAddress");
            }
        }
        this.minimum = Policy.minimum(files.value("smtp_tls_mandatory_protocols", ""));
        main.changed("smtp_tls_mandatory_protocols", "tlsOptions minimumVersion " + minimum.word()
            + "; nothing older than TLSv1.2 is spoken here unless it is written down");
        this.bySender = files.value("smtp_sender_dependent_authentication", "no").equalsIgnoreCase("yes");
        main.carried("smtp_sender_dependent_authentication", "senders of a mailbox");
        main.carried("smtp_sasl_auth_enable", "credentials, where there is a login for the next hop");
    }

    private Optional<Path> path(String text, String parameter, String option) {
        if (text.isEmpty() || text.equals("none")) {
            return Optional.empty();
        }
        try {
            Path path = base.resolve(Path.of(text)).normalize();
            main.carried(parameter, option + ", the same file");
            return Optional.of(path);
        } catch (InvalidPathException e) {
            main.dropped(parameter, "no path");
            return Optional.empty();
        }
    }

    OutboundConnector connector(Routes.Way way, List<DomainPattern> recipients, Logins logins) {
        boolean mx = way.hops().isEmpty();
        Set<Mailbox> mailboxes = new LinkedHashSet<>();
        way.hops().forEach(hop -> logins.at(hop).ifPresent(mailboxes::add));
        if (!mx && bySender) {
            logins.ofSenders().stream().filter(mailbox -> mailboxes.stream().noneMatch(other -> other.user().equalsIgnoreCase(mailbox.user())))
                .forEach(mailboxes::add);
        }
        List<SmartHost> hosts = way.hops().stream().map(NextHop::host).distinct().toList();
        TlsSettings floor = way.policy().floor();
        List<DomainPattern> tlsDomain = way.names();
        if (!mailboxes.isEmpty() && !floor.isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)) {
            floor = TlsSettings.DOMAIN_VALIDATION;
            tlsDomain = way.hops().stream().flatMap(hop -> hop.name().stream()).<DomainPattern>map(DomainPattern.Exactly::new).distinct().toList();
            main.changed(Parameters.LEVEL, "tlsSettings; DomainValidation where there are credentials, which are shown to verified servers only");
        }
        boolean submission = !mailboxes.isEmpty() && hosts.equals(List.of(SUBMISSION));
        TlsVersion version = way.policy().attributes().containsKey("protocols") ? Policy.minimum(way.policy().attributes().get("protocols")) : minimum;
        Route route = mx ? new Route.MxRecords(SmartHost.DEFAULT_PORT) : new Route.SmartHosts(hosts);
        String name = !way.held().isEmpty() ? "Held" : mx ? "MX" + (way.policy().equals(Policy.MAY) ? "" : ", " + way.policy().level()) : "To " + hosts.get(0).host();
        return new OutboundConnector(names.name(name + way.sender().map(sender -> " from " + sender.asString()).orElse("")), type(hosts), true,
            way.held().isEmpty() ? "" : "Leads nowhere: mail waits, and is returned when it expires. Postfix: " + way.held(),
            new AddressSpace(recipients, false, way.sender().stream().toList(), AddressSpace.DEFAULT_COST), false, false, route, floor, tlsDomain,
            floor.isAtLeast(TlsSettings.CERTIFICATE_VALIDATION) ? anchors(way.policy()).or(() -> roots) : Optional.empty(),
                new TlsOptions(version, List.of(), certificate),
            new Submission(submission ? Optional.of(SendingOption.CLIENT_SUBMISSION) : Optional.empty(), List.copyOf(mailboxes), Optional.empty(),
                Optional.empty()), sources,
            submission ? MAILBOX_LIMITS : ConnectionLimits.DEFAULT, submission ? MAILBOX_PACE : Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }

    private Optional<Path> anchors(Policy policy) {
        return Optional.ofNullable(policy.attributes().get("tafile")).flatMap(file -> path(file, "tafile", "trustedCertificates"));
    }

    /** Microsoft by its names, ourselves by private addresses and own domains, else someone else. */
    private ConnectorType type(List<SmartHost> hosts) {
        if (!hosts.isEmpty() && hosts.stream().allMatch(host -> host.host().endsWith(".protection.outlook.com") || host.host().endsWith(".mx.microsoft")
            || host.equals(SUBMISSION)
                || host.host().endsWith(".onmicrosoft.com"))) {
            return ConnectorType.OFFICE365;
        }
        boolean own = !hosts.isEmpty() && hosts.stream().allMatch(host -> InetAddresses.isInetAddress(host.host())
            ? !PublicAddress.is(InetAddresses.forString(host.host()))
            : new NextHop("", host, true).name().filter(domain -> accepted.stream().anyMatch(ours -> domain.isOrIsBelow(ours.name()))).isPresent());
        return own ? ConnectorType.ORGANIZATION : ConnectorType.PARTNER;
    }
}
