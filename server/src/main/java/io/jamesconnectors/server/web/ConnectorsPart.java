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

import java.util.List;
import java.util.stream.Stream;

import org.apache.james.webadmin.Constants;
import org.apache.james.webadmin.utils.JsonTransformer;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.file.LiveConnectors;

import spark.Request;
import spark.Response;
import spark.Service;

/** The connectors of the configuration in force. */
public final class ConnectorsPart implements WebPart {
    private final LiveConnectors connectors;
    private final JsonTransformer json;

    @Inject
    public ConnectorsPart(LiveConnectors connectors, JsonTransformer json) {
        this.connectors = connectors;
        this.json = json;
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH, this::list, json);
    }

    private List<ConnectorJson> list(Request request, Response response) {
        response.type(Constants.JSON_CONTENT_TYPE);
        Connectors current = connectors.current().connectors();
        return Stream.concat(
            current.inbound().stream().map(ConnectorJson::of),
            current.outbound().stream().map(ConnectorJson::of)).toList();
    }
}
