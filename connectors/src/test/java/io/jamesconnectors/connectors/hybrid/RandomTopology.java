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
package io.jamesconnectors.connectors.hybrid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.HybridOptions;

/**
 * Two sides that share domains, a partner and the outside, set up at random: rightly, wrongly, or half. Messages are passed on as the pure functions of each
 * side say.
 */
final class RandomTopology {
    static final int MOST_HOPS = 2 * Crossings.MOST_RECEIVED;
    private static final String[] USERS = {"u0", "u1", "u2", "u3"};
    private static final String TARGET = "there.onmicrosoft.test";

    private final Random random;
    private final List<String> shared = new ArrayList<>(List.of("a.test", "b.test"));
    private final Map<String, String> exchangers = new HashMap<>();
    private final Map<String, String> forwardsOutside = new HashMap<>();
    private final Map<String, Side> sides = new HashMap<>();
    private final Side here;

    /** A message on its way, for one recipient. */
    static final class Message {
        String recipient;
        int count;
        int received;
        int hops;
        int crossingsHere;

        Message(String recipient) {
            this.recipient = recipient;
        }
    }

    /** One of the two sides. */
    private record Side(PlaceRules rules, Connectors connectors, Set<String> users, Map<String, String> forwards, Map<String, RoutingLookup> table,
        boolean recognises,
            boolean stripsCounts, boolean guarded, boolean keepsMailboxes, int receivedPerHop) {
    }

    RandomTopology(Random random) {
        this.random = random;
        for (String domain : shared) {
            exchangers.put(domain, pick("here", "there", "outside"));
        }
        exchangers.put(TARGET, "there");
        exchangers.put("outside.test", "outside");
        exchangers.put("partner.test", "partner");
        here = side(true);
        sides.put("here", here);
        sides.put("there", side(false));
        for (String user : USERS) {
            if (oneIn(4)) {
                forwardsOutside.put(user + "@outside.test", address());
            }
        }
    }

    /** Where it ends: {@code delivered here}, or the beginning of a reply. */
    String run(String from, Message message) {
        String at = "here".equals(from) || "there".equals(from) ? from : exchanger(message.recipient);
        String previous = from;
        while (message.hops++ < MOST_HOPS) {
            Side side = sides.get(at);
            String next = side == null ? outside(at, message) : side(at, side, previous, message);
            if (next.equals("to " + at)) {
                return "554 5.4.6"; // nobody connects to himself
            }
            if (!next.startsWith("to ")) {
                return next;
            }
            previous = at;
            at = next.substring(3);
        }
        return "circles";
    }

    boolean wouldCountBeKept() {
        return sides.values().stream().noneMatch(Side::stripsCounts);
    }

    boolean isUserHere(String address) {
        return here.keepsMailboxes && here.users.contains(address) && !here.forwards.containsKey(address);
    }

    boolean overridesUsers() {
        return here.connectors.hybrid().routingTable().isPresent();
    }

    String address() {
        return USERS[random.nextInt(USERS.length)] + "@" + pick(shared.get(0), shared.get(1), TARGET, "outside.test", "partner.test");
    }

    private String side(String name, Side side, String previous, Message message) {
        message.received += side.receivedPerHop;
        message.count = side.stripsCounts ? 0 : message.count;
        if (!side.guarded && message.received >= Crossings.MOST_RECEIVED) {
            return "554 5.4.6";
        }
        boolean fromOtherSide = sides.containsKey(previous) && !previous.equals(name);
        boolean own = previous.equals(name);
        Optional<ConnectorName> cameBy = fromOtherSide && side.recognises ? Optional.of(ConnectorName.parse("From the other side")) : Optional.empty();
        if (!own && cameBy.isEmpty() && accepted(side, message.recipient).isEmpty()) {
            return "550 5.7.64";
        }
        for (int forwards = 0; forwards < 10; forwards++) {
            RecipientPlace place = place(side, cameBy, message);
            if (place instanceof RecipientPlace.Here) {
                String forward = side.forwards.get(message.recipient);
                if (forward == null) {
                    return "delivered " + name;
                }
                message.recipient = forward;
            } else if (place instanceof RecipientPlace.OtherSide there) {
                cross(name, message);
                message.recipient = there.envelopeRecipient();
                return "to " + leadsTo(name, there.connector().name().asString(), message);
            } else if (place instanceof RecipientPlace.Outside outside) {
                if (place.crosses()) {
                    cross(name, message);
                }
                return "to " + leadsTo(name, outside.route().connectorOrDefault().name().asString(), message);
            } else {
                return PlaceRulesTest.word(place);
            }
        }
        return "554 5.4.6";
    }

