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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Attribute;
import org.apache.mailet.Mail;

import com.google.common.collect.Maps;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * Stores a mail where the {@link Ways} of its recipients lead: one mail per connector and destination, in the queue of that connector. An MX route needs a mail
 * for each recipient domain, since one transaction goes to one domain's hosts; smart hosts take all their recipients at once. Of a connector with
 * mailboxes each mailbox has a queue.
 *
 * <p>What is refused is stored for nobody.
 *
 * <p>What is stored leaves the recipients of the mail at once. So when the third of five groups can't be stored, the mail that the caller still
 * holds names exactly the recipients that nobody else looks after.
 */
final class Dispatch {
    private final Ways ways;
    private final Store store;
    private final Home home;
    private final Refusal refusal;
    private final MailTrace trace;
    private final Clock clock;

    /** Stores one mail in one queue. */
    @FunctionalInterface
    interface Store {
        void enqueue(MailQueueName queue, Mail mail) throws MailQueueException;
    }

    /** Hands a mail to where the server looks after its own users. */
    @FunctionalInterface
    interface Home {
        void deliver(Mail mail) throws MailQueueException;
    }

    /** Returns the mail for those recipients who are refused, and takes them out of it. */
    @FunctionalInterface
    interface Refusal {
        void refuse(OutboundConnector connector, Mail mail, Map<MailAddress, Failure> refused) throws MailQueueException;
    }

    Dispatch(Ways ways, Store store, Home home, Refusal refusal, MailTrace trace, Clock clock) {
        this.ways = ways;
        this.store = store;
        this.home = home;
        this.refusal = refusal;
        this.trace = trace;
        this.clock = clock;
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
        Map<MailAddress, Way> found = ways.of(mail);
        List<Group> groups = groups(found);
        trace.routed(mail, found);
        if (groups.size() > 1) {
            trace.split(mail, groups.stream().map(Group::destination).toList());
        }
        store(mail, groups.stream().filter(group -> group.refused().isEmpty()).toList(), Optional.empty());
        for (Group group : groups) {
            if (!group.refused().isEmpty()) {
                refusal.refuse(group.refusedBy().orElseThrow(), mail, group.refused());
            }
        }
    }

    /**
     * Stores the mail for those of its recipients that belong to another queue than {@code here}. They are due there at once; the time since they were accepted,
     * and the attempts that have failed, go on counting.
     *
     * @param found the ways of its recipients
     * @throws MailQueueException when a queue failed; {@code mail} then has the recipients that belong here, and those that are not stored
     */
    void moveFrom(MailQueueName here, Mail mail, Map<MailAddress, Way> found) throws MailQueueException {
        List<Group> groups = groups(Maps.filterKeys(found, new HashSet<>(mail.getRecipients())::contains));
        if (groups.stream().allMatch(group -> group.staysIn(here))) {
            return;
        }
        Set<MailAddress> moved = groups.stream().filter(group -> !group.staysIn(here)).flatMap(group -> group.recipients().stream()).collect(Collectors.toSet());
        trace.routed(mail, Maps.filterKeys(found, moved::contains));
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
                if (except.isEmpty() || !group.staysIn(except.get())) {
                    mail.setName(groups.size() > 1 ? part(name, group.destination()) : name);
                    mail.setRecipients(group.recipients());
                    put(group, mail);
                    group.recipients().forEach(left::remove);
                }
            }
        } finally {
            mail.setName(name);
            mail.setRecipients(left);
        }
    }

    private void put(Group group, Mail mail) throws MailQueueException {
        Optional<MailQueueName> queue = group.key().queue();
        if (queue.isPresent()) {
            store.enqueue(queue.get(), mail);
        } else {
            home.deliver(mail);
        }
    }

    private static List<Group> groups(Map<MailAddress, Way> ways) {
        Map<Destination, Group> groups = new LinkedHashMap<>();
        ways.forEach((recipient, way) -> {
            Optional<OutboundConnector> refusedBy = way instanceof Way.Refused refused ? Optional.of(refused.connector()) : Optional.empty();
            Group group = groups.computeIfAbsent(new Destination(way.queue(), way.domain(), refusedBy), key -> new Group(key, new ArrayList<>(), new LinkedHashMap<>()));
            group.recipients().add(recipient);
            if (way instanceof Way.Refused refused) {
                group.refused().put(recipient, refused.why());
            }
        });
        return List.copyOf(groups.values());
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
    private record Destination(Optional<MailQueueName> queue, String domain, Optional<OutboundConnector> refusedBy) {
    }

    private record Group(Destination key, List<MailAddress> recipients, Map<MailAddress, Failure> refused) {
        /** What is refused is given back from where it is. */
        boolean staysIn(MailQueueName queue) {
            return !refused.isEmpty() || key.queue().filter(queue::equals).isPresent();
        }

        Optional<OutboundConnector> refusedBy() {
            return key.refusedBy();
        }

        String destination() {
            return key.domain().isEmpty() ? key.queue().map(MailQueueName::asString).orElse("home") : key.domain();
        }
    }
}
