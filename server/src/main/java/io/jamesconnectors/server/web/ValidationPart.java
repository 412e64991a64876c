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

import java.util.Map;
import java.util.Optional;

import org.apache.james.webadmin.utils.JsonTransformer;
import org.eclipse.jetty.http.HttpStatus;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.server.validation.Started;
import io.jamesconnectors.server.validation.Validations;
import io.jamesconnectors.server.validation.Wanted;

import spark.HaltException;
import spark.Request;
import spark.Response;
import spark.Service;

/** Tries connectors out, shows the steps while they happen, and what came of the last time. */
public final class ValidationPart implements WebPart {
    private static final String RUN = BASE_PATH + "/validations/:id";

    private final ConnectorIndex index;
    private final Validations validations;
    private final JsonTransformer json;

    @Inject
    public ValidationPart(LiveConnectors connectors, Validations validations, JsonTransformer json) {
        this.index = new ConnectorIndex(() -> connectors.current().connectors());
        this.validations = validations;
        this.json = json;
    }

    @Override
    public void define(Service service) {
        service.post(ConnectorIndex.NAMED + "/validate", this::validate, json);
        service.get(ConnectorIndex.NAMED + "/validation", this::last, json);
        service.get(RUN, this::progress, json);
        service.delete(RUN, this::breakOff);
    }

    private Object validate(Request request, Response response) {
        ConnectorIndex.Named named = index.named(request);
        Wanted wanted = wanted(request, named.inbound().isPresent());
        Started started = named.inbound().map(connector -> validations.start(connector, wanted)).orElseGet(() -> validations.start(named.outbound().orElseThrow(), wanted));
        if (started instanceof Started.Already already) {
            throw WebError.conflict("this connector is being validated already", already.id());
        }
        if (started instanceof Started.TooMany tooMany) {
            throw WebError.tooMany(tooMany.most() + " validations run already (expected: that you wait for one to end)");
        }
        response.status(HttpStatus.ACCEPTED_202);
        return Map.of("id", ((Started.Running) started).id());
    }

    private ValidationJson last(Request request, Response response) {
        ConnectorIndex.Named named = index.named(request);
        return validations.results().last(named.name(), named.inbound().isPresent() ? Direction.INBOUND : Direction.OUTBOUND).map(ValidationJson::of)
            .orElseThrow(() -> WebError.notFound("nothing is remembered of a validation of this connector"));
    }

    private ValidationJson progress(Request request, Response response) {
        String after = Optional.ofNullable(request.queryParams("after")).orElse("0");
        if (!after.matches("-1|[0-9]{1,9}")) {
            throw WebError.badRequest("after: " + Shown.of(after) + " (expected: the index of the last step that is known)");
        }
        return validations.find(request.params(":id"), Integer.parseInt(after)).map(ValidationJson::of).orElseThrow(ValidationPart::unknown);
    }

    private Object breakOff(Request request, Response response) {
        if (!validations.breakOff(request.params(":id"))) {
            throw unknown();
        }
        response.status(HttpStatus.NO_CONTENT_204);
        return "";
    }

    private static Wanted wanted(Request request, boolean inbound) {
        try {
            return WantedJson.read(request.bodyAsBytes(), request.headers(WantedJson.KEY), inbound);
        } catch (IllegalArgumentException e) {
            throw WebError.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private static HaltException unknown() {
        return WebError.notFound("no validation has that id, or it was long ago");
    }
}
