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
package io.jamesconnectors.smtp.delivery;

import java.net.InetAddress;
import java.util.Optional;

import io.jamesconnectors.connectors.OutboundConnector;

/** From which of our addresses the mail of a connector leaves. Asked for each address that is tried, by many threads at once; answers at once. */
@FunctionalInterface
public interface SourceAddresses {
    /**
     * Those of the connector: the one of the target's family. Where it has none at all the system chooses; where it has one of the other family only, the target is
     * not reached.
     */
    SourceAddresses OF_CONNECTOR = (connector, target) -> connector.sourceAddresses().stream()
        .filter(ours -> ours.getAddress().length == target.getAddress().length).findFirst()
        .or(() -> connector.sourceAddresses().stream().findFirst());

    /**
     * The source address for a connection to {@code target}; empty when the system may choose. One of the other family than {@code target}, or one that
     * is not ours, means that this target is not reached: mail never leaves from another address than the one it was given.
     */
    Optional<InetAddress> of(OutboundConnector connector, InetAddress target);
}
