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

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;
import io.jamesconnectors.connectors.explain.Explanation.Departure;
import io.jamesconnectors.connectors.explain.Explanation.Inbound;
import io.jamesconnectors.connectors.explain.Explanation.Recipient;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.Identification;

/** An explanation for people. Nothing that somebody else has written can end a line of it, or steer a terminal. */
public final class ExplanationText {
    private final StringBuilder text = new StringBuilder(4_096);

    private ExplanationText() {
    }

    /** The text, with a line end after each line. */
    public static String of(Explanation explanation) {
        ExplanationText made = new ExplanationText();
        made.question(explanation.question());
        explanation.inbound().ifPresent(made::inbound);
        for (Recipient recipient : explanation.recipients()) {
            made.recipient(recipient, explanation.inbound());
        }
        made.list("assumed:", explanation.question().assumptions());
        made.list("note:", explanation.notes());
        return made.text.toString();
    }

    private void question(Question question) {
        question.client().ifPresent(client -> line("client " + address(client) + " at listener " + question.listener() + ", "
            + question.tls().map(tls -> tls.version().word() + tls.certificate().map(shown -> " with a certificate for "
                + (shown.names().isEmpty() ? "nobody" : shown.names().stream().limit(5).map(Object::toString).collect(Collectors.joining(", ")))).orElse(" without certificate"))
                .orElse("in clear") + question.login().map(user -> ", logged in as " + user).orElse("")));
        line("MAIL FROM:<" + question.sender() + ">");
    }

    private void inbound(Inbound inbound) {
        line("");
        decision(inbound.decision(), "");
        inbound.trueSource().ifPresent(source -> line("  it really came from " + source.address().map(ExplanationText::address).orElse("somewhere unknown") + ": "
            + source.reasons().get(0).sentence()));
        candidates("passed over:", inbound.candidates(), Candidates.NONE);
    }

    private void decision(Decision decision, String indent) {
        String by = decision.connector().map(ExplanationText::quoted).orElse("no connector");
        line(indent + switch (decision.verdict()) {
            case GRANT_RELAY -> "inbound: relaying is granted by " + by;
            case AWAIT_MESSAGE -> "inbound: taken until the header of the message is there, by " + by;
            case ORDINARY -> "inbound: the server's ordinary rules hold; the mail belongs to " + by;
            case REFUSE -> "inbound: refused with " + decision.reply().map(Object::toString).orElse("") + (decision.connector().isPresent() ? ", on account of " + by : "");
        } + decision.identifiedBy().map(Identification::asString).map(how -> " (" + how + ")").orElse(""));
        line(indent + "  why: " + decision.decidedBy());
    }

    /** @param said what was said before, and is not said again */
    private void candidates(String title, Candidates candidates, Candidates said) {
        List<Candidacy> lost = candidates.shown().stream().filter(candidate -> candidate.outcome() == Candidacy.Outcome.LOST && !said.shown().contains(candidate)).toList();
        if (!lost.isEmpty()) {
            line("  " + title);
            lost.forEach(candidate -> line("    " + quoted(candidate.connector()) + ": " + candidate.why() + " [" + candidate.code() + "]"));
        }
        if (!candidates.others().isEmpty() && !candidates.others().equals(said.others())) {
            line("    and " + number(candidates.total() - candidates.shown().size()) + " more: "
                + candidates.others().entrySet().stream().map(entry -> number(entry.getValue()) + " " + entry.getKey()).collect(Collectors.joining(", ")));
        }
    }

    private void recipient(Recipient recipient, Optional<Inbound> first) {
        line("");
        line("RCPT TO:<" + recipient.address() + "> " + recipient.reply() + recipient.departure().map(departure -> ", leaves by " + route(departure.connector())).orElse(""));
        if (!recipient.inbound().equals(first)) {
            decision(recipient.inbound().orElseThrow().decision(), "  ");
            candidates("passed over, otherwise than above:", recipient.inbound().orElseThrow().candidates(), first.orElseThrow().candidates());
        }
        recipient.where().ifPresent(where -> {
            line("  place: " + place(where.place()) + (where.place() instanceof RecipientPlace.Outside ? "" : ", why: " + where.place().decidedBy()));
            where.doubt().ifPresent(doubt -> line("    " + doubt));
        });
        recipient.departure().ifPresent(this::departure);
    }

