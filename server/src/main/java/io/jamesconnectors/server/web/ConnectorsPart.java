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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.james.webadmin.utils.JsonTransformer;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.Direction;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.LiveConnectors;

import spark.Request;
import spark.Response;
import spark.Service;

/** The connectors of the configuration in force with what is known of them at the moment. */
public final class ConnectorsPart implements WebPart {
    private static final int LONGEST_SEARCH = 200;
    /** From so many connectors on a page is a long one, whose queues are not all asked each time. */
    private static final int LONG_PAGE = 101;
    private static final Duration LONG_PAGE_FRESH = Duration.ofSeconds(30);

    private final ConnectorIndex index;
    private final Live live;
    private final JsonTransformer json;

    @Inject
    public ConnectorsPart(LiveConnectors connectors, Live live, JsonTransformer json) {
        this.index = new ConnectorIndex(() -> connectors.current().connectors());
        this.live = live;
        this.json = json;
    }

    @Override
    public void define(Service service) {
        service.get(BASE_PATH, this::list, json);
        service.get(ConnectorIndex.NAMED, this::detail, json);
    }

    /** In the order of the file, inbound ones first; ordinary delivery last. */
    private PageJson<SummaryJson> list(Request request, Response response) {
        Paging paging = Paging.of(request);
        Optional<Direction> direction = ConnectorIndex.direction(request);
        Optional<State> state = Parameter.word(request, "state", State.values(), State::word);
        String search = Parameter.text(request, "q", LONGEST_SEARCH).orElse("").strip().toLowerCase(Locale.ROOT);
        Connectors current = index.connectors();
        Duration fresh = paging.limit() < LONG_PAGE ? Live.NOW : LONG_PAGE_FRESH;
        List<Supplier<SummaryJson>> found = new ArrayList<>();
        if (direction.filter(Direction.OUTBOUND::equals).isEmpty()) {
            current.inbound().stream().filter(connector -> matches(connector, search) && state.filter(wanted -> wanted != live.state(connector)).isEmpty())
                .forEach(connector -> found.add(() -> live.summary(connector)));
        }
        if (direction.filter(Direction.INBOUND::equals).isEmpty()) {
            Stream.concat(current.outbound().stream(), Stream.of(OutboundConnector.DEFAULT_ROUTE))
                .filter(connector -> matches(connector, search) && state.filter(wanted -> wanted != live.state(connector)).isEmpty())
                .forEach(connector -> found.add(() -> live.summary(connector, fresh)));
        }
        return new PageJson<>(found.size(), paging.offset(), paging.part(found).stream().map(Supplier::get).toList());
    }

    private DetailJson detail(Request request, Response response) {
        ConnectorIndex.Named named = index.named(request);
        return named.inbound().map(live::detail).orElseGet(() -> live.detail(named.outbound().orElseThrow()));
    }

    private static boolean matches(InboundConnector connector, String search) {
        return holds(connector.name().asString(), search) || holds(connector.comment(), search) || anyHolds(connector.senderDomains(), search)
            || connector.certificate().filter(certificate -> anyHolds(certificate.names(), search)).isPresent();
    }

    private static boolean matches(OutboundConnector connector, String search) {
        return holds(connector.name().asString(), search) || holds(connector.comment(), search) || anyHolds(connector.recipientDomains(), search)
            || connector.route() instanceof OutboundConnector.Route.SmartHosts smartHosts && smartHosts.hosts().stream().anyMatch(host -> holds(host.host(), search));
    }

    private static boolean anyHolds(List<DomainPattern> patterns, String search) {
        return patterns.stream().anyMatch(pattern -> holds(pattern.asString(), search));
    }

    private static boolean holds(String text, String search) {
        return search.isEmpty() || text.toLowerCase(Locale.ROOT).contains(search);
    }
}
