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

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.LegacyListener;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Position;

/** James's {@code smtpserver.xml}: whether its listeners ask the connectors, can do what these demand, and let nobody past them. */
final class JamesSmtpServer {
    private static final String HOOK = "io.jamesconnectors.server.InboundConnectorsHook";
    private static final String VALID_RCPT = "org.apache.james.smtpserver.fastfail.ValidRcptHandler";
    /**
     * Simple names of handlers that judge the client's address, its name, or a whole message. James's own are DNSRBLHandler, URIRBLHandler,
     * JDBCGreylistHandler, SPFHandler, SpamTrapHandler, SpamAssassinHandler, ResolvableEhloHeloHandler and ReverseEqualsEhloHeloHandler; those of others tend
     * to be called alike.
     */
    private static final Pattern JUDGES = Pattern.compile("(?i).*(rbl|dnsbl|gr[ea]ylist|spf|spam|ehlohelo).*");

    private final JamesFiles.Facts facts;
    private final Connectors connectors;
    private final Findings findings;
    private final Witnesses witnesses;
    private final ListenerKeys keys;
    private final Set<String> names = new TreeSet<>();
    private boolean namesKnown = true;

    JamesSmtpServer(JamesFiles.Facts facts, Findings findings) {
        this.facts = facts;
        this.connectors = facts.accepted().connectors();
        this.findings = findings;
        this.witnesses = new Witnesses(connectors);
        this.keys = new ListenerKeys(facts, findings);
    }

    void check(Node root) {
        root.all("smtpserver").stream().filter(server -> server.attribute("enabled").filter(value -> value.text().equals("false")).isEmpty()).forEach(this::listener);
        if (namesKnown && !names.isEmpty()) {
            missingListeners();
        }
    }

    private void listener(Node server) {
        List<Node> handlers = handlers(server);
        namesKnown &= server.child("handlerchain").isEmpty() || handlers.stream().noneMatch(handler -> handler.option("listener").filter(Value::broken).isPresent());
        Optional<Node> hook = handlers.stream().filter(handler -> className(handler).equals(HOOK)).findFirst();
        String name = Stream.of(hook.flatMap(known -> known.option("listener")), server.option("bind")).flatMap(Optional::stream)
            .map(Value::text).filter(text -> !text.isEmpty()).findFirst().orElse("");
        names.add(name);
        server.option("bind").filter(value -> !value.broken()).map(Value::text).ifPresent(names::add);
        relaying(server, name);
        security(server, name, hook.isPresent());
        if (isOn(server, "socketTLS") || isOn(server, "startTLS")) {
            server.child("tls").ifPresent(tls -> keys.check(tls, called(name)));
        }
        if (hook.isPresent()) {
            order(handlers, hook.get(), name);
            judges(handlers, name);
        } else if (!handlers.isEmpty() && isNeeded() && !auth(server, "announce").equals("always")) {
            findings.add(Check.JAMES_WITHOUT_HOOK, server.child("handlerchain").orElse(server).position(), called(name) + " has no handler " + HOOK);
        }
    }

    private boolean isNeeded() {
        return connectors.rejectDirectSend() || !connectors.legacyListeners().isEmpty() || connectors.inbound().stream().anyMatch(InboundConnector::enabled);
    }

    private void relaying(Node server, String name) {
        server.option("authorizedAddresses").filter(value -> !value.broken()).ifPresent(value -> OpenNetworks.in(value.text()).ifPresent(open ->
            findings.add(Check.JAMES_RELAYS_FOR_ALL.at(value.position(), called(name) + " relays for " + open.what() + " (expected: your own networks)")
                .with(witnesses.relayedByServer(name, open.largest())))));
    }

