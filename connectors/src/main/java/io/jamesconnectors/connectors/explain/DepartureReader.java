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
package io.jamesconnectors.connectors.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.explain.Explanation.Departure;
import io.jamesconnectors.connectors.explain.Explanation.Floor;
import io.jamesconnectors.connectors.explain.Explanation.Identity;
import io.jamesconnectors.connectors.explain.Explanation.LoginShown;
import io.jamesconnectors.connectors.explain.Explanation.Outcome;
import io.jamesconnectors.connectors.explain.Explanation.Retry;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.outbound.IndirectSubmission;
import io.jamesconnectors.connectors.outbound.RouteDecision;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;

/** How mail leaves by the connector that a route has led to. */
final class DepartureReader {
    private final ActiveConnectors active;
    private final Surroundings surroundings;
    private final Instant now;
    private final int most;

    /** @param most how many candidates are told of one by one */
    DepartureReader(ActiveConnectors active, Surroundings surroundings, Instant now, int most) {
        this.active = active;
        this.surroundings = surroundings;
        this.now = now;
        this.most = most;
    }

    /**
     * The departure.
     *
     * @param routed the domain that the route was asked for; {@code recipientDomain} that of the recipient on the wire
     * @param recipient RCPT TO on the wire, {@code original} as it was here
     */
    Departure read(Question question, RouteDecision route, Optional<DomainName> routed, Optional<DomainName> recipientDomain, String recipient,
            String original, boolean isReport, SideNotes notes) {
        OutboundConnector connector = route.connectorOrDefault();
        if (!question.online() && connector.route() instanceof Route.MxRecords) {
            notes.add("The MX records are not looked up: for the hosts and their addresses ask online (--online; \"online\": true in JSON).");
        }
        Optional<String> rewritten = surroundings.rewrittenSender(connector, question.sender());
        String sender = rewritten.orElse(question.sender());
        SubmissionDecision decision = connector.submission().equals(Submission.NONE) ? new SubmissionDecision.Send(sender, Optional.empty(), false)
            : active.submission().decide(connector, sender, recipient, isReport);
        Optional<Mailbox> mailbox = decision instanceof SubmissionDecision.Send send ? send.mailbox() : Optional.empty();
        String onTheWire = decision instanceof SubmissionDecision.Send send ? send.sender() : sender;
        Optional<LoginShown> login = mailbox.map(as -> new LoginShown(as.user(), as.login() instanceof Login.Password ? List.of("PLAIN", "LOGIN") : List.of("XOAUTH2")));
        Optional<LookedUp> lookedUp = question.online() ? recipientDomain.map(domain -> surroundings.lookup(connector, domain)) : Optional.empty();
        Optional<Outcome> outcome = outcome(question, connector, decision, recipientDomain).or(() -> lookedUp.flatMap(LookedUp::outcome));
        boolean returned = outcome.filter(Outcome::isReturned).isPresent();
        return new Departure(connector.name(), route.decidedBy(), active.outbound().candidates(routed, Addresses.domain(question.sender()), route, most), outcome,
            onTheWire, recipient, floor(question, connector, recipientDomain), hosts(connector, recipientDomain), lookedUp, identity(connector), login,
            LimitsReader.of(connector, mailbox, surroundings.usage(connector, mailbox), LocalDate.ofInstant(now, ZoneOffset.UTC)),
            new Retry(connector.retry().waits().stream().map(Duration::toSeconds).toList(), connector.retry().expireAfter().toSeconds()),
            returned ? List.of() : Wire.commands(connector, surroundings.heloName(), login, onTheWire, recipient, original));
    }

    private Optional<Outcome> outcome(Question question, OutboundConnector connector, SubmissionDecision decision, Optional<DomainName> domain) {
        if (decision instanceof SubmissionDecision.Refuse refuse) {
            return Optional.of(Outcome.returned(refuse.code().toString(), refuse.text()));
        }
        if (domain.isEmpty() && connector.route() instanceof Route.MxRecords) {
            return Optional.of(Outcome.returned("5.1.2", "the recipient has no mail domain whose MX could be asked"));
        }
        return active.inbound().isLegacy(question.listener())
            ? IndirectSubmission.hold(question.listener(), connector).map(hold -> Outcome.waits(hold.code().toString(), hold.text()))
            : Optional.empty();
    }

    private Floor floor(Question question, OutboundConnector connector, Optional<DomainName> domain) {
        boolean byName = connector.tlsSettings() == TlsSettings.DOMAIN_VALIDATION;
        List<String> names = !byName ? List.of() : !connector.tlsDomain().isEmpty() ? connector.tlsDomain().stream().map(DomainPattern::asString).toList()
            : domain.map(DomainName::asString).map(List::of).orElse(List.of());
        String legacy = active.inbound().isLegacy(question.listener())
            ? "; mail of a listener for old devices leaves only over " + IndirectSubmission.FLOOR.word() + " or more, and " + IndirectSubmission.OLDEST.word() + " or newer" : "";
        return new Floor(connector.tlsSettings().word(), source(connector) + legacy, writtenAt(connector), connector.tlsOptions().minimumVersion().word(), names,
            connector.trustedCertificates().map(Object::toString));
    }

    private Optional<String> writtenAt(OutboundConnector connector) {
        return active.positions().ofFloor(connector.name()).map(Position::asText);
    }

    private String source(OutboundConnector connector) {
        if (connector.name().equals(OutboundConnector.DEFAULT_ROUTE.name())) {
            return "ordinary delivery by MX";
        }
        Optional<SendingOption> option = connector.submission().option();
        return connector.tlsSettings() != TlsSettings.usual(option) || writtenAt(connector).isPresent() ? "tlsSettings of the connector"
            : option.map(known -> "default of the sending option " + known.word()).orElse("default of a connector");
    }

    private List<String> hosts(OutboundConnector connector, Optional<DomainName> domain) {
        if (connector.route() instanceof Route.SmartHosts smart) {
            return smart.hosts().stream().map(host -> host + (smart.hosts().size() > 1 ? " (weight " + smart.weight(host) + ")" : "")
                + surroundings.state(connector, host.host(), host.port()).map(state -> ": " + state).orElse("")).toList();
        }
        return List.of("MX of " + domain.map(DomainName::asString).orElse("(no domain)") + ", port " + ((Route.MxRecords) connector.route()).port());
    }

    private Identity identity(OutboundConnector connector) {
        return new Identity(connector.tlsOptions().clientCertificate().map(shown -> shown.chain().toString()),
            connector.tlsOptions().clientCertificate().flatMap(surroundings::subject),
            connector.sourceAddresses().stream().map(InetAddresses::toAddrString).toList(), surroundings.heloName());
    }
}
