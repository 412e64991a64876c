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
package io.jamesconnectors.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.mailets.activity.Event;
import io.jamesconnectors.server.web.Live;
import io.jamesconnectors.server.web.State;

/**
 * Whether mail leaves by the outbound connectors. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.ConnectorsHealthCheck}.
 *
 * <ul>
 *   <li>Degraded: a connector is {@link State#FAILING}; or the other side found one too fast within the last hour; or a mail has been waiting for four hours, which is when its
 *       sender is told.</li>
 *   <li>Healthy: all else. A connector that keeps to its own pace is, and one whose mail is put off at times.</li>
 * </ul>
 */
public final class ConnectorsHealthCheck extends NamedHealthCheck {
    static final Duration LONG = Duration.ofHours(4);

    private static final ComponentName NAME = new ComponentName("Connectors");
    private static final int SHOWN = 20;

    private final LiveConnectors connectors;
    private final Live live;
    private final ConnectorDesk desk;
    private final ActivityLog activity;

    @Inject
    public ConnectorsHealthCheck(LiveConnectors connectors, Live live, ConnectorDesk desk, ActivityLog activity) {
        super(NAME);
        this.connectors = connectors;
        this.live = live;
        this.desk = desk;
        this.activity = activity;
    }

    @Override
    Result result() {
        Instant now = activity.now();
        List<String> troubles = new ArrayList<>();
        OptionalLong oldest = desk.backlog().oldestSeconds();
        if (oldest.orElse(0) >= LONG.toSeconds()) {
            troubles.add("the oldest mail has been waiting for " + oldest.getAsLong() / 3600 + " hours");
        }
        Stream.concat(connectors.current().connectors().outbound().stream(), Stream.of(OutboundConnector.DEFAULT_ROUTE)).filter(OutboundConnector::enabled)
            .flatMap(connector -> trouble(connector, now).stream()).limit(SHOWN).forEach(troubles::add);
        return troubles.isEmpty() ? Result.healthy(NAME) : Result.degraded(NAME, String.join("; ", troubles));
    }

    private Optional<String> trouble(OutboundConnector connector, Instant now) {
        Optional<String> failure = Optional.of(connector).filter(each -> live.state(each) == State.FAILING).flatMap(live::failsWith)
            .map(trouble -> "'" + connector.name() + "' fails, last at " + trouble.at() + ": " + trouble.reply() + " (" + trouble.reason() + ")");
        long throttled = activity.ofOutbound(connector.name()).map(of -> of.lastHour(now).sum(Event.THROTTLED)).orElse(0L);
        return failure.or(() -> throttled == 0 ? Optional.empty()
            : Optional.of("'" + connector.name() + "' is too fast for the other side: mail for " + throttled + " recipients was held up within the last hour"));
    }
}