    private void security(Node server, String name, boolean hooked) {
        boolean tls = isOn(server, "socketTLS") || isOn(server, "startTLS");
        String announce = auth(server, "announce");
        if (!announce.isEmpty() && !announce.equals("never") && !auth(server, "requireSSL").equals("true") && !isOn(server, "socketTLS")) {
            findings.add(Check.JAMES_LOGIN_IN_CLEAR, server.child("auth").orElse(server).position(), called(name) + " takes logins without TLS");
        }
        if (!tls && hooked && connectors.legacyListeners().stream().map(LegacyListener::name).noneMatch(name::equals)) {
            connectors.inbound().stream().filter(connector -> connector.enabled() && connector.holdsFor(name) && (connector.requireTls() || connector.certificate().isPresent()))
                .findFirst().ifPresent(connector -> findings.add(Check.JAMES_LISTENER_WITHOUT_TLS, server.child("tls").orElse(server).position(),
                    called(name) + " offers no TLS, and the inbound connector '" + connector.name() + "' demands it there"));
        }
    }

    private void order(List<Node> handlers, Node hook, String name) {
        List<String> before = handlers.stream().takeWhile(handler -> handler != hook).map(JamesSmtpServer::simpleName).toList();
        if (!before.isEmpty()) {
            findings.add(Check.JAMES_HOOK_LATE, hook.position(), called(name) + " asks " + String.join(", ", before) + " before the connectors");
        }
    }

    private void judges(List<Node> handlers, String name) {
        connectors.inbound().stream().filter(connector -> connector.enabled() && connector.holdsFor(name) && standsInFront(connector)).findFirst()
            .ifPresent(front -> handlers.stream().filter(handler -> JUDGES.matcher(simpleName(handler)).matches()).forEach(handler ->
                findings.add(Check.JAMES_JUDGES_THE_HOP, handler.position(), called(name) + " has the handler " + simpleName(handler)
                    + ", and takes the mail of the inbound connector '" + front.name() + "'")));
        if (facts.hasOtherSide()) {
            handlers.stream().filter(handler -> className(handler).equals(VALID_RCPT)).forEach(handler ->
                findings.add(Check.JAMES_REFUSES_OTHER_SIDE, handler.position(), called(name) + " has the handler " + simpleName(handler)));
        }
    }

    private void missingListeners() {
        String there = "(there are: " + names.stream().filter(name -> !name.isEmpty()).collect(Collectors.joining(", ")) + ")";
        for (InboundConnector connector : connectors.inbound()) {
            Set<String> missing = new TreeSet<>(connector.listeners());
            missing.removeAll(names);
            if (!missing.isEmpty() && connector.enabled()) {
                findings.add(Check.JAMES_LACKS_LISTENER, facts.accepted().inboundPlaces().getOrDefault(connector.name(), Position.ofFile(facts.file())),
                    "the inbound connector '" + connector.name() + "' is for " + String.join(", ", missing) + ", which James does not have " + there);
            }
        }
        connectors.legacyListeners().stream().map(LegacyListener::name).filter(name -> !names.contains(name)).forEach(name ->
            findings.add(Check.JAMES_LACKS_LISTENER, Position.ofFile(facts.file()), "the legacyListener '" + name + "' is none that James has " + there));
    }

    /** Whether the mail of strangers comes by the connector, handed over by a server that has judged it. */
    private static boolean standsInFront(InboundConnector connector) {
        boolean restricted = connector.restrictDomainsToCertificate() || connector.restrictDomainsToIPAddresses();
        return connector.type() == ConnectorType.OFFICE365 || restricted && connector.senderDomains().stream().anyMatch(DomainPattern.Any.class::isInstance);
    }

    static List<Node> handlers(Node server) {
        return server.child("handlerchain").map(chain -> chain.all("handler")).orElse(List.of());
    }

    static String simpleName(Node handler) {
        String name = className(handler);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String className(Node handler) {
        return handler.attribute("class").map(Value::text).orElse("");
    }

    private static boolean isOn(Node server, String option) {
        return server.child("tls").flatMap(tls -> tls.attribute(option)).filter(value -> value.text().equals("true") || value.broken()).isPresent();
    }

    private static String auth(Node server, String option) {
        return server.child("auth").flatMap(auth -> auth.option(option)).map(Value::text).orElse("");
    }

    private static String called(String listener) {
        return "the listener '" + listener + "'";
    }
}
