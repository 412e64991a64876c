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
package io.jamesconnectors.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.eclipse.jetty.http.HttpStatus;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.explain.BadRequest;
import io.jamesconnectors.connectors.explain.ClientFactsText;
import io.jamesconnectors.connectors.explain.ExplainRequest;
import io.jamesconnectors.connectors.explain.Explainer;
import io.jamesconnectors.connectors.explain.Explanation;
import io.jamesconnectors.connectors.explain.ExplanationJson;
import io.jamesconnectors.connectors.explain.ExplanationText;
import io.jamesconnectors.connectors.explain.RequestJson;
import io.jamesconnectors.connectors.explain.Surroundings;
import io.jamesconnectors.connectors.explain.TracedArrival;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.store.TraceJournal;
import io.jamesconnectors.trace.store.TraceUnavailable;
import io.jamesconnectors.trace.store.TracedMessage;

import spark.HaltException;
import spark.Request;
import spark.Response;
import spark.Service;

/** Says what would become of a message by the configuration in force. Asks and changes nothing. */
public final class ExplainPart implements WebPart {
    private static final int MAX_BYTES = RequestJson.MAX_LENGTH;

    private final LiveConnectors connectors;
    private final Function<ActiveConnectors, Surroundings> facts;
    private final Traces traces;
    private final Clock clock;

    /** Where a traced message is found. */
    @FunctionalInterface
    public interface Traces {
        /** The message with that id, which has the form of one. */
        Optional<TracedMessage.WithSteps> message(String id) throws TraceUnavailable;
    }

    @Inject
    public ExplainPart(LiveConnectors connectors, LiveFacts facts, TraceJournal journal, Clock clock) {
        this(connectors, facts::of, journal::message, clock);
    }

    /** With other facts about each configuration. */
    public ExplainPart(LiveConnectors connectors, Function<ActiveConnectors, Surroundings> facts, Traces traces, Clock clock) {
        this.connectors = connectors;
        this.facts = facts;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public void define(Service service) {
        service.post(BASE_PATH + "/explain", this::explain);
    }

    private String explain(Request request, Response response) {
        String format = request.queryParamOrDefault("format", "json");
        try {
            ActiveConnectors active = connectors.current();
            ExplainRequest asked = RequestJson.read(body(request));
            Optional<TracedArrival> traced = asked.traceId().isPresent() ? Optional.of(traced(asked.traceId().get())) : Optional.empty();
            Explanation explanation = new Explainer(active, facts.apply(active), clock.instant()).explain(asked, traced);
            response.type(format.equals("text") ? "text/plain;charset=utf-8" : "application/json;charset=utf-8");
            return switch (format) {
                case "json" -> ExplanationJson.of(explanation, false);
                case "prettyJson" -> ExplanationJson.of(explanation, true);
                case "text" -> ExplanationText.of(explanation);
                default -> throw new BadRequest("format: '" + format + "' (expected: json, prettyJson or text)");
            };
        } catch (BadRequest e) {
            throw invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw invalid("the request can't be read");
        }
    }

    /** Who sent from where, over which TLS, to whom, and who the client had shown that it is. The header is not kept. */
    private TracedArrival traced(String id) throws BadRequest {
        try {
            TracedMessage message = (id.matches(TraceId.FORM) ? traces.message(id) : Optional.<TracedMessage.WithSteps>empty())
                .orElseThrow(() -> new BadRequest("traceId: no message " + Shown.of(id) + " (expected: the id of one that is kept)")).message();
            String version = message.tls().replaceFirst(" .*", "");
            return new TracedArrival(Optional.of(message.clientAddress()).filter(address -> !address.isEmpty()),
                version.isEmpty() ? "none" : version.equals("TLSv1") ? "1.0" : version.replace("TLSv", ""), ClientFactsText.read(message.clientFacts()), message.sender(),
                message.recipients().stream().map(TracedMessage.Recipient::address).limit(ExplainRequest.MAX_RECIPIENTS).toList());
        } catch (TraceUnavailable e) {
            throw WebError.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static String body(Request request) throws IOException, BadRequest {
        try (InputStream in = request.raw().getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadRequest("request: more than " + MAX_BYTES + " bytes (expected: at most so many)");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static HaltException invalid(String message) {
        return ErrorResponder.builder().statusCode(HttpStatus.BAD_REQUEST_400).type(ErrorType.INVALID_ARGUMENT).message(message).haltError();
    }
}
