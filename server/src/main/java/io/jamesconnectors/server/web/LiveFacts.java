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

import java.time.Clock;

import org.apache.james.domainlist.api.DomainList;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.explain.Surroundings;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.mailets.ConnectorQueues;
import io.jamesconnectors.matchers.place.Places;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.inbound.ClientCertificates;

/** What a running server knows beside its configuration. */
public final class LiveFacts {
    private final DomainList domains;
    private final Places places;
    private final ConnectorQueues queues;
    private final Delivery delivery;
    private final ClientCertificates certificates;
    private final AuthorizedClients authorized;
    private final MailDns dns;
    private final Clock clock;

    @Inject
    LiveFacts(DomainList domains, Places places, ConnectorQueues queues, Delivery delivery, ClientCertificates certificates, AuthorizedClients authorized, MailDns dns, Clock clock) {
        this.domains = domains;
        this.places = places;
        this.queues = queues;
        this.delivery = delivery;
        this.certificates = certificates;
        this.authorized = authorized;
        this.dns = dns;
        this.clock = clock;
    }

    /** The facts for one explanation by that configuration. */
    Surroundings of(ActiveConnectors active) {
        return new LiveSurroundings(active, this);
    }

    DomainList domains() {
        return domains;
    }

    Places places() {
        return places;
    }

    ConnectorQueues queues() {
        return queues;
    }

    Delivery delivery() {
        return delivery;
    }

    ClientCertificates certificates() {
        return certificates;
    }

    AuthorizedClients authorized() {
        return authorized;
    }

    MailDns dns() {
        return dns;
    }

    Clock clock() {
        return clock;
    }
}
