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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.mailets.QueueTraits.Sharing;

/**
 * The queues that are open, each with its line. A connector has a queue from its first mail on, so that tens of thousands of them that have no mail cost no thread; only that of
 * ordinary delivery is always open, which shows at the start whether there are queues at all.
 *
 * <p>A line that nobody has used for a while, and whose queue is empty, is retired: after about a minute when its connector is gone, after ten minutes else. The
 * next mail opens the queue again. That is for queues of which {@link QueueTraits} say that their subscriptions may end. Where other servers share them, those of our connectors
 * are opened when they are seen: their mail may be waiting.
 *
 * <p>Queues are opened and forgotten under the lock; storing mail takes none of it.
 */
final class OpenQueues {
    private static final Logger LOGGER = LoggerFactory.getLogger(OpenQueues.class);
    private static final MailQueueName ALWAYS_OPEN = QueueNames.of(OutboundConnector.DEFAULT_ROUTE.name());
    private static final int LOOKS_BEFORE_REST = 20;

    private final MailQueueFactory<?> queueFactory;
    private final KnownQueues known;
    private final Lines making;
    private final Map<MailQueueName, QueueLine> lines = new ConcurrentHashMap<>();
    private final Map<MailQueueName, MailQueue> kept = new HashMap<>();
    private final Map<MailQueueName, Quiet> quiet = new HashMap<>();
    private final Lock looking = new ReentrantLock();
    private boolean stopped;

    /** Makes lines, and is told of them. */
    interface Lines {
        /** Whether the queue belongs to a connector of the configuration in force. */
        boolean isInForce(MailQueueName name);

        /** How many mails of the queue may be worked on at once. */
        int atOnce(MailQueueName name);

        /** A line that has not started yet. */
        QueueLine of(MailQueueName name, MailQueue queue);

        /** It has started. */
        void opened(MailQueueName name);

        /** Nothing but these is open; none is opened meanwhile. */
        void stillOpen(Set<MailQueueName> names);
    }

    /**
     * Since when a line is quiet.
     *
     * @param uses of the line, which have not changed since
     * @param looks how often that was seen
     */
    private record Quiet(long uses, int looks) {
    }

    OpenQueues(MailQueueFactory<?> queueFactory, KnownQueues known, Lines making) {
        this.queueFactory = queueFactory;
        this.known = known;
        this.making = making;
    }

    /**
     * Opens those that may hold mail. Whether they do is left to later looks, since a mail that is just moving inside its queue may be missed by one; but those that can't be
     * retired later, none of which moves mail, are looked into at once.
     *
     * @throws MailQueueException when one can't be opened: better not to start than to strand its mail
     */
    synchronized void start() throws MailQueueException {
        Sharing sharing = open(ALWAYS_OPEN).queue().traits().sharing();
        Set<MailQueueName> names = new LinkedHashSet<>();
        known.names().forEach(name -> names.add(MailQueueName.of(name)));
        names.addAll(listed());
        names.remove(ALWAYS_OPEN);
        List<MailQueueName> left = new ArrayList<>();
        for (MailQueueName name : names) {
            if (sharing != Sharing.NOTHING && !(sharing == Sharing.MAIL && making.isInForce(name)) && isEmpty(queueFactory.createQueue(name))) {
                left.add(name);
            } else {
                open(name);
            }
        }
        forget(left);
    }

    Collection<QueueLine> lines() {
        return lines.values();
    }

    /** Its line, if it is open. */
    Optional<QueueLine> find(MailQueueName name) {
        return Optional.ofNullable(lines.get(name));
    }

    /** Its line, which is opened where it is not. It may be retired at any moment; see {@link QueueLine#enQueue}. */
    QueueLine line(MailQueueName name) throws MailQueueException {
        QueueLine line = lines.get(name);
        return line == null || line.isRetired() ? open(name) : line;
    }

