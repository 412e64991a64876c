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
package io.jamesconnectors.connectors.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/** James's {@code mailetcontainer.xml}: whether mail leaves by the connectors, and whether rules name connectors and processors that are there. */
final class JamesMailets {
    private static final String DELIVERY = "ConnectorDelivery";
    private static final String RULE = "RouteToConnector";
    /** Parameters that name processors, by mailet. */
    private static final Map<String, List<String>> PROCESSORS = Map.of(DELIVERY, List.of("bounceProcessor", "delayProcessor", "relayProcessor", "localProcessor"),
        "BounceToOriginalSender", List.of("processor"));
    /** Parameters that name a queue, by mailet. */
    private static final Map<String, String> QUEUES = Map.of("RemoteDelivery", "outgoing", "Requeue", "queue");
    private static final String QUEUE_OF_A_CONNECTOR = "connector-";
    private static final String QUEUE_OF_THE_SPOOLER = "spool";
    private static final Pattern CONDITION = Pattern.compile("(?s)(?:[\\w.]*\\.)?(InboundConnectorIs|OutboundConnectorIs)=(.*)");
    private static final Pattern ITEM = Pattern.compile("\"([^\"]*)\"|([^\",]+)");
    private static final Set<String> ALWAYS_THERE = Set.of("ghost", "root", "error");

    private final JamesFiles.Facts facts;
    private final Connectors connectors;
    private final Findings findings;

    JamesMailets(JamesFiles.Facts facts, Findings findings) {
        this.facts = facts;
        this.connectors = facts.accepted().connectors();
        this.findings = findings;
    }

    void check(Node root) {
        List<Node> processors = root.child("processors").map(all -> all.all("processor")).orElse(List.of());
        List<Node> mailets = processors.stream().flatMap(processor -> processor.all("mailet").stream()).toList();
        boolean used = connectors.outbound().stream().anyMatch(OutboundConnector::enabled);
        if (used && mailets.stream().noneMatch(mailet -> simpleName(mailet).equals(DELIVERY))) {
            findings.add(Check.JAMES_WITHOUT_DELIVERY, root.child("processors").orElse(root).position(), "no mailet is " + DELIVERY);
        } else if (used) {
            processors.forEach(this::remoteDelivery);
        }
        mailets.forEach(this::rule);
        mailets.forEach(this::queue);
        conditions(root);
        scoped(mailets);
        Set<String> states = processors.stream().flatMap(processor -> processor.attribute("state").stream()).map(Value::text).collect(Collectors.toSet());
        mailets.forEach(mailet -> PROCESSORS.getOrDefault(simpleName(mailet), List.of()).forEach(parameter -> processor(mailet, parameter, states)));
        if (facts.hasOtherSide() && matchers(root).stream().noneMatch(value -> value.text().contains("LivesElsewhere"))) {
            mailets.stream().filter(mailet -> simpleName(mailet).equals("LocalDelivery")).findFirst().ifPresent(mailet ->
                findings.add(Check.JAMES_KEEPS_MOVED_MAIL, mailet.position(), "LocalDelivery stands here, and no mailet has the matcher LivesElsewhere"));
        }
    }

    private void remoteDelivery(Node processor) {
        for (Node mailet : processor.all("mailet")) {
            boolean all = mailet.attribute("match").filter(match -> !match.text().equals("All")).isEmpty();
            if (simpleName(mailet).equals(DELIVERY) && all) {
                return;
            }
            if (simpleName(mailet).equals("RemoteDelivery")) {
                findings.add(Check.JAMES_REMOTE_DELIVERY, mailet.position(), "RemoteDelivery stands in the processor '"
                    + processor.attribute("state").map(Options::quoted).orElse("''").replace("'", "") + "'");
            }
        }
    }

    private void rule(Node mailet) {
        if (simpleName(mailet).equals(RULE)) {
            mailet.option("connector").filter(value -> !value.broken()).ifPresent(value -> name(value.text()).filter(name -> !isMx(name) && live(name).isEmpty()).ifPresent(name ->
                findings.add(Check.JAMES_UNKNOWN_CONNECTOR, value.position(), "no outbound connector out of test mode is called '" + name + "'")));
        }
    }

