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
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.Explanation.Departure;
import io.jamesconnectors.connectors.explain.Explanation.Limits;

/** Writes how mail for a recipient leaves, as members of the recipient. */
final class DepartureJson {
    private final JsonGenerator json;
    private final Members members;

    DepartureJson(JsonGenerator json, Members members) {
        this.json = json;
        this.members = members;
    }

    void write(Departure departure) throws IOException {
        json.writeObjectFieldStart("route");
        members.text("connector", Optional.of(departure.connector()).filter(name -> !name.equals(OutboundConnector.DEFAULT_ROUTE.name())).map(ConnectorName::asString));
        json.writeStringField("code", departure.decidedBy().code());
        json.writeStringField("decidedBy", departure.decidedBy().sentence());
        members.candidates(departure.candidates());
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
        members.list("names", departure.floor().names());
        members.text("writtenAt", departure.floor().writtenAt());
        members.text("trustedCertificates", departure.floor().trustedCertificates());
        json.writeEndObject();
        members.list("hosts", departure.hosts());
        if (departure.lookedUp().isPresent()) {
            lookedUp(departure.lookedUp().get());
        }
        json.writeObjectFieldStart("identity");
        members.text("clientCertificate", departure.identity().clientCertificate());
        members.text("subject", departure.identity().subject());
        members.list("sourceAddresses", departure.identity().sourceAddresses());
        members.text("helo", departure.identity().helo());
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
        members.list("commands", departure.commands());
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

    private void lookedUp(LookedUp found) throws IOException {
        json.writeArrayFieldStart("lookedUp");
        for (LookedUp.Host host : found.hosts()) {
            json.writeStartObject();
            json.writeStringField("host", host.name());
            json.writeNumberField("port", host.port());
            if (host.preference().isPresent()) {
                json.writeNumberField("preference", host.preference().getAsInt());
            }
            json.writeArrayFieldStart("addresses");
            for (LookedUp.Place place : host.places()) {
                json.writeStartObject();
                json.writeStringField("address", InetAddresses.toAddrString(place.address()));
                json.writeStringField("host", place.host());
                json.writeBooleanField("isThisServer", place.isThisServer());
                json.writeEndObject();
            }
            json.writeEndArray();
            members.text("trouble", host.trouble());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
