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

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.Explanation.Departure;
import io.jamesconnectors.connectors.explain.Explanation.Inbound;
import io.jamesconnectors.connectors.explain.Explanation.Recipient;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.header.AutomaticAnswer;
import io.jamesconnectors.connectors.hybrid.BounceAddress;
import io.jamesconnectors.connectors.hybrid.Crossings;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.Verdict;
import io.jamesconnectors.connectors.inbound.received.TrueSource;
import io.jamesconnectors.connectors.outbound.RouteDecision;

/** Says what would become of a message, by the configuration that it is made with. Asks the rules that let mail in and out, and decides nothing itself. */
public final class Explainer {
    /** How many connectors of each direction are told of one by one. */
    public static final int MOST_CANDIDATES = 25;
    private static final String TAKEN = "250";
    private static final String REWRITTEN = "+SRS=";
    /** Of who is refused before anybody asks where it lives. */
    private static final Whereabouts NOWHERE = new Whereabouts(new RecipientPlace.Here(List.of()), Optional.empty());

    private final ActiveConnectors active;
    private final Surroundings surroundings;
    private final DepartureReader departures;

    /** @param now the moment for which it holds */
    public Explainer(ActiveConnectors active, Surroundings surroundings, Instant now) {
        this.active = active;
        this.surroundings = surroundings;
        this.departures = new DepartureReader(active, surroundings, now, MOST_CANDIDATES);
    }

    /** @throws BadRequest when something is missing, or can't be understood */
    public Explanation explain(ExplainRequest request) throws BadRequest {
        return explain(request, Optional.empty());
    }

    /**
     * The explanation.
     *
     * @param traced what the trace tells that the request names
     * @throws BadRequest when something is missing, or can't be understood
     */
    public Explanation explain(ExplainRequest request, Optional<TracedArrival> traced) throws BadRequest {
        return explain(QuestionReader.read(request, traced, active.inbound(), surroundings));
    }

    /** The explanation. */
    public Explanation explain(Question question) {
        List<Entry> entries = question.recipients().stream().map(recipient -> entry(question, recipient)).toList();
        Optional<ConnectorName> owner = owner(entries);
        SideNotes notes = SideNotes.of(question, active.connectors());
        List<Recipient> recipients = entries.stream().map(entry -> recipient(question, entry, owner, notes)).toList();
        return new Explanation(question, recipients.get(0).inbound(), recipients, notes.all());
    }

    /**
     * What is decided of one recipient: at RCPT, and, where it matters, at the end of DATA.
     *
     * @param named where it is found to live at RCPT, whatever is decided of its client
     */
    private record Entry(String recipient, Optional<Decision> atRcpt, Optional<Inbound> inbound, BounceAddress bounce, Whereabouts named) {
        /** Who it is for: not always who is named. */
        String meant() {
            return bounce instanceof BounceAddress.Original original ? original.address()
                : bounce instanceof BounceAddress.Collected collected ? collected.address() : recipient;
        }

        boolean isTakenAtRcpt() {
            return atRcpt.flatMap(Decision::reply).isEmpty() && (isBounce() || !(bounce instanceof BounceAddress.Refused) && Replies.of(named.place()).isEmpty());
        }

        /** Whether a sender that was rewritten is named, and it is one. */
        boolean isBounce() {
            return bounce instanceof BounceAddress.Original || bounce instanceof BounceAddress.Collected;
        }
    }

    private Entry entry(Question question, String recipient) {
        if (question.client().isEmpty()) {
            return entry(question, recipient, Optional.empty(), Optional.empty());
        }
        Optional<DomainName> domain = Addresses.domain(recipient);
        boolean ours = domain.filter(known -> active.inbound().accepts(known) || surroundings.isLocal(known)).isPresent();
        ConnectionFacts facts = new ConnectionFacts(question.listener(), question.client().get(), question.tls(), question.login(), Addresses.domain(question.sender()),
            question.xoorg(), OriginatorOrg.NOT_YET, domain, ours, question.serverRelays() || question.login().isPresent());
        Decision atRcpt = active.inbound().decide(facts);
        Optional<OriginatorOrg> said = question.header().map(SavedMessage::originatorOrg).filter(there -> atRcpt.verdict() == Verdict.AWAIT_MESSAGE);
        ConnectionFacts settled = said.map(facts::with).orElse(facts);
        Decision decision = said.isPresent() ? active.inbound().decide(settled) : atRcpt;
        return entry(question, recipient, Optional.of(atRcpt),
            Optional.of(new Inbound(decision, active.inbound().candidates(settled, MOST_CANDIDATES), trueSource(question, decision))));
    }

    private Entry entry(Question question, String recipient, Optional<Decision> atRcpt, Optional<Inbound> inbound) {
        BounceAddress bounce = surroundings.bounce(recipient, question.sender().isEmpty());
        Entry asNamed = new Entry(recipient, atRcpt, inbound, bounce, NOWHERE);
        Optional<ConnectorName> cameBy = atRcpt.filter(Explainer::admits).flatMap(Decision::connector);
        return bounce instanceof BounceAddress.Refused ? asNamed
            : new Entry(recipient, atRcpt, inbound, bounce, surroundings.place(asNamed.meant(), question.sender(), cameBy, Crossings.NONE, !asNamed.isBounce()));
    }

