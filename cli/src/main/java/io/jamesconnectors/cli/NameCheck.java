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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.file.Reading;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.Addresses;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.NoSuchDomain;
import io.jamesconnectors.tls.dns.NullMx;

/** Whether the DNS knows the smart hosts and the domains that connectors in use name. Each name is asked for once. */
final class NameCheck {
    private static final int MOST_NAMES = 500;
    private static final int MOST_UNANSWERED = 3;
    private static final int MOST_MX_HOSTS = 5;

    private final MailDns dns;
    private final long end;
    private final LongSupplier nanoTime;
    private final Reading.Accepted accepted;
    private final String file;
    private final List<Diagnostic> found = new ArrayList<>();
    private final Map<String, Optional<String>> hosts = new HashMap<>();
    private final Map<DomainName, Optional<String>> domains = new HashMap<>();
    private int asked;
    private int unanswered;

    /**
     * Begins its time now.
     *
     * @param file what the administrator calls the file
     */
    NameCheck(MailDns dns, Duration patience, LongSupplier nanoTime, Reading.Accepted accepted, String file) {
        this.dns = dns;
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + patience.toNanos();
        this.accepted = accepted;
        this.file = file;
    }

    List<Diagnostic> findings() {
        for (OutboundConnector connector : accepted.connectors().outbound()) {
            if (connector.enabled() && !connector.testMode()) {
                check(connector, accepted.outboundPlaces().getOrDefault(connector.name(), Position.ofFile(file)));
            }
        }
        for (InboundConnector connector : accepted.connectors().inbound()) {
            if (connector.enabled() && connector.type() == ConnectorType.PARTNER) {
                check(connector, accepted.inboundPlaces().getOrDefault(connector.name(), Position.ofFile(file)));
            }
        }
        return found;
    }

    private void check(OutboundConnector connector, Position place) {
        String called = "the outbound connector '" + connector.name() + "'";
        if (connector.route() instanceof OutboundConnector.Route.SmartHosts smartHosts) {
            smartHosts.hosts().stream().map(SmartHost::host).filter(host -> !InetAddresses.isInetAddress(host)).forEach(host ->
                hosts.computeIfAbsent(host, this::hostFault).ifPresent(fault ->
                    found.add(Check.DNS_HOST_UNKNOWN.at(place, "the smart host '" + host + "' of " + called + " " + fault))));
            return;
        }
        connector.recipientDomains().stream().filter(DomainPattern.Exactly.class::isInstance).map(pattern -> ((DomainPattern.Exactly) pattern).domain()).forEach(domain ->
            domains.computeIfAbsent(domain, this::domainFault).ifPresent(fault ->
                found.add(Check.DNS_DOMAIN_UNREACHABLE.at(place, "the recipient domain '" + domain + "' of " + called + " " + fault))));
    }

    private void check(InboundConnector connector, Position place) {
        for (DomainPattern pattern : connector.senderDomains()) {
            Optional<DomainName> domain = pattern instanceof DomainPattern.Exactly exactly ? Optional.of(exactly.domain())
                : pattern instanceof DomainPattern.WithSubdomains below ? Optional.of(below.domain()) : Optional.empty();
            domain.filter(known -> ask("the sender domain '" + known + "'", () -> dns.mx(known)).filter(NoSuchDomain.class::isInstance).isPresent()).ifPresent(known ->
                found.add(Check.DNS_SENDER_UNKNOWN.at(place, "the sender domain '" + known + "' of the inbound connector '" + connector.name() + "' does not exist")));
        }
    }

    private Optional<String> hostFault(String host) {
        return ask("the smart host '" + host + "'", () -> dns.addresses(host)).filter(answer -> !(answer instanceof Addresses))
            .map(answer -> answer instanceof NoSuchDomain ? "does not exist" : "has no address");
    }

    private Optional<String> domainFault(DomainName domain) {
        Optional<MxAnswer> mx = ask("the recipient domain '" + domain + "'", () -> dns.mx(domain));
        if (mx.isEmpty()) {
            return Optional.empty();
        }
        if (mx.get() instanceof NoSuchDomain) {
            return Optional.of("does not exist");
        }
        if (mx.get() instanceof NullMx) {
            return Optional.of("says that it takes no mail");
        }
        if (mx.get() instanceof MxHosts servers) {
            for (var host : servers.hosts().stream().limit(MOST_MX_HOSTS).toList()) {
                Optional<AddressAnswer> address = ask("the server '" + host.name() + "'", () -> dns.addresses(host.name().asString()));
                if (address.isEmpty() || address.get() instanceof Addresses) {
                    return Optional.empty();
                }
            }
            return Optional.of("has only servers without an address: " + servers.hosts().stream().limit(MOST_MX_HOSTS).map(host -> host.name().asString()).toList());
        }
        return ask("the recipient domain '" + domain + "'", () -> dns.addresses(domain.asString())).filter(answer -> !(answer instanceof Addresses))
            .map(answer -> "has neither a server nor an address");
    }

    /** The answer; empty when there is none, which is reported, or when enough was asked. */
    private <T> Optional<T> ask(String what, Supplier<T> question) {
        if (asked > MOST_NAMES || unanswered >= MOST_UNANSWERED) {
            return Optional.empty();
        }
        asked++;
        boolean tooMany = asked > MOST_NAMES;
        if (tooMany || nanoTime.getAsLong() - end > 0) {
            unanswered = MOST_UNANSWERED;
            found.add(Check.DNS_UNANSWERED.at(Position.ofFile(file), what + " and those after it are not looked up ("
                + (tooMany ? "looked up: the first " + MOST_NAMES : "the questions before took too long") + ")"));
            return Optional.empty();
        }
        T answer = question.get();
        if (answer instanceof LookupFailed) {
            unanswered++;
            found.add(Check.DNS_UNANSWERED.at(Position.ofFile(file), what + " is unknown" + (unanswered == MOST_UNANSWERED ? "; no more names are looked up" : "")));
            return Optional.empty();
        }
        return Optional.of(answer);
    }
}
