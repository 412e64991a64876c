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

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionRules;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;

/** A configuration that a test swaps. */
class MutableRouteTable implements RouteTable {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<AcceptedDomain> acceptedDomains;
    private volatile ActiveConnectors active;

    MutableRouteTable(OutboundConnector... connectors) {
        this(List.of(), connectors);
    }

    MutableRouteTable(List<AcceptedDomain> acceptedDomains, OutboundConnector... connectors) {
        this.acceptedDomains = acceptedDomains;
        this.active = active(connectors);
    }

    void swap(OutboundConnector... next) {
        active = active(next);
        listeners.forEach(Runnable::run);
    }

    @Override
    public OutboundRoutes routes() {
        return active.outbound();
    }

    @Override
    public List<OutboundConnector> connectors() {
        return active.connectors().outbound();
    }

    @Override
    public SubmissionRules submission() {
        return active.submission();
    }

    @Override
    public List<AcceptedDomain> acceptedDomains() {
        return acceptedDomains;
    }

    @Override
    public ThrottlingReplies throttling() {
        return ThrottlingReplies.EXCHANGE_ONLINE;
    }

    @Override
    public void onSwap(Runnable listener) {
        listeners.add(listener);
    }

    private ActiveConnectors active(OutboundConnector... connectors) {
        return ActiveConnectors.of(new Connectors(acceptedDomains, List.of(), List.of(connectors), List.of()));
    }
}