    /** A side without guard recognises nothing and counts nothing; as any server it ends what has passed too many. */
    private RecipientPlace place(Side side, Optional<ConnectorName> cameBy, Message message) {
        LocalLookup local = !side.keepsMailboxes ? LocalLookup.NO_MAILBOXES : oneIn(200) ? LocalLookup.UNAVAILABLE : side.users.contains(message.recipient)
            ? LocalLookup.KNOWN : LocalLookup.UNKNOWN;
        RoutingLookup routing = oneIn(200) ? RoutingLookup.UNAVAILABLE : side.table.getOrDefault(message.recipient, RoutingLookup.NOT_FOUND);
        return side.rules.decide(new PlaceFacts(message.recipient, Optional.empty(), local, routing, side.guarded ? cameBy : Optional.empty(),
            side.guarded ? new Crossings(message.count, message.received, false) : Crossings.NONE));
    }

    private static void cross(String name, Message message) {
        message.count++;
        message.crossingsHere += name.equals("here") ? 1 : 0;
    }

    private String leadsTo(String side, String connector, Message message) {
        String other = side.equals("here") ? "there" : "here";
        return switch (connector) {
            case "Over", "Everything" -> other;
            case "Partner" -> "partner";
            default -> exchanger(message.recipient);
        };
    }

    private String outside(String name, Message message) {
        message.received++;
        if (!exchanger(message.recipient).equals(name) || shared.contains(domain(message.recipient))) {
            return "550 5.7.64";
        }
        String forward = forwardsOutside.get(message.recipient);
        if (forward == null) {
            return "delivered " + name;
        }
        message.recipient = forward;
        return message.received >= 50 ? "554 5.4.6" : "to " + exchanger(forward);
    }

    private Side side(boolean isHere) {
        Site site = Site.empty();
        for (String domain : shared) {
            if (!oneIn(8)) {
                site.accepted(domain, pick(AcceptedDomain.Type.AUTHORITATIVE, AcceptedDomain.Type.INTERNAL_RELAY, AcceptedDomain.Type.INTERNAL_RELAY));
            }
        }
        if (!isHere && !oneIn(8)) {
            site.accepted(TARGET, pick(AcceptedDomain.Type.AUTHORITATIVE, AcceptedDomain.Type.INTERNAL_RELAY));
        }
        boolean recognises = !oneIn(4);
        ConnectorType type = pick(ConnectorType.OFFICE365, ConnectorType.OFFICE365, ConnectorType.ORGANIZATION);
        if (recognises) {
            site.inbound("From the other side", ConnectorType.OFFICE365);
        }
        HybridOptions options = new HybridOptions(isHere && random.nextBoolean() ? Optional.of(DomainName.parse(TARGET)) : Optional.empty(), false, false);
        if (!oneIn(6)) {
            site.outbound("Over", type, options, pick("a.test", "b.test", "*.test", TARGET));
        }
        if (oneIn(3)) {
            site.outbound("Everything", pick(ConnectorType.OFFICE365, ConnectorType.PARTNER), options, "*");
        }
        site.outbound("Partner", ConnectorType.PARTNER, "partner.test");
        if (oneIn(4)) {
            site.tableOverridesUsers();
        }
        Connectors connectors = site.connectors();
        Set<String> users = new HashSet<>();
        Map<String, String> forwards = new HashMap<>();
        Map<String, RoutingLookup> table = new HashMap<>();
        for (String domain : List.of(shared.get(0), shared.get(1), TARGET)) {
            for (String user : USERS) {
                String address = user + "@" + domain;
                if (random.nextBoolean() && accepted(connectors, address).isPresent()) {
                    users.add(address);
                    if (oneIn(6)) {
                        forwards.put(address, address());
                    }
                }
                if (oneIn(4)) {
                    table.put(address, random.nextBoolean() ? RoutingLookup.THERE : RoutingLookup.at(oneIn(3) ? address() : user + "@" + TARGET));
                }
            }
        }
        return new Side(site.rules(), connectors, users, forwards, table, recognises, !isHere && oneIn(4), isHere || !oneIn(3), !oneIn(5),
            1 + random.nextInt(3));
    }

    private static Optional<AcceptedDomain> accepted(Side side, String address) {
        return accepted(side.connectors, address);
    }

    private static Optional<AcceptedDomain> accepted(Connectors connectors, String address) {
        return connectors.acceptedDomain(DomainName.parse(domain(address)));
    }

    private String exchanger(String address) {
        return exchangers.getOrDefault(domain(address), "outside");
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... among) {
        return among[random.nextInt(among.length)];
    }
}
