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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.TraceSettings;

/**
 * How two configurations differ, by the names of what differs: {@code inbound 'Devices'}, {@code accepted domain 'contoso.com'},
 * {@code published addresses 'exchangeOnline'}, {@code legacy listener 'legacy'}, {@code rejection of direct send}, {@code name servers}, {@code throttling replies},
 * {@code routing table}, {@code sender rewriting}, {@code signing keys}, {@code trace}.
 *
 * @param added only in the new one
 * @param removed only in the old one
 * @param changed in both, but not alike
 * @param options the options in which a part has changed, by its name in {@code changed}; nothing for a part without options
 * @param droppedOverrides of which connectors the override is gone, since they are gone themselves
 */
public record Changes(List<String> added, List<String> removed, List<String> changed, Map<String, List<String>> options, List<String> droppedOverrides) {

    static final Changes NONE = new Changes(List.of(), List.of(), List.of(), Map.of(), List.of());

    public Changes {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        options = Map.copyOf(options);
        droppedOverrides = List.copyOf(droppedOverrides);
    }

    /** What has to happen to {@code before} to become {@code after}. */
    public static Changes between(Connectors before, Connectors after) {
        Map<String, Object> old = parts(before);
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        parts(after).forEach((name, part) -> {
            Object earlier = old.remove(name);
            if (earlier == null) {
                added.add(name);
            } else if (!earlier.equals(part)) {
                changed.add(name);
                List<String> differing = OptionChanges.between(earlier, part);
                if (!differing.isEmpty()) {
                    options.put(name, differing);
                }
            }
        });
        return new Changes(added, new ArrayList<>(old.keySet()), changed, options, List.of());
    }

    /** The same, where overrides have gone too. */
    Changes dropping(List<String> overrides) {
        return new Changes(added, removed, changed, options, overrides);
    }

    /** {@code outbound 'Bank'}. */
    static String called(Direction direction, ConnectorName name) {
        return direction.word() + " '" + name + "'";
    }

    /** Whether the two say the same. */
    public boolean none() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty() && droppedOverrides.isEmpty();
    }

    /** {@code added inbound 'Devices'; changed outbound 'Bank' (cost, limits); dropped the override of outbound 'Shop'}, or {@code nothing changed}. */
    public String asText() {
        String text = Stream.of(part("added", added), part("removed", removed), part("changed", changed.stream().map(this::withOptions).toList()),
                part("dropped the override of", droppedOverrides))
            .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
        return text.isEmpty() ? "nothing changed" : text;
    }

    private String withOptions(String name) {
        List<String> differing = options.getOrDefault(name, List.of());
        return differing.isEmpty() ? name : name + " (" + String.join(", ", differing) + ")";
    }

    private static String part(String verb, List<String> names) {
        return names.isEmpty() ? "" : verb + " " + String.join(", ", names);
    }

    private static Map<String, Object> parts(Connectors connectors) {
        Map<String, Object> parts = new LinkedHashMap<>();
        connectors.acceptedDomains().forEach(domain -> parts.put("accepted domain '" + domain.name() + "'", domain));
        connectors.publishedAddresses().forEach(list -> parts.put("published addresses '" + list.name() + "'", list));
        connectors.legacyListeners().forEach(listener -> parts.put("legacy listener '" + listener.name() + "'", listener));
        connectors.inbound().forEach(connector -> parts.put(called(Direction.INBOUND, connector.name()), connector));
        connectors.outbound().forEach(connector -> parts.put(called(Direction.OUTBOUND, connector.name()), connector));
        if (connectors.rejectDirectSend()) {
            parts.put("rejection of direct send", true);
        }
        if (!connectors.dnsServers().isEmpty()) {
            parts.put("name servers", connectors.dnsServers());
        }
        if (!connectors.throttling().isEmpty()) {
            parts.put("throttling replies", connectors.throttling());
        }
        connectors.hybrid().routingTable().ifPresent(table -> parts.put("routing table", table));
        connectors.hybrid().senderRewriting().ifPresent(rewriting -> parts.put("sender rewriting", rewriting));
        if (!connectors.hybrid().signingKeys().isEmpty()) {
            parts.put("signing keys", connectors.hybrid().signingKeys());
        }
        if (!connectors.trace().equals(TraceSettings.DEFAULT)) {
            parts.put("trace", connectors.trace());
        }
        return parts;
    }
}
