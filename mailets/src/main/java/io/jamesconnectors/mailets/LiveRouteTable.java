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
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionRules;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;

/** The configuration that the server has loaded. Safe for use by several threads. */
final class LiveRouteTable implements RouteTable {
    private final Supplier<ActiveConnectors> current;
    private final Consumer<Runnable> onSwap;
    private volatile Throttling throttling = new Throttling(List.of(), ThrottlingReplies.EXCHANGE_ONLINE);

    /** The replies that were made of the expressions of the file last. */
    private record Throttling(List<String> expressions, ThrottlingReplies replies) {
    }

    LiveRouteTable(Supplier<ActiveConnectors> current, Consumer<Runnable> onSwap) {
        this.current = current;
        this.onSwap = onSwap;
    }

    @Override
    public OutboundRoutes routes() {
        return current.get().outbound();
    }

    @Override
    public SubmissionRules submission() {
        return current.get().submission();
    }

    @Override
    public List<OutboundConnector> connectors() {
        return current.get().connectors().outbound();
    }

    @Override
    public List<AcceptedDomain> acceptedDomains() {
        return current.get().connectors().acceptedDomains();
    }

    @Override
    public ThrottlingReplies throttling() {
        List<String> expressions = current.get().connectors().throttling();
        Throttling last = throttling;
        if (!last.expressions().equals(expressions)) {
            last = new Throttling(expressions, ThrottlingReplies.EXCHANGE_ONLINE.and(expressions));
            throttling = last;
        }
        return last.replies();
    }

    @Override
    public void onSwap(Runnable listener) {
        onSwap.accept(listener);
    }
}
