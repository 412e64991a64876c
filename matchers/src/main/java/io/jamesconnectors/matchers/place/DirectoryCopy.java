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
package io.jamesconnectors.matchers.place;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

/** What the directory said when it was asked last. One thread at a time asks it; any number look addresses up. */
final class DirectoryCopy {
    /** How often it is asked. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(RoutingSources.class);
    /** Between what several entries say of one address. */
    private static final String AND = "\n";

    private final UserDirectory users;
    private final Clock clock;
    private volatile boolean wanted;
    private volatile @Nullable Map<String, String> copy;
    private volatile Optional<String> fault = Optional.empty();
    private long due = Long.MIN_VALUE;

    DirectoryCopy(UserDirectory users, Clock clock) {
        this.users = users;
        this.clock = clock;
    }

    /** From here on it is asked, if there is one and mailboxes have names on the other side. */
    void follow(Set<DomainName> otherSide) {
        wanted = !otherSide.isEmpty() && users.isThere();
    }

    boolean isWanted() {
        return wanted;
    }

    RoutingLookup find(Set<DomainName> otherSide, String address) {
        if (!wanted) {
            return RoutingLookup.NOT_FOUND;
        }
        @Nullable Map<String, String> known = copy;
        if (known == null) {
            return RoutingLookup.UNAVAILABLE;
        }
        @Nullable String there = RoutingAddress.key(address).map(known::get).orElse(null);
        if (there == null) {
            return RoutingLookup.NOT_FOUND;
        }
        List<RoutingLookup> said = there.lines().map(target -> RoutingAddress.of(target, otherSide)).toList();
        return said.size() == 1 || said.stream().allMatch(RoutingLookup.NOT_FOUND::equals) ? said.get(0) : RoutingLookup.UNAVAILABLE; // they contradict each other
    }

    /** Asks, when it is time to. */
    synchronized void refresh() {
        if (!wanted || clock.millis() < due) {
            return;
        }
        try {
            Map<String, String> next = keyed(users.entries());
            @Nullable Map<String, String> before = copy;
            copy = next;
            if (fault.isPresent() || before == null) {
                LOGGER.info("directory addresses={} problem=none", next.size());
            }
            fault = Optional.empty();
        } catch (IOException e) {
            String what = String.valueOf(e.getMessage());
            if (fault.filter(what::equals).isEmpty()) {
                LOGGER.error("directory problem=\"{}\" remedy=\"{}\"", what,
                    copy == null ? "mail of accepted domains waits until it answers" : "what it said before stays in force");
            }
            fault = Optional.of(what);
        } finally {
            due = clock.millis() + PERIOD.toMillis();
        }
    }

    Optional<RoutingSources.State> state() {
        return wanted ? Optional.of(new RoutingSources.State("directory of the users", copy != null, fault)) : Optional.empty();
    }

    private static Map<String, String> keyed(List<UserDirectory.Entry> entries) {
        Map<String, String> keyed = new HashMap<>();
        for (UserDirectory.Entry entry : entries) {
            for (String address : entry.addresses()) {
                RoutingAddress.key(address).ifPresent(key -> keyed.merge(key, entry.routingAddress(),
                    (first, second) -> first.lines().anyMatch(second::equalsIgnoreCase) ? first : first + AND + second));
            }
        }
        return keyed;
    }
}
