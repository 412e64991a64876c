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
package io.jamesconnectors.server.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorPath;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.diagnostics.Position;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.file.Overridden;
import io.jamesconnectors.mailets.Backlog;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.activity.ConnectorActivity;
import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.mailets.activity.LastHour;
import io.jamesconnectors.mailets.activity.Trouble;
import io.jamesconnectors.server.validation.ValidationResults;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;

/** What is known of connectors at this moment, put beside what the file says of them. Asks a queue only of connectors that are shown. */
public final class Live {
    /** How old the figures of a queue may be that is looked at. */
    static final Duration NOW = Duration.ofSeconds(1);

    private static final String HERE = "this server";

    private final LiveConnectors connectors;
    private final ConnectorDesk queues;
    private final ActivityLog activity;
    private final ValidationResults validations;

    @Inject
    public Live(LiveConnectors connectors, ConnectorDesk queues, ActivityLog activity, ValidationResults validations) {
        this.connectors = connectors;
        this.queues = queues;
        this.activity = activity;
        this.validations = validations;
    }

    State state(InboundConnector connector) {
        return connector.enabled() ? State.OK : State.OFF;
    }

    /** Without asking any queue. */
    public State state(OutboundConnector connector) {
        if (!connector.enabled()) {
            return State.OFF;
        }
        if (connector.testMode()) {
            return State.TEST;
        }
        if (failsWith(connector).isPresent()) {
            return State.FAILING;
        }
        if (queues.isSlowedDown(connector.name())) {
            return State.THROTTLED;
        }
        return activity.ofOutbound(connector.name()).flatMap(ConnectorActivity::defersWith).isPresent() ? State.DEFERRING : State.OK;
    }

    /** Why it fails, if it does. */
    public Optional<Trouble> failsWith(OutboundConnector connector) {
        return activity.ofOutbound(connector.name()).flatMap(ConnectorActivity::failsWith);
    }

    SummaryJson summary(InboundConnector connector) {
        Optional<ConnectorActivity> known = activity.ofInbound(connector.name());
        Optional<Overridden> overridden = connectors.current().overridden(Direction.INBOUND, connector.name());
        return new SummaryJson(connector.name().asString(), ConnectorPath.of(connector.name().asString()), "inbound", connector.type().word(), false, connector.enabled(),
            overridden.map(Overridden::enabledInFile).orElse(connector.enabled()), OverrideJson.of(overridden), false, connector.comment(), Words.party(connector.type()), HERE, InboundWords.of(connector), state(connector).word(), null, null,
            lastHour(known).sum(Event.REFUSED), lastFailure(known), LastValidationJson.of(validations.last(connector.name(), Direction.INBOUND)));
    }

    SummaryJson summary(OutboundConnector connector, Duration fresh) {
        Optional<ConnectorActivity> known = activity.ofOutbound(connector.name());
        LastHour hour = lastHour(known);
        Backlog backlog = queues.backlog(connector.name(), fresh);
        Optional<Overridden> overridden = connectors.current().overridden(Direction.OUTBOUND, connector.name());
        boolean builtIn = connector == OutboundConnector.DEFAULT_ROUTE;
        return new SummaryJson(connector.name().asString(), ConnectorPath.of(connector.name().asString()), "outbound", connector.type().word(), builtIn, connector.enabled(),
            overridden.map(Overridden::enabledInFile).orElse(connector.enabled()), OverrideJson.of(overridden), connector.testMode(), connector.comment(), HERE, builtIn ? "Internet" : Words.party(connector.type()), OutboundWords.of(connector),
            state(connector).word(), boxed(backlog.waiting()), boxed(backlog.oldestSeconds()),
            hour.sum(Event.DEFERRED) - hour.sum(Event.THROTTLED) + hour.sum(Event.FAILED), lastFailure(known),
            LastValidationJson.of(validations.last(connector.name(), Direction.OUTBOUND)));
    }

    DetailJson detail(InboundConnector connector) {
        return new DetailJson(summary(connector), position(connector.name(), Direction.INBOUND), InboundSettings.of(connector),
            activity.inboundSums(connector.name()), List.of(), HistoryJson.inbound(lastHour(activity.ofInbound(connector.name()))),
            lastValidation(connector.name(), Direction.INBOUND));
    }

    DetailJson detail(OutboundConnector connector) {
        Map<String, Long> sums = new LinkedHashMap<>(queues.sums(connector.name()));
        ConnectorCounters wire = queues.counters(connector.name());
        sums.put("connections", wire.connections());
        sums.put("handshakes", wire.handshakes());
        sums.put("hostDeaths", wire.health().deaths());
        sums.put("probes", wire.health().probes());
        sums.put("turnedAway", wire.health().turnedAway());
        return new DetailJson(summary(connector, NOW), position(connector.name(), Direction.OUTBOUND), OutboundSettings.of(connector), sums, queues.hosts(connector.name()).stream().map(HostJson::of).toList(),
            HistoryJson.outbound(lastHour(activity.ofOutbound(connector.name()))), lastValidation(connector.name(), Direction.OUTBOUND));
    }

    private @Nullable ValidationJson lastValidation(ConnectorName connector, Direction direction) {
        return validations.last(connector, direction).map(ValidationJson::of).orElse(null);
    }

    private @Nullable String position(ConnectorName connector, Direction direction) {
        return connectors.current().positions().of(direction, connector).map(Position::asText).orElse(null);
    }

    private LastHour lastHour(Optional<ConnectorActivity> known) {
        Instant now = activity.now();
        return known.map(connector -> connector.lastHour(now)).orElse(LastHour.EMPTY);
    }

    private static @Nullable String lastFailure(Optional<ConnectorActivity> known) {
        return known.flatMap(ConnectorActivity::lastTrouble).map(Live::words).orElse(null);
    }

    /** One line. */
    static String words(Trouble trouble) {
        return (trouble.host().isEmpty() ? "" : trouble.host() + ": ") + trouble.reply() + " (" + trouble.reason() + ")";
    }

    static @Nullable Long boxed(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }
}
