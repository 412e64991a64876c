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
package io.jamesconnectors.connectors.file;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionRules;

/**
 * A configuration in force, with its indexes: all of them are of the same file, so whoever takes one instance sees one configuration.
 *
 * @param connectors what the file says
 * @param inbound who may send
 * @param outbound by which route mail leaves
 * @param submission as whom it is sent, and what a sending option lets pass
 */
public record ActiveConnectors(Connectors connectors, InboundRules inbound, OutboundRoutes outbound, SubmissionRules submission) {

    /** Builds the indexes. */
    public static ActiveConnectors of(Connectors connectors) {
        return new ActiveConnectors(connectors, InboundRules.of(connectors), OutboundRoutes.of(connectors), SubmissionRules.of(connectors));
    }
}
