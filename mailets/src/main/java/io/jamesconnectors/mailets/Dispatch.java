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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.outbound.OutboundRoutes;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.matchers.OutboundAttributes;

/**
 * Routes each recipient of a mail and stores one mail per connector and destination in the queue of that connector. An MX route needs a mail
 * for each recipient domain, since one transaction goes to one domain's hosts; smart hosts take all their recipients at once. Of a connector with
 * mailboxes each mailbox has a queue.
 *
 * <p>What the sending option of a connector forbids is refused here, and stored for nobody. In a queue it moves to the one of the connector itself.
 *
 * <p>A connector that a rule has named ({@link OutboundAttributes#CONNECTOR}) holds for all recipients of the mail, whether it exists or not: mail for one that
 * does not exist waits in the queue of that name.
 *
 * <p>What is stored leaves the recipients of the mail at once. So when the third of five groups can't be stored, the mail that the caller still
 * holds names exactly the recipients that nobody else looks after.
 */
final class Dispatch {
    private final RouteTable table;
    private final Submissions submissions;
    private final Store store;
    private final Refusal refusal;
    private final Clock clock;

    /** Stores one mail in one queue. */
    @FunctionalInterface
    interface Store {
        void enqueue(MailQueueName queue, Mail mail) throws MailQueueException;
    }

    /** Returns the mail for those recipients who are refused, and takes them out of it. */
    @FunctionalInterface
    interface Refusal {
        void refuse(OutboundConnector connector, Mail mail, Map<MailAddress, SubmissionDecision.Refuse> refused) throws MailQueueException;
    }

    Dispatch(RouteTable table, Store store, Refusal refusal, Clock clock) {
        this.table = table;
        this.submissions = new Submissions(table::submission);
        this.store = store;
        this.refusal = refusal;
        this.clock = clock;
    }

    /** The connector that a rule has named for the mail. */
    static Optional<ConnectorName> named(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, OutboundAttributes.CONNECTOR, String.class).map(ConnectorName::parse);
    }

    /**
     * Stores the mail for all its recipients, or refuses it, by the routes of this moment.
     *
     * @throws MailQueueException when a queue failed; {@code mail} then has just the recipients that are not looked after
     */
    void enqueue(Mail mail) throws MailQueueException {
        if (!DeliveryProgress.isNotedOn(mail)) {
            DeliveryProgress.startingAt(clock.instant()).noteOn(mail);
        }
        List<Group> groups = groups(mail);
        store(mail, groups.stream().filter(group -> group.refused().isEmpty()).toList(), Optional.empty());
        for (Group group : groups) {
            if (!group.refused().isEmpty()) {
                refusal.refuse(group.refusedBy().orElseThrow(), mail, group.refused());
            }
        }
    }

    /**
     * Stores the mail for those of its recipients that belong to another queue than {@code here}, by the routes of this moment. They are due there at once;
     * the time since they were accepted, and the attempts that have failed, go on counting.
     *
     * @throws MailQueueException when a queue failed; {@code mail} then has the recipients that belong here, and those that are not stored
     */
    void moveFrom(MailQueueName here, Mail mail) throws MailQueueException {
        List<Group> groups = groups(mail);
        if (groups.stream().allMatch(group -> group.queue().equals(here))) {
            return;
        }
        Optional<Attribute> due = mail.removeAttribute(MailAttributes.NEXT_ATTEMPT);
        try {
            store(mail, groups, Optional.of(here));
        } finally {
            due.ifPresent(mail::setAttribute);
        }
    }

    private void store(Mail mail, List<Group> groups, Optional<MailQueueName> except) throws MailQueueException {
        String name = mail.getName();
        LinkedHashSet<MailAddress> left = new LinkedHashSet<>(mail.getRecipients());
        try {
            for (Group group : groups) {
                if (except.isEmpty() || !group.queue().equals(except.get())) {
                    mail.setName(groups.size() > 1 ? part(name, group.destination()) : name);
                    mail.setRecipients(group.recipients());
                    store.enqueue(group.queue(), mail);
                    group.recipients().forEach(left::remove);
                }
            }
        } finally {
            mail.setName(name);
            mail.setRecipients(left);
        }
    }

    private List<Group> groups(Mail mail) {
        Map<Destination, Group> groups = new LinkedHashMap<>();
        Optional<ConnectorName> rule = named(mail);
        Optional<DomainName> sender = mail.getMaybeSender().asOptional().flatMap(Recipients::domain);
        OutboundRoutes routes = table.routes();
        for (MailAddress recipient : mail.getRecipients()) {
            Optional<OutboundConnector> connector = rule.map(name -> named(routes, name))
                .orElseGet(() -> Optional.of(routes.route(Recipients.domain(recipient), sender).connectorOrDefault()));
            if (connector.isEmpty()) {
                group(groups, new Destination(QueueNames.of(rule.orElseThrow()), "", Optional.empty()), recipient);
            } else {
                add(groups, connector.get(), mail, recipient);
            }
        }
        return List.copyOf(groups.values());
    }

    private void add(Map<Destination, Group> groups, OutboundConnector connector, Mail mail, MailAddress recipient) {
        String domain = connector.route() instanceof Route.MxRecords ? recipient.getDomain().asString() : "";
        if (!connector.enabled()) {
            group(groups, new Destination(QueueNames.of(connector.name()), domain, Optional.empty()), recipient);
            return;
        }
        SubmissionDecision decision = submissions.decide(connector, mail, recipient);
        if (decision instanceof SubmissionDecision.Refuse refuse) {
            group(groups, new Destination(QueueNames.of(connector.name()), domain, Optional.of(connector)), recipient).refused().put(recipient, refuse);
        } else if (decision instanceof SubmissionDecision.Send send) {
            group(groups, new Destination(QueueNames.of(connector.name(), send.mailbox()), domain, Optional.empty()), recipient);
        }
    }

    private static Group group(Map<Destination, Group> groups, Destination destination, MailAddress recipient) {
        Group group = groups.computeIfAbsent(destination, key -> new Group(key, new ArrayList<>(), new LinkedHashMap<>()));
        group.recipients().add(recipient);
        return group;
    }

    private static Optional<OutboundConnector> named(OutboundRoutes routes, ConnectorName name) {
        return name.equals(OutboundConnector.DEFAULT_ROUTE.name()) ? Optional.of(OutboundConnector.DEFAULT_ROUTE) : routes.named(name);
    }

    private static String part(String name, String destination) {
        String suffix = "-to-" + destination;
        return name.endsWith(suffix) ? name : name + suffix;
    }

    /**
     * Where some recipients of a mail belong together.
     *
     * @param domain of the recipients, where each has a mail of its own; else empty
     * @param refusedBy the connector whose option forbids it
     */
    private record Destination(MailQueueName queue, String domain, Optional<OutboundConnector> refusedBy) {
    }

    private record Group(Destination key, List<MailAddress> recipients, Map<MailAddress, SubmissionDecision.Refuse> refused) {
        MailQueueName queue() {
            return key.queue();
        }

        Optional<OutboundConnector> refusedBy() {
            return key.refusedBy();
        }

        String destination() {
            return key.domain().isEmpty() ? queue().asString() : key.domain();
        }
    }
}
