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

import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;

/**
 * Routes each recipient of a mail and stores one mail per connector and destination in the queue of that connector. An MX route needs a mail
 * for each recipient domain, since one transaction goes to one domain's hosts; smart hosts take all their recipients at once.
 *
 * <p>What is stored leaves the recipients of the mail at once. So when the third of five groups can't be stored, the mail that the caller still
 * holds names exactly the recipients that nobody else looks after.
 */
final class Dispatch {
    private final RouteTable table;
    private final Store store;
    private final Clock clock;

    /** Stores one mail in the queue of one connector. */
    @FunctionalInterface
    interface Store {
        void enqueue(OutboundConnector connector, Mail mail) throws MailQueueException;
    }

    Dispatch(RouteTable table, Store store, Clock clock) {
        this.table = table;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores the mail for all its recipients, by the routes of this moment.
     *
     * @throws MailQueueException when a queue failed; {@code mail} then has just the recipients that are not stored
     */
    void enqueue(Mail mail) throws MailQueueException {
        if (!DeliveryProgress.isNotedOn(mail)) {
            DeliveryProgress.startingAt(clock.instant()).noteOn(mail);
        }
        String name = mail.getName();
        List<Group> groups = groups(mail);
        LinkedHashSet<MailAddress> left = new LinkedHashSet<>(mail.getRecipients());
        try {
            for (Iterator<Group> rest = groups.iterator(); rest.hasNext();) {
                Group group = rest.next();
                if (groups.size() > 1) {
                    mail.setName(name + "-to-" + group.destination());
                }
                mail.setRecipients(group.recipients());
                store.enqueue(group.connector(), mail);
                group.recipients().forEach(left::remove);
            }
        } finally {
            mail.setName(name);
            mail.setRecipients(left);
        }
    }

    private List<Group> groups(Mail mail) {
        Map<Destination, Group> groups = new LinkedHashMap<>();
        Optional<DomainName> sender = mail.getMaybeSender().asOptional().flatMap(Recipients::domain);
        for (MailAddress recipient : mail.getRecipients()) {
            Optional<DomainName> domain = Recipients.domain(recipient);
            OutboundConnector connector = table.routes().route(domain, sender).connectorOrDefault();
            String part = connector.route() instanceof Route.MxRecords ? recipient.getDomain().asString() : "";
            groups.computeIfAbsent(new Destination(connector, part), key -> new Group(key, new ArrayList<>())).recipients().add(recipient);
        }
        return List.copyOf(groups.values());
    }

    private record Destination(OutboundConnector connector, String domain) {
    }

    private record Group(Destination key, List<MailAddress> recipients) {
        OutboundConnector connector() {
            return key.connector();
        }

        String destination() {
            return key.domain().isEmpty() ? QueueNames.of(key.connector().name()).asString() : key.domain();
        }
    }
}
