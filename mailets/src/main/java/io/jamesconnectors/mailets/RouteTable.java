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

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionRules;
import io.jamesconnectors.mailets.pace.ThrottlingReplies;

/** The outbound half of the configuration in force; each call may see a newer one. */
interface RouteTable {

    OutboundRoutes routes();

    /** As whom mail is sent, and what a sending option lets pass. */
    SubmissionRules submission();

    /** All outbound connectors of the file, switched-off ones too. */
    List<OutboundConnector> connectors();

    /** The domains that are ours. */
    List<AcceptedDomain> acceptedDomains();

    /** The replies that mean that we are too fast: Exchange Online's, and those of the file. */
    ThrottlingReplies throttling();

    /** Calls {@code listener} after each change of the configuration. */
    void onSwap(Runnable listener);

    static RouteTable of(LiveConnectors live) {
        return new LiveRouteTable(live::current, listener -> live.onSwap(next -> listener.run()));
    }
}
