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

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.diagnostics.Diagnostic;

/**
 * Holds James's own files against a good {@code connectors.xml}. What they say beyond that is James's to understand; whatever they hold, the answer is a list
 * of warnings, in the order of the file, never an exception.
 */
public final class JamesFiles {
    private static final String HOOK = "io.jamesconnectors.server.InboundConnectorsHook";
    private static final String VALID_RCPT = "org.apache.james.smtpserver.fastfail.ValidRcptHandler";
    private static final String HANDLER_CLASS = "class";
    /**
     * Simple names of handlers that judge the client's address, its name, or a whole message. James's own are DNSRBLHandler, URIRBLHandler,
     * JDBCGreylistHandler, SPFHandler, SpamTrapHandler, SpamAssassinHandler, ResolvableEhloHeloHandler and ReverseEqualsEhloHeloHandler; those of others tend
     * to be called alike.
     */
    private static final Pattern JUDGES = Pattern.compile("(?i).*(rbl|dnsbl|gr[ea]ylist|spf|spam|ehlohelo).*");
    private static final Set<String> OF_NOBODY = Set.of("localhost");

    private final Function<String, @Nullable String> environment;
    private final Connectors connectors;
    private final Findings findings = new Findings();

    private JamesFiles(Connectors connectors, Function<String, @Nullable String> environment) {
        this.connectors = connectors;
        this.environment = environment;
    }

    /**
     * Whether listeners that take mail from Office 365, or from the gateway in front of a lockdown, judge it by the server that hands it over; and whether they
     * refuse recipients that live on the other side.
     *
     * @param file James's {@code smtpserver.xml}; diagnostics name it so
     * @param environment the value of an environment variable, or null
     */
    public static List<Diagnostic> smtpServer(Path file, Connectors connectors, Function<String, @Nullable String> environment) {
        JamesFiles james = new JamesFiles(connectors, environment);
        james.read(file).ifPresent(root -> root.all("smtpserver").forEach(james::checkListener));
        return james.findings.inOrder(file.toString());
    }

    /**
     * Whether James's {@code domainlist.xml} and the accepted domains say the same. Domains that James was told otherwise, as by its web administration, are not
     * seen.
     *
     * @param file diagnostics name it so
     * @param environment the value of an environment variable, or null
     */
    public static List<Diagnostic> domainList(Path file, Connectors connectors, Function<String, @Nullable String> environment) {
        JamesFiles james = new JamesFiles(connectors, environment);
        james.read(file).filter(root -> !connectors.acceptedDomains().isEmpty()).ifPresent(james::checkDomains);
        return james.findings.inOrder(file.toString());
    }

    private Optional<Node> read(Path file) {
        try {
            SourceText source = SourceText.decode(file.toString(), ConnectorsFile.bytes(file));
            WellFormedness.check(source);
            return Optional.of(ConfigurationTree.read(source, new Variables(environment, new Findings())));
        } catch (RefusedText e) {
            findings.add(Check.JAMES_FILE_UNREADABLE, e.diagnostic().position(), e.diagnostic().what());
            return Optional.empty();
        }
    }

    private void checkListener(Node server) {
        List<Node> handlers = server.child("handlerchain").map(chain -> chain.all("handler")).orElse(List.of());
        Optional<Node> hook = handlers.stream().filter(handler -> className(handler).equals(HOOK)).findFirst();
        if (hook.isEmpty() || server.attribute("enabled").filter(value -> value.text().equals("false")).isPresent()) {
            return;
        }
        String listener = Stream.of(hook.get().option("listener"), server.option("bind")).flatMap(Optional::stream).map(Value::text)
            .filter(text -> !text.isEmpty()).findFirst().orElse("");
        connectors.inbound().stream().filter(connector -> connector.enabled() && connector.holdsFor(listener) && standsInFront(connector)).findFirst()
            .ifPresent(front -> handlers.stream().filter(handler -> JUDGES.matcher(simpleName(handler)).matches()).forEach(handler ->
                findings.add(Check.JAMES_JUDGES_THE_HOP, handler.position(), called(listener) + " has the handler " + simpleName(handler)
                    + ", and takes the mail of the inbound connector '" + front.name() + "'")));
        if (hasOtherSide()) {
            handlers.stream().filter(handler -> className(handler).equals(VALID_RCPT)).forEach(handler ->
                findings.add(Check.JAMES_REFUSES_OTHER_SIDE, handler.position(), called(listener) + " has the handler " + simpleName(handler)));
        }
    }

    private static String called(String listener) {
        return "the listener '" + listener + "'";
    }

    /** Whether some recipients of ours are said to live elsewhere. */
    private boolean hasOtherSide() {
        return connectors.hybrid().routingTable().isPresent()
            || connectors.outbound().stream().anyMatch(connector -> connector.enabled() && connector.hybrid().targetDeliveryDomain().isPresent());
    }

    /** Whether the mail of strangers comes by the connector, handed over by a server that has judged it. */
    private static boolean standsInFront(InboundConnector connector) {
        boolean restricted = connector.restrictDomainsToCertificate() || connector.restrictDomainsToIPAddresses();
        return connector.type() == ConnectorType.OFFICE365 || restricted && connector.senderDomains().stream().anyMatch(DomainPattern.Any.class::isInstance);
    }

    private static String className(Node handler) {
        return handler.attribute(HANDLER_CLASS).map(Value::text).orElse("");
    }

    private static String simpleName(Node handler) {
        String name = className(handler);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void checkDomains(Node root) {
        List<Value> named = Stream.concat(
            root.option("defaultDomain").stream(),
            root.all("domainnames").stream().flatMap(names -> names.all("domainname").stream()).map(Node::value))
            .filter(value -> !value.text().isEmpty()).toList();
        Set<DomainName> known = new TreeSet<>();
        named.forEach(value -> DomainName.tryParse(value.text()).ifPresent(domain -> {
            if (known.add(domain) && connectors.acceptedDomain(domain).isEmpty() && !OF_NOBODY.contains(domain.asString())) {
                findings.add(Check.JAMES_HAS_ANOTHER_DOMAIN, value.position(), "'" + domain + "' is a domain of James, and no accepted domain");
            }
        }));
        if (named.stream().noneMatch(Value::broken)) {
            connectors.acceptedDomains().stream().map(AcceptedDomain::name).filter(domain -> !known.contains(domain)).forEach(domain ->
                findings.add(Check.JAMES_LACKS_DOMAIN, root.position(), "the accepted domain '" + domain + "' is not among James's domains"));
        }
    }
}
