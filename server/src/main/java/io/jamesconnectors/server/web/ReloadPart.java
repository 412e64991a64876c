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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.james.webadmin.Constants;
import org.apache.james.webadmin.utils.ErrorResponder;
import org.apache.james.webadmin.utils.ErrorResponder.ErrorType;
import org.apache.james.webadmin.utils.JsonTransformer;
import org.eclipse.jetty.http.HttpStatus;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.file.Reload;

import spark.HaltException;
import spark.Request;
import spark.Response;
import spark.Service;

/** Replaces the configuration in force, and switches single connectors beside the file. */
public final class ReloadPart implements WebPart {
    private static final String NAMED = BASE_PATH + "/named/:name";

    private final LiveConnectors connectors;
    private final JsonTransformer json;

    @Inject
    public ReloadPart(LiveConnectors connectors, JsonTransformer json) {
        this.connectors = connectors;
        this.json = json;
    }

    /** A change of one connector; empty when there is none of that name. */
    @FunctionalInterface
    private interface Change {
        Optional<Reload> apply(Direction direction, ConnectorName name) throws IOException;
    }

    @Override
    public void define(Service service) {
        service.post(BASE_PATH + "/reload", this::reload, json);
        service.get(BASE_PATH + "/reload", this::last, json);
        service.post(NAMED + "/enable", (request, response) -> change(request, response, (direction, name) -> connectors.override(direction, name, true)), json);
        service.post(NAMED + "/disable", (request, response) -> change(request, response, (direction, name) -> connectors.override(direction, name, false)), json);
        service.delete(NAMED + "/override", (request, response) -> change(request, response, connectors::dropOverride), json);
    }

    private Object reload(Request request, Response response) {
        response.type(Constants.JSON_CONTENT_TYPE);
        Reload reload = connectors.reload();
        return reload instanceof Reload.Swapped swapped ? ReloadJson.of(swapped) : refused((Reload.Kept) reload, response, "connectors.xml is refused");
    }

    private LastReloadJson last(Request request, Response response) {
        response.type(Constants.JSON_CONTENT_TYPE);
        return LastReloadJson.of(connectors.lastReload());
    }

    private Object change(Request request, Response response, Change change) {
        ConnectorName name = name(request);
        Direction direction = direction(request, name);
        Reload reload;
        try {
            reload = change.apply(direction, name).orElseThrow(() -> unknown(name));
        } catch (IOException e) {
            throw ErrorResponder.builder().statusCode(HttpStatus.INTERNAL_SERVER_ERROR_500).type(ErrorType.SERVER_ERROR)
                .message("the override can't be kept, so nothing has changed").cause(e).haltError();
        }
        response.type(Constants.JSON_CONTENT_TYPE);
        return reload instanceof Reload.Swapped swapped ? SwitchJson.of(direction, name, connectors.current(), swapped)
            : refused((Reload.Kept) reload, response, "with this connector on the configuration has an error");
    }

    private RefusalJson refused(Reload.Kept kept, Response response, String what) {
        response.status(HttpStatus.BAD_REQUEST_400);
        return RefusalJson.of(kept, what, connectors.current().overridden());
    }

    private static ConnectorName name(Request request) {
        try {
            return ConnectorName.parse(request.params(":name"));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Which connector of that name is meant: the one that there is, or, of two, the one that {@code direction} says. */
    private Direction direction(Request request, ConnectorName name) {
        String wanted = request.queryParams("direction");
        if (wanted != null) {
            return Stream.of(Direction.values()).filter(direction -> direction.word().equals(wanted)).findFirst()
                .orElseThrow(() -> invalid("direction: not known (expected: inbound or outbound)"));
        }
        List<Direction> found = Stream.of(Direction.values()).filter(direction -> connectors.current().enabled(direction, name).isPresent()).toList();
        if (found.size() > 1) {
            throw invalid("an inbound and an outbound connector are called '" + name + "' (expected: ?direction=inbound or ?direction=outbound)");
        }
        return found.stream().findFirst().orElseThrow(() -> unknown(name));
    }

    private static HaltException unknown(ConnectorName name) {
        return ErrorResponder.builder().statusCode(HttpStatus.NOT_FOUND_404).type(ErrorType.NOT_FOUND)
            .message("no connector is called '" + name + "'").haltError();
    }

    private static HaltException invalid(String message) {
        return ErrorResponder.builder().statusCode(HttpStatus.BAD_REQUEST_400).type(ErrorType.INVALID_ARGUMENT).message(message).haltError();
    }
}
