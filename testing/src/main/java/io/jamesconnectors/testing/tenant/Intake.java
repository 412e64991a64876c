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
package io.jamesconnectors.testing.tenant;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.office365.Delivery;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.office365.Office365Message;
import io.jamesconnectors.testing.office365.Peer;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/** Hands over what the endpoints take: the connector that mail was attributed to says where it came from (reference §3.1). */
final class Intake implements Delivery {
    private final Map<String, InboundConnector> connectors;
    private final Transport transport;
    private final Journal journal;

    Intake(Map<String, InboundConnector> connectors, Transport transport, Journal journal) {
        this.connectors = connectors;
        this.transport = transport;
        this.journal = journal;
    }

    @Override
    public Optional<String> take(Office365Message taken) {
        ReceivedMessage message = taken.message();
        if (!Stream.concat(Stream.of(message.sender()).filter(sender -> !sender.isEmpty()), message.recipients().stream()).allMatch(Address::isSound)) {
            return refuse(taken, "501 5.1.3 Invalid address");
        }
        if (transport.isFull()) {
            return refuse(taken, "451 4.3.2 Temporary server error. Please try again later");
        }
        transport.accept(new Arrival(taken.at(), source(taken), taken.connector(), Optional.of(taken.peer()), message), Kind.TAKEN,
            taken.connector().map(connector -> "connector " + connector).orElse("no connector"));
        return Optional.empty();
    }

    @Override
    public void refused(Peer peer, String sender, String recipients, String reply) {
        journal.happened(new TenantEvent(Instant.now(), Kind.REFUSED, 0, "", sender, recipients, peer.helloName(), reply));
    }

    private Optional<String> refuse(Office365Message taken, String reply) {
        refused(taken.peer(), taken.message().sender(), String.join(",", taken.message().recipients()), reply);
        return Optional.of(reply);
    }

    private Source source(Office365Message taken) {
        if (taken.mailbox().isPresent()) {
            return Source.MAILBOX;
        }
        return taken.connector().map(connectors::get).map(connector -> connector.ownServers() ? Source.ON_PREMISES : Source.PARTNER).orElse(Source.INTERNET);
    }
}
