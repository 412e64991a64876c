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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code useMxRecord} and {@code smartHosts}: exactly one of the two is the route. Where there is neither, the usual smart hosts of an option. */
final class RouteReader {
    private final Findings findings;
    private final Options options;

    RouteReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    Route read(Node connector, OutboundDefaults defaults) {
        Optional<Node> mx = connector.child("useMxRecord");
        Optional<Node> list = connector.child("smartHosts");
        boolean useMx = options.flag(mx.map(Node::value), list.isEmpty());
        int port = options.number(mx.flatMap(present -> present.attribute("port")), 1, 65_535, SmartHost.DEFAULT_PORT);
        if (list.filter(present -> present.lacks("smartHost")).isPresent()) {
            findings.add(Check.EMPTY_VALUE, list.get().position(), "<smartHosts> names no <smartHost>");
        }
        if (useMx && list.isPresent()) {
            findings.add(Check.TWO_ROUTES, mx.orElse(connector).position(), Names.of(connector) + " has useMxRecord true, and smart hosts");
        } else if (!useMx && list.isEmpty() && defaults.option().isEmpty() && !connector.misspelt().contains("smartHosts")) {
            findings.add(Check.NO_ROUTE, mx.orElse(connector).position(), Names.of(connector) + " has useMxRecord false, but no smart hosts");
        }
        boolean usual = list.isEmpty() && connector.lacks("useMxRecord") && !connector.misspelt().contains("smartHosts") && !defaults.hosts().isEmpty();
        return usual ? new Route.SmartHosts(defaults.hosts())
            : list.flatMap(present -> smartHosts(present.all("smartHost"), defaults.port())).orElseGet(() -> new Route.MxRecords(port));
    }

    /** Empty when none of them can be used, which has been reported. */
    private Optional<Route> smartHosts(List<Node> nodes, int port) {
        List<Options.Entry<SmartHost>> hosts = new ArrayList<>();
        Map<SmartHost, Integer> weights = new HashMap<>();
        for (Node node : nodes) {
            int weight = options.number(node.attribute("weight"), 1, 100, 1);
            options.parsed(Optional.of(node.value()), Check.BAD_HOST, text -> HostText.parse(text, port)).ifPresent(host -> {
                hosts.add(new Options.Entry<>(host, node.value()));
                if (weight != 1) {
                    weights.putIfAbsent(host, weight);
                }
            });
        }
        List<SmartHost> distinct = InboundReader.values(options.distinct(hosts));
        return distinct.isEmpty() ? Optional.empty() : Optional.of(new Route.SmartHosts(distinct, weights));
    }
}