    private void departure(Departure departure) {
        line("  route: " + route(departure.connector()) + ", why: " + departure.decidedBy());
        candidates("passed over:", departure.candidates(), Candidates.NONE);
        departure.outcome().ifPresent(outcome -> line("  it " + (outcome.isReturned() ? "is returned" : "waits") + ": " + outcome.code() + " " + outcome.why()));
        line("  security: " + departure.floor().level() + " at least (" + departure.floor().from() + departure.floor().writtenAt().map(place -> ", " + place).orElse("") + "), " + departure.floor().minimumVersion() + " or newer"
            + (departure.floor().names().isEmpty() ? "" : ", a certificate for " + String.join(" or ", departure.floor().names()))
            + departure.floor().trustedCertificates().map(file -> ", roots in " + file).orElse(""));
        line("  hosts: " + String.join(", then ", departure.hosts()));
        departure.lookedUp().ifPresent(found -> found.hosts().forEach(host -> line("    " + lookedUp(host))));
        line("  shown: " + departure.identity().clientCertificate().map(file -> "certificate " + file + departure.identity().subject().map(name -> " for " + name).orElse(""))
            .orElse("no certificate") + ", from " + (departure.identity().sourceAddresses().isEmpty() ? "an address that the system chooses"
            : String.join(" or ", departure.identity().sourceAddresses())));
        departure.login().ifPresent(login -> line("  login: as " + login.mailbox() + " with " + String.join(" or ", login.mechanisms())));
        line("  limits: " + departure.limits().all().stream().map(limit -> limit.name() + " " + limit.most() + used(departure.limits(), limit.name()))
            .collect(Collectors.joining(", ")));
        departure.limits().usage().ifPresent(usage -> line("    now: " + usage.underWay() + " under way"
            + (usage.waiting().isPresent() ? ", " + usage.waiting().getAsLong() + " waiting" : "") + (usage.throttled() > 0 ? ", throttled by " + usage.throttled() + " steps" : "")));
        line("    it binds: " + departure.limits().binding());
        line("  retry: after " + departure.retry().waits().stream().map(ExplanationText::duration).collect(Collectors.joining(", ")) + ", then again so; returned after "
            + duration(departure.retry().expireAfter()));
        if (!departure.commands().isEmpty()) {
            line("  commands:");
            departure.commands().forEach(command -> line("    " + command));
        }
    }

    private static String lookedUp(LookedUp.Host host) {
        String places = host.places().stream().map(place -> address(place.address()) + (place.host().equals(host.name()) ? "" : " of " + place.host())
            + (place.isThisServer() ? " (this server itself: passed over)" : "")).collect(Collectors.joining(", "));
        return host.name() + ":" + host.port() + (host.preference().isPresent() ? ", preference " + host.preference().getAsInt() : "") + (places.isEmpty() ? "" : ": " + places)
            + host.trouble().map(trouble -> ": " + trouble).orElse("");
    }

    private static String used(Explanation.Limits limits, String name) {
        return limits.usage().map(Usage::counted).flatMap(counted -> Optional.ofNullable(counted.get(name))).map(used -> " (" + used + " used)").orElse("");
    }

    private static String place(RecipientPlace place) {
        if (place instanceof RecipientPlace.Here) {
            return "here";
        }
        if (place instanceof RecipientPlace.OtherSide other) {
            return "on the other side, as " + other.envelopeRecipient();
        }
        return place instanceof RecipientPlace.Outside ? "outside" : place instanceof RecipientPlace.Deferred ? "nobody can tell now"
            : place instanceof RecipientPlace.Looping ? "on the side that the message came from" : "nowhere";
    }

    private void list(String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            line("");
            sentences.forEach(sentence -> line(title + " " + sentence));
        }
    }

    private void line(String words) {
        text.append(words.isEmpty() ? "" : Plain.line(words)).append('\n');
    }

    private static String route(ConnectorName name) {
        return name.equals(OutboundConnector.DEFAULT_ROUTE.name()) ? "ordinary delivery by MX" : quoted(name);
    }

    private static String quoted(ConnectorName name) {
        return '"' + name.asString() + '"';
    }

    private static String address(InetAddress address) {
        return InetAddresses.toAddrString(address);
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String duration(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        return seconds % 3600 == 0 && seconds > 0 ? duration.toHours() + " h" : seconds % 60 == 0 ? duration.toMinutes() + " min" : seconds + " s";
    }
}
