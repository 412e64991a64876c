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
package io.jamesconnectors.mailets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;

/** A configuration that a test swaps. */
class MutableRouteTable implements RouteTable {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<OutboundConnector> connectors;
    private volatile OutboundRoutes routes;

    MutableRouteTable(OutboundConnector... connectors) {
        this.connectors = List.of(connectors);
        this.routes = routes(this.connectors);
    }

    void swap(OutboundConnector... next) {
        connectors = List.of(next);
        routes = routes(connectors);
        listeners.forEach(Runnable::run);
    }

    @Override
    public OutboundRoutes routes() {
        return routes;
    }

    @Override
    public List<OutboundConnector> connectors() {
        return connectors;
    }

    @Override
    public ThrottlingReplies throttling() {
        return ThrottlingReplies.EXCHANGE_ONLINE;
    }

    @Override
    public void onSwap(Runnable listener) {
        listeners.add(listener);
    }

    private static OutboundRoutes routes(List<OutboundConnector> connectors) {
        return OutboundRoutes.of(new Connectors(List.of(), List.of(), connectors, List.of()));
    }
}
