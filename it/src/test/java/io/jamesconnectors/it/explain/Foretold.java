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
package io.jamesconnectors.it.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an explanation says of one recipient of a message that the server has taken.
 *
 * @param recipient who it is for here, in lower case
 * @param event what the trace is to end with: {@code Deliver}, {@code Fail} or {@code Defer}
 * @param connector by which connector; {@code mx} for ordinary delivery
 * @param code the enhanced code of what is not delivered; empty for what is
 * @param places the host and address that it is delivered at: {@code host[address]:port}
 * @param mail what the other server knows it as ({@link Arrivals#key}); empty for what is not delivered
 * @param arrival how it arrives there ({@link Arrivals#told})
 */
record Foretold(String recipient, String event, String connector, String code, Set<String> places, String mail, String arrival) {
    private static final String REWRITTEN = "+SRS=";

    /** @param ports of the servers, in their order */
    static Foretold of(JsonNode recipient, String subject, RandomSite site, List<Integer> ports) {
        String here = here(recipient.path("recipient").asText()).toLowerCase(Locale.ROOT);
        String reply = recipient.path("reply").asText();
        String connector = recipient.path("route").path("connector").asText("mx");
        if (!reply.startsWith("250")) {
            return new Foretold(here, reply.startsWith("5") ? "Fail" : "Defer", "mx", reply.split(" ")[1], Set.of(), "", "");
        }
        if (recipient.has("outcome")) {
            boolean returned = recipient.path("outcome").path("kind").asText().equals("returned");
            return new Foretold(here, returned ? "Fail" : "Defer", connector, recipient.path("outcome").path("code").asText(), Set.of(), "", "");
        }
        Optional<RandomOutbound> known = Optional.ofNullable(site.outbound().get(connector));
        return new Foretold(here, "Deliver", connector, "", places(recipient.path("lookedUp")), Arrivals.key(subject, path(recipient, "RCPT TO:")),
            Arrivals.told(known.map(by -> ports.indexOf(by.port())).orElse(-1), path(recipient, "MAIL FROM:"), recipient.path("credentials").path("mailbox").asText()));
    }

    /** The address that a command names. */
    static String path(JsonNode recipient, String verb) {
        for (JsonNode command : recipient.path("commands")) {
            String line = command.asText();
            if (line.startsWith(verb)) {
                return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            }
        }
        return "";
    }

    /** Whether it has happened, or something else has. */
    boolean isSettled(List<JsonNode> events) {
        return of(events).stream().anyMatch(step -> step.startsWith(event + " ") || step.startsWith("Deliver ") || step.startsWith("Fail "));
    }

    /** What the trace is to say, once or more. */
    Set<String> told() {
        Set<String> told = new TreeSet<>();
        if (places.isEmpty()) {
            told.add(event + " " + connector + " " + code);
        }
        places.forEach(place -> told.add(event + " " + connector + " " + place));
        return told;
    }

    /** What the trace says: a mail that waits is deferred again and again, and one that is delivered may have waited. */
    Set<String> of(List<JsonNode> events) {
        Set<String> steps = new TreeSet<>();
        for (JsonNode step : events) {
            String kind = step.path("event").asText();
            if (step.path("recipient").asText().equals(recipient)) {
                if (kind.equals("Deliver")) {
                    steps.add("Deliver " + step.path("connector").asText() + " " + step.path("host").asText());
                } else if (kind.equals("Fail") || kind.equals("Defer") && event.equals("Defer")) {
                    steps.add(kind + " " + step.path("connector").asText() + " " + step.path("reply").asText().replaceFirst("^\\d{3} (\\S+).*", "$1"));
                }
            }
        }
        return steps;
    }

    /** The first host that has an address. */
    private static Set<String> places(JsonNode lookedUp) {
        for (JsonNode host : lookedUp) {
            List<String> places = new ArrayList<>();
            host.path("addresses").forEach(place -> places.add(place.path("host").asText() + "[" + place.path("address").asText() + "]:" + host.path("port").asInt()));
            if (!places.isEmpty()) {
                return Set.copyOf(places);
            }
        }
        return Set.of("nowhere");
    }

    /** Who a recipient is for the server: the sender that it had rewritten. */
    private static String here(String recipient) {
        int mark = recipient.indexOf(REWRITTEN);
        if (mark < 0) {
            return recipient;
        }
        String[] parts = recipient.substring(mark + REWRITTEN.length(), recipient.lastIndexOf('@')).split("=", 4);
        return parts.length == 4 ? parts[3] + "@" + parts[2] : "bounces" + recipient.substring(recipient.lastIndexOf('@'));
    }
}