    private void queue(Node mailet) {
        boolean takesFromIt = simpleName(mailet).equals("RemoteDelivery");
        Optional.ofNullable(QUEUES.get(simpleName(mailet))).flatMap(mailet::option).filter(value -> !value.broken())
            .filter(value -> value.text().toLowerCase(Locale.ROOT).startsWith(QUEUE_OF_A_CONNECTOR) || takesFromIt && value.text().equals(QUEUE_OF_THE_SPOOLER))
            .ifPresent(value -> findings.add(Check.JAMES_SHARES_QUEUE, value.position(), simpleName(mailet) + " uses the queue " + Options.quoted(value)));
    }

    private Optional<OutboundConnector> live(ConnectorName name) {
        return connectors.outbound(name).filter(connector -> !connector.testMode());
    }

    private void conditions(Node root) {
        for (Value match : matchers(root)) {
            Matcher condition = CONDITION.matcher(match.text());
            if (!match.broken() && condition.matches()) {
                boolean inbound = condition.group(1).startsWith("Inbound");
                items(condition.group(2)).stream().filter(item -> !(inbound && item.equals("*"))).flatMap(item -> name(item).stream())
                    .filter(name -> inbound ? connectors.inbound().stream().map(InboundConnector::name).noneMatch(name::equals) : !isMx(name) && connectors.outbound(name).isEmpty())
                    .forEach(name -> findings.add(Check.JAMES_UNKNOWN_CONNECTOR, match.position(),
                        condition.group(1) + " names '" + name + "', and no " + (inbound ? "inbound" : "outbound") + " connector is called so"));
            }
        }
    }

    private void scoped(List<Node> mailets) {
        Set<ConnectorName> named = mailets.stream().filter(mailet -> simpleName(mailet).equals(RULE)).flatMap(mailet -> mailet.option("connector").stream())
            .flatMap(value -> name(value.text()).stream()).collect(Collectors.toSet());
        connectors.outbound().stream().filter(connector -> connector.enabled() && connector.isTransportRuleScoped() && !named.contains(connector.name())).forEach(connector ->
            findings.add(Check.JAMES_NO_RULE, facts.accepted().outboundPlaces().getOrDefault(connector.name(), Position.ofFile(facts.file())),
                "the outbound connector '" + connector.name() + "' is for rules, and no RouteToConnector names it"));
    }

    private void processor(Node mailet, String parameter, Set<String> states) {
        mailet.option(parameter).filter(value -> !value.broken() && !value.text().isEmpty() && !states.contains(value.text())
                && !ALWAYS_THERE.contains(value.text().toLowerCase(Locale.ROOT)))
            .ifPresent(value -> findings.add(Check.JAMES_PROCESSOR_MISSING, value.position(), parameter + " of " + simpleName(mailet) + " names the processor "
                + Options.quoted(value) + " (there are: " + states.stream().sorted().collect(Collectors.joining(", ")) + ")"));
    }

    /** The {@code match} attributes of all elements: matchers stand in mailets, and in composite matchers. */
    private static List<Value> matchers(Node node) {
        return Stream.concat(node.attribute("match").stream(), node.children().stream().flatMap(child -> matchers(child).stream())).toList();
    }

    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        Matcher item = ITEM.matcher(text);
        while (item.find()) {
            String found = (item.group(1) == null ? item.group(2) : item.group(1)).strip();
            if (!found.isEmpty()) {
                items.add(found);
            }
        }
        return items;
    }

    private static boolean isMx(ConnectorName name) {
        return name.equals(OutboundConnector.DEFAULT_ROUTE.name());
    }

    /** What can't be a name James refuses by itself. */
    private static Optional<ConnectorName> name(String text) {
        try {
            return Optional.of(ConnectorName.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String simpleName(Node mailet) {
        String name = mailet.attribute("class").map(Value::text).orElse("");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