    private synchronized QueueLine open(MailQueueName name) throws MailQueueException {
        QueueLine line = lines.get(name);
        if (line != null && !line.isRetired()) {
            return line;
        }
        if (stopped) {
            throw new MailQueueException("queue " + name.asString() + ": stopped (expected: started)");
        }
        try {
            known.remember(name.asString());
            MailQueue before = line == null ? kept.get(name) : line.queue().queue();
            MailQueue queue = before == null ? queueFactory.createQueue(name, MailQueueFactory.prefetchCount(making.atOnce(name))) : before;
            QueueLine added = making.of(name, queue);
            lines.put(name, added);
            kept.remove(name);
            added.start();
            making.opened(name);
            return added;
        } catch (IOException e) {
            throw new MailQueueException("queue " + name.asString() + ": its name can't be kept", e);
        } catch (RuntimeException e) {
            // So do the JMS queues of James tell that their broker is away.
            throw new MailQueueException("queue " + name.asString() + ": can't be opened", e);
        }
    }

    /** Retires what nobody uses, and opens what others share. To be called about twice a minute. */
    void look() throws InterruptedException {
        looking.lockInterruptibly();
        try {
            lookAtAll();
        } finally {
            looking.unlock();
        }
    }

    private void lookAtAll() throws InterruptedException {
        List<QueueLine> retired = new ArrayList<>();
        for (QueueLine line : lines.values()) {
            if (!line.queue().name().equals(ALWAYS_OPEN) && line.queue().traits().sharing() == Sharing.NOTHING && isToRetire(line)) {
                retired.add(line);
            }
        }
        drop(retired);
        QueueLine first = lines.get(ALWAYS_OPEN);
        if (first != null && first.queue().traits().sharing() == Sharing.MAIL) {
            openShared();
        }
        quiet.keySet().retainAll(lines.keySet());
    }

    /** From now on nothing is opened. */
    synchronized void stop() {
        stopped = true;
    }

    /** The queues of retired lines, which are to be closed at the end. */
    synchronized Collection<MailQueue> kept() {
        return List.copyOf(kept.values());
    }

    /** It has to be found idle twice, with half a minute between: what was on its way out of the queue, or inside it, has arrived then. */
    private boolean isToRetire(QueueLine line) throws InterruptedException {
        MailQueueName name = line.queue().name();
        long uses = line.uses();
        Quiet before = quiet.get(name);
        int looks = before != null && before.uses == uses ? before.looks + 1 : 0;
        quiet.put(name, new Quiet(uses, looks));
        if (looks == 0 || looks < LOOKS_BEFORE_REST && making.isInForce(name)) {
            return false;
        }
        if (!isIdle(line)) {
            if (line.isResting()) {
                line.wake();
            }
            return false;
        }
        if (line.isResting()) {
            return line.retire(uses);
        }
        line.rest(uses);
        return false;
    }

    private static boolean isIdle(QueueLine line) {
        try {
            return line.isIdle();
        } catch (MailQueueException | RuntimeException e) {
            LOGGER.debug("queue={} length=unknown", line.queue().name().asString(), e);
            return false;
        }
    }

    private synchronized void drop(List<QueueLine> retired) {
        Set<MailQueueName> dropped = new HashSet<>();
        for (QueueLine line : retired) {
            MailQueueName name = line.queue().name();
            if (lines.remove(name, line)) {
                kept.put(name, line.queue().queue());
                dropped.add(name);
            }
        }
        if (!stopped) {
            forget(dropped);
            making.stillOpen(lines.keySet());
        }
    }

    private void openShared() {
        try {
            for (MailQueueName name : listed()) {
                if (making.isInForce(name)) {
                    line(name);
                }
            }
        } catch (MailQueueException | RuntimeException e) {
            LOGGER.warn("queues=unlisted: mail that other servers have stored is looked for again", e);
        }
    }

    private List<MailQueueName> listed() {
        return queueFactory.listCreatedMailQueues().stream().filter(QueueNames::isConnectorQueue).toList();
    }

    private static boolean isEmpty(@Nullable MailQueue queue) throws MailQueueException {
        return queue instanceof ManageableMailQueue countable && countable.getSize() == 0;
    }

    /** What is not forgotten is only looked into once more at the next start. */
    private void forget(Collection<MailQueueName> names) {
        try {
            known.forget(names.stream().map(MailQueueName::asString).toList());
        } catch (IOException e) {
            LOGGER.warn("queues={} forget=failed", names.size(), e);
        }
    }
}
