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

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.james.webadmin.utils.JsonTransformer;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.ConnectorPath;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.ProjectVersion;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.mailets.Backlog;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.activity.Trouble;
import io.jamesconnectors.trace.store.TraceJournal;

import spark.Request;
import spark.Response;
import spark.Service;

/** How the server fares as a whole. */
public final class StatusPart implements WebPart {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final LiveConnectors connectors;
    private final Live live;
    private final ConnectorDesk queues;
    private final OwnCertificates certificates;
    private final TraceJournal trace;
    private final JsonTransformer json;
    private final Clock clock;
    private List<OwnCertificates.End> ends = List.of();
    private Instant readAt = Instant.MIN;

    @Inject
    public StatusPart(LiveConnectors connectors, Live live, ConnectorDesk queues, OwnCertificates certificates, TraceJournal trace, JsonTransformer json, Clock clock) {
        this.connectors = connectors;
        this.live = live;
        this.queues = queues;
        this.certificates = certificates;
        this.trace = trace;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH + "/status", this::status, json);
    }

    private StatusJson status(Request request, Response response) {
        Connectors current = connectors.current().connectors();
        List<StatusJson.Failing> failing = new ArrayList<>();
        Stream.concat(current.outbound().stream(), Stream.of(OutboundConnector.DEFAULT_ROUTE)).filter(connector -> live.state(connector) == State.FAILING)
            .forEach(connector -> live.failsWith(connector).ifPresent(trouble -> failing.add(failing(connector, trouble))));
        long off = current.inbound().stream().filter(connector -> !connector.enabled()).count() + current.outbound().stream().filter(connector -> !connector.enabled()).count();
        Backlog backlog = queues.backlog();
        Instant now = clock.instant();
        return new StatusJson(new StatusJson.Connectors(current.inbound().size(), current.outbound().size(), (int) off, failing.size()),
            Live.boxed(backlog.waiting()), Live.boxed(backlog.oldestSeconds()), failing.stream().limit(StatusJson.MOST).toList(),
            ends(now).stream().limit(StatusJson.MOST).map(end -> CertificateJson.of(end, now)).toList(), LastReloadJson.of(connectors.lastReload()), StatusJson.Trace.of(trace.health()), ProjectVersion.TEXT,
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private synchronized List<OwnCertificates.End> ends(Instant now) {
        if (now.isBefore(readAt) || now.minus(FRESH).isAfter(readAt)) {
            ends = certificates.ends();
            readAt = now;
        }
        return ends;
    }

    private static StatusJson.Failing failing(OutboundConnector connector, Trouble trouble) {
        return new StatusJson.Failing(connector.name().asString(), ConnectorPath.of(connector.name().asString()), Live.words(trouble), trouble.at().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
