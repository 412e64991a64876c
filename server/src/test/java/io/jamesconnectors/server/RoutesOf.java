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

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.apache.james.webadmin.Routes;
import org.apache.james.webadmin.utils.JsonTransformer;

import io.jamesconnectors.connectors.TraceSettings;
import io.jamesconnectors.connectors.explain.BadRequest;
import io.jamesconnectors.connectors.explain.LookedUp;
import io.jamesconnectors.connectors.explain.Surroundings;
import io.jamesconnectors.connectors.explain.WithoutServer;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.hybrid.RoutingTable;
import io.jamesconnectors.mailets.ConnectorDesk;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.server.played.Listeners;
import io.jamesconnectors.server.played.PlayedPeers;
import io.jamesconnectors.server.validation.ValidationResults;
import io.jamesconnectors.server.validation.Validations;
import io.jamesconnectors.server.web.CheckPart;
import io.jamesconnectors.server.web.ConnectorsPart;
import io.jamesconnectors.server.web.ExplainPart;
import io.jamesconnectors.server.web.Live;
import io.jamesconnectors.server.web.MigrationPart;
import io.jamesconnectors.server.web.OpenApiPart;
import io.jamesconnectors.server.web.OwnCertificates;
import io.jamesconnectors.server.web.QueuePart;
import io.jamesconnectors.server.web.ReloadPart;
import io.jamesconnectors.server.web.StatusPart;
import io.jamesconnectors.server.web.TracePart;
import io.jamesconnectors.server.web.ValidationPart;
import io.jamesconnectors.server.web.WebPart;
import io.jamesconnectors.trace.store.TraceJournal;

import spark.Service;

/** All routes, without James. */
final class RoutesOf {
    private static final TraceJournal NO_TRACE = TraceJournal.start(Path.of("target", "no-trace"), source -> "",
        new TraceSettings(false, TraceSettings.DEFAULT_KEEP, TraceSettings.DEFAULT_MAXIMUM_SIZE, Optional.empty()), Clock.systemUTC());
    private static final Instant NOW = Instant.parse("2026-11-22T11:42:05Z");

    private RoutesOf() {
    }

    /** Of a server at which nothing has happened. */
    static ConnectorsRoutes live(LiveConnectors connectors) {
        return of(connectors, new ScriptedDesk(), new ActivityLog(Clock.systemUTC()));
    }

    static ConnectorsRoutes of(LiveConnectors connectors, ConnectorDesk desk, ActivityLog activity) {
        ValidationResults nothing = ValidationResults.open(Path.of("target", "no such directory", "validations.json"));
        return of(connectors, desk, activity, new Validations(connectors::current, new Listeners(), new PlayedPeers(), Optional::empty, nothing));
    }

    static ConnectorsRoutes of(LiveConnectors connectors, ConnectorDesk desk, ActivityLog activity, Validations validations) {
        JsonTransformer json = new JsonTransformer();
        Live live = new Live(connectors, desk, activity, validations.results());
        return new ConnectorsRoutes(new CheckPart(connectors, json), new ConnectorsPart(connectors, live, json),
            new ExplainPart(connectors, RoutesOf::withoutServer, id -> Optional.empty(), Clock.systemUTC()), new MigrationPart(connectors, json), new OpenApiPart(),
            new QueuePart(connectors, desk, json), new ReloadPart(connectors, json),
            new StatusPart(connectors, live, desk, () -> List.of(new OwnCertificates.End("connector 'Bank out'", "CN=mail.contoso.com", NOW.plus(Duration.ofDays(10)))), NO_TRACE, json,
                Clock.fixed(NOW, ZoneOffset.UTC)), new TracePart(NO_TRACE, json), new ValidationPart(connectors, validations, json));
    }

    /** Those of explanations alone. */
    static Routes explaining(LiveConnectors connectors, ExplainPart.Traces traces) {
        return new Routes() {
            @Override
            public String getBasePath() {
                return WebPart.BASE_PATH;
            }

            @Override
            public void define(Service service) {
                new ExplainPart(connectors, RoutesOf::withoutServer, traces, Clock.systemUTC()).define(service);
            }
        };
    }

    /** What explanations are told where there is no James. */
    private static Surroundings withoutServer(ActiveConnectors active) {
        return new WithoutServer(active, Optional.<RoutingTable>empty(), pem -> {
            throw new BadRequest("certificate: nobody reads it here (expected: none)");
        }, (connector, domain) -> new LookedUp(List.of(), Optional.empty()), certificate -> Optional.empty(), Instant.EPOCH);
    }
}
