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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import spark.Request;
import spark.Response;

/**
 * What the administration of a company would answer: a bank, a tenant of Office 365, devices, a newsletter; some fail, some are off. Times are counted from
 * now.
 */
final class Company {
    /** A failing outbound connector. */
    static final String FAILING = "ContosoBank out";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIME = Pattern.compile("\\{(now|day)([+-])(\\d+)([smhd]?)}");
    private static final Map<String, Duration> UNITS = Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1),
        "d", Duration.ofDays(1));
    /** In place of some names and addresses: as long as they may be. */
    private static final Map<String, String> LONG = Map.of(
        "ContosoBank out", "ContosoBank" + "AndAllOfItsBranches".repeat(13).substring(0, 244),
        "anna.schmidt@contoso.com", "a".repeat(64) + "@" + "contoso".repeat(27) + ".com",
        "treasury@contosobank.com", "t".repeat(64) + "@" + "bank".repeat(47) + ".com",
        "mail.contosobank.com", "m".repeat(251) + ".com",
        "Confidential mail with the bank", "confidential".repeat(21),
        "CN=relay.contoso.com", "CN=" + "r".repeat(252));

    private final JsonNode answers;
    private final int many;

    private Company(String text, int many) throws JsonProcessingException {
        this.answers = JSON.readTree(TIME.matcher(text).replaceAll(Company::time));
        this.many = many;
    }

    static Company ordinary() throws IOException {
        return new Company(ScriptedAdministration.read("company.json"), 0);
    }

    /** One whose names and addresses have up to 255 characters. */
    static Company withLongNames() throws IOException {
        String text = ScriptedAdministration.read("company.json");
        for (Map.Entry<String, String> each : LONG.entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        return new Company(text, 0);
    }

    /** One with as many connectors, Partner 000000 and so on. */
    static Company withConnectors(int many) throws IOException {
        return new Company(ScriptedAdministration.read("company.json"), many);
    }

    /** What the failing connector is called here. */
    String failing() {
        return part("status").path("failing").path(0).path("name").asText();
    }

    JsonNode part(String name) {
        return answers.path(name);
    }

    List<JsonNode> all(String name) {
        return list(part(name));
    }

    List<JsonNode> waiting(String connector) {
        return list(part("queue").path(connector));
    }

    String connectors(Request request) throws JsonProcessingException {
        String words = request.queryParamOrDefault("q", "").toLowerCase(Locale.ROOT);
        if (many > 0) {
            return page(request,
                IntStream.range(0, many).mapToObj("Partner %06d"::formatted).filter(name -> name.toLowerCase(Locale.ROOT).contains(words)).toList(),
                name -> ((ObjectNode) all("connectors").get(1).deepCopy()).put("name", name));
        }
        String state = request.queryParamOrDefault("state", "");
        String direction = request.queryParamOrDefault("direction", "");
        return page(request, all("connectors").stream().filter(each -> each.path("name").asText().toLowerCase(Locale.ROOT).contains(words))
            .filter(each -> state.isEmpty() || each.path("state").asText().equals(state))
            .filter(each -> direction.isEmpty() || each.path("direction").asText().equals(direction)).toList());
    }

    /** The one of them whose member has this value; 404 where there is none. */
    String found(String list, String member, String value, Response response) throws JsonProcessingException {
        for (JsonNode each : all(list)) {
            if (each.path(member).asText().equals(value)) {
                return json(each);
            }
        }
        return unknown(value, response);
    }

    String validation(String connector, Response response) throws JsonProcessingException {
        JsonNode validation = part("validations").path(connector);
        return validation.isMissingNode() ? unknown(connector, response) : json(validation);
    }

    static String page(Request request, List<JsonNode> all) throws JsonProcessingException {
        return page(request, all, each -> each);
    }

    static String json(Object value) throws JsonProcessingException {
        return JSON.writeValueAsString(value);
    }

    private static <T> String page(Request request, List<T> all, Function<T, JsonNode> shown) throws JsonProcessingException {
        int offset = Integer.parseInt(request.queryParamOrDefault("offset", "0"));
        int limit = Integer.parseInt(request.queryParamOrDefault("limit", "100"));
        return json(Map.of("total", all.size(), "offset", offset, "items", all.stream().skip(offset).limit(limit).map(shown).toList()));
    }

    private static String unknown(String what, Response response) throws JsonProcessingException {
        response.status(404);
        return json(Map.of("statusCode", 404, "type", "notFound", "message", what + ": is not known"));
    }

    private static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    }

    private static String time(MatchResult found) {
        long amount = Long.parseLong(found.group(3));
        if (found.group(1).equals("day")) {
            return LocalDate.now(ZoneOffset.UTC).minusDays(amount).toString();
        }
        Duration distance = UNITS.getOrDefault(found.group(4), Duration.ZERO).multipliedBy(amount);
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(found.group(2).equals("-") ? distance.negated() : distance).toString();
    }
}
