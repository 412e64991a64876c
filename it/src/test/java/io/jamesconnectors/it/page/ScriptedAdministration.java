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
package io.jamesconnectors.it.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.james.metrics.dropwizard.DropWizardMetricFactory;
import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.WebAdminServer;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;

import io.jamesconnectors.server.PageRoutes;
import io.jamesconnectors.testing.secrets.UsedSecrets;
import spark.Request;
import spark.Response;
import spark.Service;
import spark.Spark;

/** The page as it is served, and behind it in place of connectors a company that is made up: every view has something to show. */
final class ScriptedAdministration implements PageServer {
    private static final String FIRST_TOKEN = UsedSecrets.note("token of a scripted administration", "first-token-of-a-scripted-administration");
    private static final String NEXT_TOKEN = UsedSecrets.note("token of a scripted administration", "next-token-of-a-scripted-administration");

    private final Company company;
    private final WebAdminServer server;
    private final List<String> deeds = new CopyOnWriteArrayList<>();
    private final AtomicInteger stepsSeen = new AtomicInteger();
    private volatile String token = FIRST_TOKEN;

    ScriptedAdministration(Company company) {
        this.company = company;
        AuthenticationFilter authentication = (request, response) -> {
            if (!("Bearer " + token).equals(request.headers("Authorization"))) {
                throw Spark.halt(401);
            }
        };
        this.server = new WebAdminServer(WebAdminConfiguration.TEST_CONFIGURATION, List.of(new Answers(), new PageRoutes(authentication)), authentication,
            new DropWizardMetricFactory(new MetricRegistry()), LoggingRequestFilter.create()) {
        };
        server.start();
    }

    @Override
    public URI page() {
        return URI.create("http://127.0.0.1:" + server.getPort().getValue() + "/connectors-page");
    }

    @Override
    public String token() {
        return token;
    }

    /** Takes another token from now on, as a gateway that has lost its own. */
    void changeToken() {
        token = token.equals(FIRST_TOKEN) ? NEXT_TOKEN : FIRST_TOKEN;
    }

    /** What it was told to do so far, such as {@code POST /connectors/named/Devices/disable}. */
    List<String> deeds() {
        return deeds;
    }

    @Override
    public void close() {
        server.destroy();
    }

    private final class Answers implements Routes {
        @Override
        public String getBasePath() {
            return "/connectors";
        }

        @Override
        public void define(Service service) {
            service.get("/connectors", (request, response) -> company.connectors(request));
            service.get("/connectors/status", (request, response) -> company.part("status"));
            service.get("/connectors/reload", (request, response) -> company.part("reload"));
            service.get("/connectors/check", (request, response) -> company.part("check"));
            service.get("/connectors/check/:id", (request, response) -> company.part("checkEntry"));
            service.get("/connectors/trace", (request, response) -> Company.page(request, company.all("traces")));
            service.get("/connectors/trace/:id", (request, response) -> company.found("traces", "id", request.params("id"), response));
            service.get("/connectors/reports/:report",
                (request, response) -> Map.of("items", company.part("reports").path(request.params("report"))), Company::json);
            service.get("/connectors/named/:name", (request, response) -> company.found("connectors", "name", request.params("name"), response));
            service.get("/connectors/named/:name/queue", (request, response) -> Company.page(request, company.waiting(request.params("name"))));
            service.get("/connectors/named/:name/validation", (request, response) -> company.validation(request.params("name"), response));
            service.get("/connectors/validations/:id", this::steps);
            service.post("/connectors/explain", (request, response) -> company.part("explanation"));
            service.post("/connectors/import", (request, response) -> company.part("import"));
            service.post("/connectors/named/:name/validate", (request, response) -> {
                stepsSeen.set(0);
                return "{\"id\": \"1\"}";
            });
            service.post("/connectors/named/:name/*", this::done);
            service.delete("/connectors/named/:name/*", this::done);
        }

        private String done(Request request, Response response) {
            deeds.add(request.requestMethod() + " " + request.pathInfo());
            return "{\"done\": 1}";
        }

        /** One step more each time that somebody asks. */
        private String steps(Request request, Response response) throws IOException {
            List<JsonNode> all = company.all("steps");
            int shown = Math.min(all.size(), stepsSeen.incrementAndGet());
            int after = Integer.parseInt(request.queryParamOrDefault("after", "0"));
            return Company.json(Map.of("running", shown < all.size(), "outcome", "failed", "under", all.get(Math.min(shown, all.size() - 1)),
                "steps", all.subList(Math.min(after, shown), shown)));
        }
    }

    /** The text of a file beside this class. */
    static String read(String name) throws IOException {
        try (InputStream file = ScriptedAdministration.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException(name + ": is not beside this class");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
