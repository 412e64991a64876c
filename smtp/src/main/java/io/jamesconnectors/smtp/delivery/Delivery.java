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

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.health.HealthCounters;
import io.jamesconnectors.smtp.health.HostState;
import io.jamesconnectors.smtp.login.Tokens;

/**
 * Delivers messages by SMTP; one instance serves the whole process. Safe for use by many threads at once.
 */
public interface Delivery extends AutoCloseable {

    /**
     * Tries once to deliver a message: finds the hosts, tries them in order until every recipient has an answer, and verifies
     * the security of each connection against the floor of the connector before anything of the message is sent.
     * Blocks the calling thread, within the timeouts of RFC 5321 §4.5.3.2.
     *
     * @param connector whose route, floor, names, limits hold
     * @param mailbox whom to send as: it is logged in as, and the connection carries nobody else's mail; empty where nobody logs in
     * @param recipientDomain the domain of all the recipients: whose MX records are asked
     * @param ehloName the name by which we introduce ourselves: a domain name or an address literal
     * @return an outcome for every recipient; failures are outcomes, never exceptions
     * @throws InterruptedException when the thread was interrupted: take the message as not attempted (a copy may have arrived)
     */
    DeliveryResult attempt(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName recipientDomain, Envelope envelope, Body body, String ehloName)
        throws InterruptedException;

    /** What was done since the start. */
    DeliveryCounters counters();

    /** What {@code connector} has done since the start. */
    default ConnectorCounters counters(ConnectorName connector) {
        return ConnectorCounters.NONE;
    }

    /** How {@code connector} gets on with the hosts that it has met. */
    default List<HostState> hosts(ConnectorName connector) {
        return List.of();
    }

    /** How each connector gets on with the hosts that it has met. */
    default List<HostState> hosts() {
        return List.of();
    }

    /** Where this process itself listens, which is where no mail is sent. */
    default Set<InetSocketAddress> listeners() {
        return Set.of();
    }

    /** What the health of hosts led to since the start. */
    default HealthCounters healthCounters() {
        return HealthCounters.NONE;
    }

    /** How the identities that log in with tokens get on. */
    default List<Tokens.State> tokens() {
        return List.of();
    }

    /** Ends idle connections with QUIT and breaks the others, within seconds. */
    @Override
    void close();
}
