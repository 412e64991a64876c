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

import spark.Request;
import spark.Response;
import spark.Service;

/** Replaces the configuration in force, and switches single connectors beside the file. */
public final class ReloadPart implements WebPart {
    private final LiveConnectors connectors;
    private final ConnectorIndex index;
    private final JsonTransformer json;

    @Inject
    public ReloadPart(LiveConnectors connectors, JsonTransformer json) {
        this.connectors = connectors;
        this.index = new ConnectorIndex(() -> connectors.current().connectors());
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
        service.post(ConnectorIndex.NAMED + "/enable", (request, response) -> change(request, response, (direction, name) -> connectors.override(direction, name, true)), json);
        service.post(ConnectorIndex.NAMED + "/disable", (request, response) -> change(request, response, (direction, name) -> connectors.override(direction, name, false)), json);
        service.delete(ConnectorIndex.NAMED + "/override", (request, response) -> change(request, response, connectors::dropOverride), json);
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
        ConnectorIndex.Named named = index.named(request);
        ConnectorName name = named.name();
        Direction direction = named.direction();
        Reload reload;
        try {
            reload = change.apply(direction, name).orElseThrow(() -> WebError.notFound("no connector of the file is called " + Shown.of(name.asString())));
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
}
