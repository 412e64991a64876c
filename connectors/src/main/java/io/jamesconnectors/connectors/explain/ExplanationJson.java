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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.explain.Explanation.Inbound;
import io.jamesconnectors.connectors.explain.Explanation.Recipient;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;
import io.jamesconnectors.connectors.inbound.Identification;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.Verdict;

/** An explanation as one JSON object, its members never renamed; what is not there is left out. */
public final class ExplanationJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;
    private final Members members;
    private final DepartureJson departures;

    private ExplanationJson(JsonGenerator json) {
        this.json = json;
        this.members = new Members(json);
        this.departures = new DepartureJson(json, members);
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
        members.list("assumptions", explanation.question().assumptions());
        members.list("notes", explanation.notes());
        json.writeEndObject();
    }

    private void question(Question question) throws IOException {
        json.writeObjectFieldStart("question");
        json.writeStringField("listener", question.listener());
        members.text("address", question.client().map(InetAddresses::toAddrString));
        json.writeStringField("tls", question.tls().map(tls -> tls.version().word()).orElse("none"));
        if (question.tls().isPresent() && question.tls().get().certificate().isPresent()) {
            members.list("certificateNames", question.tls().get().certificate().get().names().stream().map(Object::toString).toList());
        }
        members.text("login", question.login());
        json.writeStringField("sender", question.sender());
        members.list("recipients", question.recipients());
        json.writeEndObject();
    }

    private void inbound(Inbound inbound, boolean withCandidates) throws IOException {
        json.writeStartObject();
        json.writeStringField("verdict", verdict(inbound.decision().verdict()));
        members.text("reply", inbound.decision().reply().map(SmtpReply::toString));
        members.text("connector", inbound.decision().connector().map(ConnectorName::asString));
        members.text("identifiedBy", inbound.decision().identifiedBy().map(Identification::asString));
        json.writeStringField("code", inbound.decision().decidedBy().code());
        json.writeStringField("decidedBy", inbound.decision().decidedBy().sentence());
        if (inbound.trueSource().isPresent()) {
            members.text("trueSource", inbound.trueSource().get().address().map(InetAddresses::toAddrString));
            json.writeStringField("trueSourceWhy", inbound.trueSource().get().reasons().get(0).sentence());
        }
        if (withCandidates) {
            members.candidates(inbound.candidates());
        }
        json.writeEndObject();
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
            departures.write(recipient.departure().get());
        }
        json.writeEndObject();
    }

    private void place(Whereabouts where) throws IOException {
        json.writeObjectFieldStart("place");
        json.writeStringField("where", word(where.place()));
        json.writeBooleanField("known", where.doubt().isEmpty());
        members.text("doubt", where.doubt());
        json.writeStringField("code", where.place().decidedBy().code());
        json.writeStringField("why", where.place().decidedBy().sentence());
        json.writeEndObject();
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
