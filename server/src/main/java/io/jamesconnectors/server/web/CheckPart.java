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

import com.google.inject.Inject;

import org.apache.james.webadmin.Constants;
import org.apache.james.webadmin.utils.JsonTransformer;

import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.CheckCatalogue;
import io.jamesconnectors.connectors.file.LiveConnectors;

import spark.Request;
import spark.Response;
import spark.Service;

/** What {@code james-connectors check} says: of the file as it is on disk now, which need not be in force; and the catalogue of checks. Changes nothing. */
public final class CheckPart implements WebPart {
    private static final String ID = ":id";

    private final LiveConnectors connectors;
    private final JsonTransformer json;
    private final Object checking = new Object();

    @Inject
    public CheckPart(LiveConnectors connectors, JsonTransformer json) {
        this.connectors = connectors;
        this.json = json;
    }

    /** One check of the catalogue; {@code text} is its section of the documentation. */
    private record CatalogueEntry(String id, String severity, String title, String text) {
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH + "/check", this::check, json);
        service.get(BASE_PATH + "/check/" + ID, this::explain, json);
    }

    /** One at a time: a file may be large, and several that ask get the memory of one. */
    private CheckJson check(Request request, Response response) {
        response.type(Constants.JSON_CONTENT_TYPE);
        synchronized (checking) {
            return CheckJson.of(connectors.check());
        }
    }

    private CatalogueEntry explain(Request request, Response response) {
        Check check = CheckCatalogue.find(request.params(ID)).orElseThrow(() -> WebError.notFound("there is no check " + Shown.of(request.params(ID)) + " (expected: an id such as CON-010)"));
        response.type(Constants.JSON_CONTENT_TYPE);
        return new CatalogueEntry(check.id(), check.severity().word(), check.title(), CheckCatalogue.explain(check));
    }
}
