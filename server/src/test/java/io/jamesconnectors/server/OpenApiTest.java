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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.james.webadmin.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import spark.Service;
import spark.route.HttpMethod;
import spark.routematch.RouteMatch;

/** The document that describes the paths, against the paths that there are. */
class OpenApiTest {
    private static final Set<HttpMethod> DESCRIBED = Set.of(HttpMethod.get, HttpMethod.post, HttpMethod.put, HttpMethod.delete, HttpMethod.patch, HttpMethod.head);
    private static final Pattern PARAMETER = Pattern.compile(":([A-Za-z]+)");

    private final Recorded routes;
    private final WebStand web;
    private final JsonNode document;

    OpenApiTest(@TempDir Path directory) throws Exception {
        routes = new Recorded(RoutesOf.live(Configured.in(directory, Configured.DEVICES).open()));
        web = new WebStand(routes);
        document = web.get("/connectors/openapi.json");
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void describesEachRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        operations((path, method, operation) -> described.add(method + " " + path));
        assertThat(described).isEqualTo(registered());
    }

    @Test
    void changesNothingByGet() {
        assertThat(registered()).noneMatch(route -> route.startsWith("get ") && route.matches(".*/(retry|return|enable|disable|override|validate|import)"));
        assertThat(registered()).filteredOn(route -> route.matches(".*/(retry|return|enable|disable)")).hasSize(5).allMatch(route -> route.startsWith("post "));
    }

    @Test
    void keepsEveryPathBelowTheBasePath() {
        assertThat(routes.matches()).filteredOn(match -> DESCRIBED.contains(match.getHttpMethod()))
            .allSatisfy(match -> assertThat(match.getMatchUri()).matches("/connectors(/.*)?"));
    }

    @Test
    void isWhole() {
        assertThat(document.get("openapi").asText()).isEqualTo("3.0.3");
        assertThat(document.get("info").get("title").asText()).isNotEmpty();
        assertThat(document.get("info").get("version").asText()).isNotEmpty();
        operations((path, method, operation) -> {
            assertThat(operation.get("operationId").asText()).as(path).isNotEmpty();
            assertThat(operation.get("responses").size()).as(path).isPositive();
            operation.get("responses").fields().forEachRemaining(response -> {
                assertThat(response.getKey()).as(path).matches("[2-5][0-9]{2}");
                assertThat(response.getValue().has("$ref") || response.getValue().has("description")).as(path + " " + response.getKey()).isTrue();
            });
            Set<String> inPath = Pattern.compile("\\{([A-Za-z]+)}").matcher(path).results().map(found -> found.group(1)).collect(Collectors.toSet());
            Set<String> declared = new TreeSet<>();
            operation.path("parameters").forEach(parameter -> {
                assertThat(parameter.get("in").asText()).isIn("path", "query", "header");
                assertThat(parameter.has("schema")).isTrue();
                if (parameter.get("in").asText().equals("path")) {
                    assertThat(parameter.get("required").asBoolean()).isTrue();
                    declared.add(parameter.get("name").asText());
                }
            });
            assertThat(declared).as(path).isEqualTo(inPath);
        });
        Set<String> ids = new TreeSet<>();
        operations((path, method, operation) -> assertThat(ids.add(operation.get("operationId").asText())).as(operation.get("operationId").asText()).isTrue());
    }

    @Test
    void refersOnlyToWhatIsThereAndLeavesNothingUnused() {
        Set<String> references = new TreeSet<>();
        document.findValuesAsText("$ref").forEach(references::add);
        assertThat(references).allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
        Set<String> defined = new TreeSet<>();
        document.get("components").fields().forEachRemaining(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue().fieldNames().forEachRemaining(name -> defined.add("#/components/" + kind.getKey() + "/" + name));
            }
        });
        assertThat(references).isEqualTo(defined);
    }

    @Test
    void requiresOnlyMembersThatItDescribes() {
        document.findParents("required").stream().filter(schema -> schema.get("required").isArray()).forEach(schema ->
            schema.get("required").forEach(member -> assertThat(schema.get("properties").has(member.asText())).as(member.asText()).isTrue()));
    }

    @Test
    void describesWhatIsAnswered() throws Exception {
        answers("Summary", web.get("/connectors").get("items").get(0));
        answers("Status", web.get("/connectors/status"));
        answers("LastReload", web.get("/connectors/reload"));
        JsonNode detail = web.get("/connectors/named/Bank%20out");
        answers("Detail/allOf/1", detail, "Summary");
        answers("Setting", detail.get("settings").get(0));
        answers("Host", detail.get("hosts").get(0));
        answers("History", detail.get("history"));
    }

    /** That each member of an answer is described there or in the others, and each that is required is there. */
    private void answers(String schema, JsonNode answer, String... others) {
        JsonNode described = document.at("/components/schemas/" + schema);
        answer.fieldNames().forEachRemaining(member -> assertThat(described.get("properties").has(member)
            || Stream.of(others).anyMatch(other -> document.at("/components/schemas/" + other).get("properties").has(member))).as(schema + "." + member).isTrue());
        described.path("required").forEach(member -> assertThat(answer.hasNonNull(member.asText())).as(schema + "." + member.asText()).isTrue());
    }

    private Set<String> registered() {
        return routes.matches().stream().filter(match -> DESCRIBED.contains(match.getHttpMethod()) && match.getMatchUri().startsWith("/connectors"))
            .map(match -> match.getHttpMethod() + " " + PARAMETER.matcher(match.getMatchUri()).replaceAll("{$1}")).collect(Collectors.toCollection(TreeSet::new));
    }

    private void operations(Operation each) {
        for (Iterator<Map.Entry<String, JsonNode>> paths = document.get("paths").fields(); paths.hasNext();) {
            Map.Entry<String, JsonNode> path = paths.next();
            path.getValue().fields().forEachRemaining(operation -> each.on(path.getKey(), operation.getKey(), operation.getValue()));
        }
    }

    private interface Operation {
        void on(String path, String method, JsonNode operation);
    }

    /** Keeps the service that routes were defined at. */
    private static final class Recorded implements Routes {
        private final Routes routes;
        private List<RouteMatch> matches = List.of();

        private Recorded(Routes routes) {
            this.routes = routes;
        }

        @Override
        public String getBasePath() {
            return routes.getBasePath();
        }

        @Override
        public void define(Service service) {
            List<RouteMatch> before = service.routes();
            routes.define(service);
            matches = service.routes().stream().filter(match -> before.stream().noneMatch(other -> other.getMatchUri().equals(match.getMatchUri())
                && other.getHttpMethod() == match.getHttpMethod())).toList();
        }

        private List<RouteMatch> matches() {
            return matches;
        }
    }
}
