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

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.candidates.Candidacy;
import io.jamesconnectors.connectors.candidates.Candidates;
import io.jamesconnectors.connectors.explain.Explanation.Departure;
import io.jamesconnectors.connectors.explain.Explanation.Inbound;
import io.jamesconnectors.connectors.explain.Explanation.Limits;
import io.jamesconnectors.connectors.explain.Explanation.Recipient;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.Identification;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.Verdict;

/** An explanation as one JSON object, its members never renamed; what is not there is left out. */
public final class ExplanationJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private ExplanationJson(JsonGenerator json) {
        this.json = json;
    }

    /** @param pretty on many lines, for people */
    public static String of(Explanation explanation, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new ExplanationJson(pretty ? json.useDefaultPrettyPrinter() : json).write(explanation);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can't fail to be written", e);
        }
        return text.toString();
    }

    private void write(Explanation explanation) throws IOException {
        json.writeStartObject();
        question(explanation.question());
        if (explanation.inbound().isPresent()) {
            json.writeFieldName("inbound");
            inbound(explanation.inbound().get(), true);
        }
        json.writeArrayFieldStart("recipients");
        for (Recipient recipient : explanation.recipients()) {
            recipient(recipient, !recipient.inbound().equals(explanation.inbound()));
        }
        json.writeEndArray();
        list("assumptions", explanation.question().assumptions());
        list("notes", explanation.notes());
        json.writeEndObject();
    }

    private void question(Question question) throws IOException {
        json.writeObjectFieldStart("question");
        json.writeStringField("listener", question.listener());
        text("address", question.client().map(InetAddresses::toAddrString));
        json.writeStringField("tls", question.tls().map(tls -> tls.version().word()).orElse("none"));
        if (question.tls().isPresent() && question.tls().get().certificate().isPresent()) {
            list("certificateNames", question.tls().get().certificate().get().names().stream().map(Object::toString).toList());
        }
        text("login", question.login());
        json.writeStringField("sender", question.sender());
        list("recipients", question.recipients());
        json.writeEndObject();
    }

    private void inbound(Inbound inbound, boolean withCandidates) throws IOException {
        json.writeStartObject();
        json.writeStringField("verdict", verdict(inbound.decision().verdict()));
        text("reply", inbound.decision().reply().map(SmtpReply::toString));
        text("connector", inbound.decision().connector().map(ConnectorName::asString));
        text("identifiedBy", inbound.decision().identifiedBy().map(Identification::asString));
        json.writeStringField("code", inbound.decision().decidedBy().code());
        json.writeStringField("decidedBy", inbound.decision().decidedBy().sentence());
        if (inbound.trueSource().isPresent()) {
            text("trueSource", inbound.trueSource().get().address().map(InetAddresses::toAddrString));
            json.writeStringField("trueSourceWhy", inbound.trueSource().get().reasons().get(0).sentence());
        }
        if (withCandidates) {
            candidates(inbound.candidates());
        }
        json.writeEndObject();
    }

    private void candidates(Candidates candidates) throws IOException {
        json.writeArrayFieldStart("candidates");
        for (Candidacy candidate : candidates.shown()) {
            json.writeStartObject();
            json.writeStringField("connector", candidate.connector().asString());
            json.writeStringField("outcome", candidate.outcome().word());
            json.writeStringField("code", candidate.code());
            json.writeStringField("why", candidate.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!candidates.others().isEmpty()) {
            json.writeObjectFieldStart("others");
            for (Map.Entry<String, Integer> other : candidates.others().entrySet()) {
                json.writeNumberField(other.getKey(), other.getValue());
            }
            json.writeEndObject();
        }
    }

    private void recipient(Recipient recipient, boolean withCandidates) throws IOException {
        json.writeStartObject();
        json.writeStringField("recipient", recipient.address());
        json.writeStringField("reply", recipient.reply());
        if (recipient.inbound().isPresent()) {
            json.writeFieldName("inbound");
            inbound(recipient.inbound().get(), withCandidates);
        }
        if (recipient.where().isPresent()) {
            place(recipient.where().get());
        }
        if (recipient.departure().isPresent()) {
            departure(recipient.departure().get());
        }
        json.writeEndObject();
    }

    private void place(Whereabouts where) throws IOException {
        json.writeObjectFieldStart("place");
        json.writeStringField("where", word(where.place()));
        json.writeBooleanField("known", where.doubt().isEmpty());
        text("doubt", where.doubt());
        json.writeStringField("code", where.place().decidedBy().code());
        json.writeStringField("why", where.place().decidedBy().sentence());
        json.writeEndObject();
    }

    private void departure(Departure departure) throws IOException {
        json.writeObjectFieldStart("route");
        text("connector", Optional.of(departure.connector()).filter(name -> !name.equals(OutboundConnector.DEFAULT_ROUTE.name())).map(ConnectorName::asString));
        json.writeStringField("code", departure.decidedBy().code());
        json.writeStringField("decidedBy", departure.decidedBy().sentence());
        candidates(departure.candidates());
        json.writeEndObject();
        if (departure.outcome().isPresent()) {
            json.writeObjectFieldStart("outcome");
            json.writeStringField("kind", departure.outcome().get().kind());
            json.writeStringField("code", departure.outcome().get().code());
            json.writeStringField("why", departure.outcome().get().why());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("tls");
        json.writeStringField("floor", departure.floor().level());
        json.writeStringField("from", departure.floor().from());
        json.writeStringField("minimumVersion", departure.floor().minimumVersion());
        list("names", departure.floor().names());
        text("trustedCertificates", departure.floor().trustedCertificates());
        json.writeEndObject();
        list("hosts", departure.hosts());
        json.writeObjectFieldStart("identity");
        text("clientCertificate", departure.identity().clientCertificate());
        text("subject", departure.identity().subject());
        list("sourceAddresses", departure.identity().sourceAddresses());
        text("helo", departure.identity().helo());
        json.writeEndObject();
        if (departure.login().isPresent()) {
            json.writeObjectFieldStart("credentials");
            json.writeStringField("mailbox", departure.login().get().mailbox());
            json.writeStringField("mechanism", String.join(" or ", departure.login().get().mechanisms()));
            json.writeEndObject();
        }
        limits(departure.limits());
        json.writeObjectFieldStart("retry");
        json.writeArrayFieldStart("waitSeconds");
        for (long wait : departure.retry().waits()) {
            json.writeNumber(wait);
        }
        json.writeEndArray();
        json.writeNumberField("expireAfterSeconds", departure.retry().expireAfter());
        json.writeEndObject();
        list("commands", departure.commands());
    }

    private void limits(Limits limits) throws IOException {
        json.writeObjectFieldStart("limits");
        for (Explanation.Limit limit : limits.all()) {
            json.writeNumberField(limit.name(), limit.most());
        }
        if (limits.usage().isPresent()) {
            Usage usage = limits.usage().get();
            json.writeObjectFieldStart("used");
            for (Explanation.Limit limit : limits.all()) {
                if (usage.counted().containsKey(limit.name())) {
                    json.writeNumberField(limit.name(), usage.counted().getOrDefault(limit.name(), 0L));
                }
            }
            json.writeNumberField("underWay", usage.underWay());
            json.writeNumberField("throttledSteps", usage.throttled());
            json.writeNumberField("pauseSeconds", usage.pause().toSeconds());
            if (usage.waiting().isPresent()) {
                json.writeNumberField("waiting", usage.waiting().getAsLong());
            }
            json.writeEndObject();
        }
        json.writeStringField("binding", limits.binding());
        json.writeEndObject();
    }

    private void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private void list(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case GRANT_RELAY -> "grantRelay";
            case AWAIT_MESSAGE -> "awaitMessage";
            case ORDINARY -> "ordinary";
            case REFUSE -> "refuse";
        };
    }

    private static String word(RecipientPlace place) {
        if (place instanceof RecipientPlace.Here) {
            return "here";
        }
        if (place instanceof RecipientPlace.OtherSide) {
            return "otherSide";
        }
        return place instanceof RecipientPlace.Outside ? "outside" : place instanceof RecipientPlace.Deferred ? "deferred"
            : place instanceof RecipientPlace.Looping ? "looping" : "refused";
    }
}