    private Optional<TrueSource> trueSource(Question question, Decision decision) {
        return question.header().isEmpty() ? Optional.empty() : decision.connector().flatMap(active.inbound()::connector).map(InboundConnector::enhancedFiltering)
            .filter(filtering -> filtering.isOn())
            .map(filtering -> TrueSource.find(filtering, question.client().orElseThrow(), question.received(), question.recipients()));
    }

    /** Whose the mail is: the connector of the first recipient that is taken for one; those that awaited the message come last. */
    private static Optional<ConnectorName> owner(List<Entry> all) {
        List<Entry> entries = all.stream().filter(Entry::isTakenAtRcpt).toList();
        Optional<ConnectorName> first = entries.stream().flatMap(entry -> entry.atRcpt().stream()).filter(Explainer::admits).flatMap(decision -> decision.connector().stream()).findFirst();
        return first.or(() -> entries.stream().flatMap(entry -> entry.inbound().stream()).map(Inbound::decision).filter(Explainer::admits).flatMap(decision -> decision.connector().stream()).findFirst());
    }

    private static boolean admits(Decision decision) {
        return decision.verdict() == Verdict.GRANT_RELAY || decision.verdict() == Verdict.ORDINARY;
    }

    private Recipient recipient(Question question, Entry entry, Optional<ConnectorName> owner, SideNotes notes) {
        Optional<Decision> decision = entry.inbound().map(Inbound::decision);
        decision.flatMap(Decision::connector).flatMap(active.inbound()::connector).ifPresent(notes::limitsOf);
        if (decision.filter(known -> known.verdict() == Verdict.AWAIT_MESSAGE).isPresent()) {
            notes.add("X-OriginatorOrg in the header of the message decides at the end of DATA; there is no message here.");
        }
        if (decision.flatMap(Decision::reply).isPresent()) {
            return new Recipient(entry.recipient(), entry.inbound(), decision.flatMap(Decision::reply).get().toString(), Optional.empty(), Optional.empty());
        }
        if (entry.bounce() instanceof BounceAddress.Refused refused) {
            RecipientPlace place = new RecipientPlace.Refused(refused.reply(), List.of(refused.reason()));
            return new Recipient(entry.recipient(), entry.inbound(), refused.reply().toString(), Optional.of(new Whereabouts(place, Optional.empty())), Optional.empty());
        }
        if (entry.bounce() instanceof BounceAddress.Original) {
            notes.add("The recipient is a sender that was rewritten here: its mail goes back to who that was.");
        }
        Optional<ConnectorName> atRcpt = entry.atRcpt().filter(Explainer::admits).flatMap(Decision::connector);
        Whereabouts where = !entry.isTakenAtRcpt() || question.header().isEmpty() && owner.equals(atRcpt) ? entry.named()
            : surroundings.place(entry.meant(), question.sender(), owner, question.header().map(surroundings::crossings).orElse(Crossings.NONE), !entry.isBounce());
        String reply = entry.isBounce() && question.header().isEmpty() ? TAKEN : Replies.of(where.place()).orElse(TAKEN);
        return new Recipient(entry.recipient(), entry.inbound(), reply, Optional.of(where),
            reply.equals(TAKEN) ? departure(question, entry.recipient(), entry.meant(), where.place(), notes) : Optional.empty());
    }

    private Optional<Departure> departure(Question question, String recipient, String meant, RecipientPlace place, SideNotes notes) {
        boolean isReport = question.sender().isEmpty() && AutomaticAnswer.is(question.header());
        Optional<Departure> departure = Optional.empty();
        if (place instanceof RecipientPlace.Outside outside) {
            Optional<DomainName> domain = Addresses.domain(meant);
            departure = Optional.of(departures.read(question, outside.route(), domain, domain, meant, recipient, isReport, notes));
        } else if (place instanceof RecipientPlace.OtherSide other) {
            Optional<DomainName> there = Addresses.domain(other.envelopeRecipient());
            Optional<OutboundConnector> connector = Optional.of(other.connector()).filter(known -> !known.name().equals(OutboundConnector.DEFAULT_ROUTE.name()));
            RouteDecision route = new RouteDecision(connector, other.reasons().subList(Math.min(1, other.reasons().size() - 1), other.reasons().size()));
            Optional<DomainName> here = Addresses.domain(meant);
            Optional<DomainName> routed = active.outbound().route(here, Addresses.domain(question.sender())).connectorOrDefault().name().equals(other.connector().name()) ? here : there;
            departure = Optional.of(departures.read(question, route, routed, there, other.envelopeRecipient(), other.originalRecipient(), isReport, notes));
        }
        if (!surroundings.isLive() && departure.filter(known -> !known.sender().equals(question.sender()) && known.sender().contains(REWRITTEN)).isPresent()) {
            notes.add("The signature in the rewritten sender is an example: only the server has the key.");
        }
        return departure;
    }
}
