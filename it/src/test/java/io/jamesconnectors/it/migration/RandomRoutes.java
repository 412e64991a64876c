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
package io.jamesconnectors.it.migration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;

/** Configurations in a small world, where connectors compete for the same mail and for the same hosts. */
final class RandomRoutes {
    private static final List<String> WORLD = List.of("test", "a.test", "x.a.test", "y.x.a.test", "b.test", "own.test", "sub.own.test", "host1.test", "both.test");
    private static final List<String> SENDERS = List.of("s1.test", "s2.test", "sub.s1.test", "own.test");

    private final Random random;

    RandomRoutes(Random random) {
        this.random = random;
    }

    Connectors next() {
        List<AcceptedDomain> accepted = new ArrayList<>();
        for (String name : List.of("own.test", "a.test", "both.test")) {
            if (random.nextInt(3) > 0) {
                accepted.add(new AcceptedDomain(DomainName.parse(name), any(List.of(AcceptedDomain.Type.values())), random.nextBoolean()));
            }
        }
        List<Integer> costs = new ArrayList<>(IntStream.rangeClosed(1, 8).boxed().toList());
        Collections.shuffle(costs, random);
        return new Connectors(accepted, List.of(), IntStream.range(0, random.nextInt(8)).mapToObj(number -> outbound(number, costs.get(number))).toList(), List.of());
    }

    /** A recipient's or a sender's domain that something may be said of. */
    DomainName recipient() {
        return DomainName.parse((random.nextInt(4) == 0 ? "deep." : "") + any(WORLD));
    }

    DomainName sender() {
        return DomainName.parse(any(SENDERS));
    }

    private OutboundConnector outbound(int number, int cost) {
        TlsSettings floor = any(List.of(TlsSettings.values()));
        Route route = random.nextInt(3) == 0 ? new Route.MxRecords(random.nextInt(6) == 0 ? 2525 : 25) : new Route.SmartHosts(hosts());
        List<DomainPattern> names = floor == TlsSettings.DOMAIN_VALIDATION && route instanceof Route.SmartHosts
            ? List.of(DomainPattern.parse("*.host" + number + ".test")) : List.of();
        Optional<Path> roots = random.nextInt(4) == 0 ? Optional.of(Path.of("/etc/roots" + random.nextInt(2) + ".pem")) : Optional.empty();
        return new OutboundConnector(ConnectorName.parse("Out " + number), ConnectorType.ORGANIZATION, random.nextInt(8) > 0, "", space(cost),
            random.nextInt(10) == 0, random.nextInt(10) == 0, route, floor, names, roots, TlsOptions.DEFAULT, Submission.NONE, List.of(),
            ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }

    private AddressSpace space(int cost) {
        LinkedHashSet<DomainPattern> recipients = new LinkedHashSet<>();
        boolean senders = random.nextInt(3) == 0;
        boolean all = random.nextInt(3) == 0 || senders && random.nextInt(3) > 0;
        if (all) {
            recipients.add(new DomainPattern.Any());
        }
        boolean accepted = random.nextInt(5) == 0;
        for (int i = random.nextInt(3); i > 0 || recipients.isEmpty() && !accepted; i--) {
            recipients.add(DomainPattern.parse((random.nextBoolean() ? "*." : "") + any(WORLD)));
        }
        List<DomainPattern> from = senders ? List.of(DomainPattern.parse(switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> "*." + any(SENDERS);
            default -> any(SENDERS);
        })) : List.of();
        return new AddressSpace(List.copyOf(recipients), accepted && !all, from, cost);
    }

    private List<SmartHost> hosts() {
        return IntStream.rangeClosed(0, random.nextInt(2)).mapToObj(i -> random.nextInt(5) == 0 ? new SmartHost(any(List.of("192.0.2.1", "2001:db8::1")), 25)
            : new SmartHost(any(List.of("host1.test", "host2.test", "host3.test", "a.test")), random.nextInt(4) == 0 ? 2525 : 25)).distinct().toList();
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
