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
package io.jamesconnectors.connectors.explain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.explain.Explanation.Limit;
import io.jamesconnectors.connectors.explain.Explanation.Limits;

/** The limits of an outbound connector, and the one that binds: what the other side asks for, else what is used up most, else what allows least in the long run. */
final class LimitsReader {
    private static final String CONNECTIONS = "maxConnections";
    private static final double MINUTES_A_DAY = 1_440;

    private LimitsReader() {
    }

    static Limits of(OutboundConnector connector, Optional<Mailbox> mailbox, Optional<Usage> usage, LocalDate today) {
        List<Limit> all = new ArrayList<>();
        all.add(new Limit(CONNECTIONS, connector.limits().maxConnections()));
        all.add(new Limit("maxMessagesPerConnection", connector.limits().maxMessagesPerConnection()));
        all.add(new Limit("maxConnectionLifetimeSeconds", connector.limits().maxConnectionLifetime().toSeconds()));
        Pace pace = connector.pace();
        add(all, "messagesPerMinute", pace.messagesPerMinute());
        add(all, "messagesPerHour", pace.messagesPerHour());
        add(all, "messagesPerDay", pace.messagesPerDay());
        add(all, "recipientsPerMinute", pace.recipientsPerMinute());
        add(all, "recipientsPerHour", pace.recipientsPerHour());
        add(all, "recipientsPerDay", pace.recipientsPerDay());
        connector.submission().warmUp().ifPresent(warmUp -> add(all, "warmUpMessagesToday", warmUp.messagesOn(today)));
        return new Limits(all, usage, binding(all, usage) + (mailbox.isPresent() ? ", for this mailbox" : ""));
    }

    private static String binding(List<Limit> all, Optional<Usage> usage) {
        if (usage.filter(now -> now.throttled() > 0 && !now.pause().isZero()).isPresent()) {
            return "the other side has said that we are too fast: nothing is sent for " + usage.get().pause().toSeconds() + " s";
        }
        if (usage.filter(now -> !now.pause().isZero()).isPresent()) {
            return "a limit is used up: nothing is sent for " + usage.get().pause().toSeconds() + " s";
        }
        if (usage.filter(now -> now.throttled() > 0).isPresent()) {
            return "the other side has said that we are too fast: " + usage.get().atOnce() + " at once";
        }
        Optional<Limit> most = usage.flatMap(now -> all.stream().filter(limit -> used(limit, now) > 0)
            .max(Comparator.comparingDouble(limit -> (double) used(limit, now) / limit.most())));
        return most.map(limit -> limit.name() + ", " + used(limit, usage.get()) + " of " + limit.most() + " used")
            .orElseGet(() -> all.stream().filter(limit -> perMinute(limit) > 0).min(Comparator.comparingDouble(LimitsReader::perMinute))
                .map(limit -> limit.name() + " " + limit.most() + ", which allows least in the long run")
                .orElse(CONNECTIONS + " " + all.get(0).most() + ": there is no limit of messages or recipients"));
    }

    private static long used(Limit limit, Usage usage) {
        return limit.name().equals(CONNECTIONS) ? usage.underWay() : usage.counted().getOrDefault(limit.name(), 0L);
    }

    /** Messages to one recipient in a minute, in the long run; 0 for what limits no messages. */
    private static double perMinute(Limit limit) {
        String name = limit.name();
        return name.endsWith("PerMinute") ? limit.most() : name.endsWith("PerHour") ? limit.most() / 60.0
            : name.endsWith("PerDay") || name.endsWith("Today") ? limit.most() / MINUTES_A_DAY : 0;
    }

    private static void add(List<Limit> all, String name, long most) {
        if (most > 0) {
            all.add(new Limit(name, most));
        }
    }
}
