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
package io.jamesconnectors.gateway.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.RegionBroker;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.store.SharedFileLocker;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/**
 * The message broker inside the gateway. It listens on no port: only this process reaches it.
 *
 * <p>What it guarantees: a send has returned only after the message was synced to the journal (or was taken and acknowledged by a consumer
 * before that); an acknowledgement likewise. So after {@code kill -9} every mail that was accepted is there, and only what was in flight
 * comes a second time. It is started before James and must be closed after it.
 *
 * <p>A full disk makes sends fail (the SMTP client is told to come again) and does not stop anything; any other error of the journal stops
 * the broker, which runs the action given to {@link #start}, for a gateway that can't store mail must not accept it.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Queues of mail that is ready. */
    static final String READY = "mail.";
    /** Queues of mail that waits for its time. They vanish once empty. */
    static final String WAITING = "wait.";

    private static final long MEGABYTE = 1024L * 1024L;
    private static final long MEMORY_PER_QUEUE = Math.min(32 * MEGABYTE, Runtime.getRuntime().maxMemory() / 16);
    /** Of the heap: messages that wait in the broker; bodies that are being processed or delivered; bodies on their way into the journal, which has copies of its own of them. */
    private static final int WAITING_SHARE = 8;
    private static final int IN_HAND_SHARE = 16;
    private static final int STORING_SHARE = 32;
    private static final int DISK_PERCENT = 95;
    private static final int EMPTY_QUEUE_GOES_AFTER_MILLIS = 10_000;
    private static final int BROWSED_AT_MOST = 2_000;

    private final BrokerService broker;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final BodyMemory bodiesBeingStored = new BodyMemory(Runtime.getRuntime().maxMemory() / STORING_SHARE);
    private final BodyMemory bodiesInHand = new BodyMemory(Runtime.getRuntime().maxMemory() / IN_HAND_SHARE);

    private EmbeddedBroker(BrokerService broker) {
        this.broker = broker;
    }

    /**
     * Starts a broker on the given directory, which is created when missing.
     *
     * @param onFailure run once when the broker stops by itself, on a thread of the broker
     * @throws IOException when the directory can't be used, or another broker has it
     */
    public static EmbeddedBroker start(Path directory, Runnable onFailure) throws IOException {
        Files.createDirectories(directory);
        BrokerService service = new BrokerService();
        EmbeddedBroker embedded = new EmbeddedBroker(service);
        service.setBrokerName("gateway-" + UUID.randomUUID());
        service.setDataDirectoryFile(directory.toFile());
        service.setUseJmx(false);
        service.setUseShutdownHook(false);
        service.setSchedulerSupport(false);
        service.setAdvisorySupport(false);
        service.setDedicatedTaskRunner(false);
        service.setSchedulePeriodForDestinationPurge(EMPTY_QUEUE_GOES_AFTER_MILLIS);
        service.setDestinationPolicy(policies());
        service.addShutdownHook(() -> {
            if (!embedded.closing.get()) {
                onFailure.run();
            }
        });
        try {
            service.setPersistenceAdapter(journal(directory.resolve("kahadb")));
            service.getSystemUsage().getMemoryUsage().setLimit(Math.max(Runtime.getRuntime().maxMemory() / WAITING_SHARE, 2 * MEMORY_PER_QUEUE));
            service.getSystemUsage().getStoreUsage().setLimit(diskFor(directory));
            service.getSystemUsage().getTempUsage().setLimit(MEMORY_PER_QUEUE);
            service.getSystemUsage().setSendFailIfNoSpace(true);
            service.start();
            if (!service.waitUntilStarted()) {
                throw new IOException("the mail store did not start: " + directory);
            }
        } catch (Exception e) {
            embedded.close();
            throw e instanceof IOException io ? io : new IOException("the mail store did not start: " + directory, e);
        }
        return embedded;
    }

    /** What is used already and nearly all that is free, in bytes; the broker would warn at each start of a share of the whole disk. */
    private static long diskFor(Path directory) throws IOException {
        long used = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                used += Files.size(file);
            }
        }
        return used + Files.getFileStore(directory).getUsableSpace() / 100 * DISK_PERCENT;
    }

    private static KahaDBPersistenceAdapter journal(Path directory) throws IOException {
        KahaDBPersistenceAdapter journal = new KahaDBPersistenceAdapter();
        journal.setDirectory(directory.toFile());
        journal.setJournalDiskSyncStrategy("always");
        journal.setChecksumJournalFiles(true);
        journal.setCheckForCorruptJournalFiles(true);
        journal.setConcurrentStoreAndDispatchQueues(true);
        SharedFileLocker locker = new SharedFileLocker();
        locker.setFailIfLocked(true);
        journal.setLocker(locker);
        return journal;
    }

    private static PolicyMap policies() {
        PolicyEntry ready = policy(READY + ">");
        PolicyEntry waiting = policy(WAITING + ">");
        waiting.setGcInactiveDestinations(true);
        waiting.setInactiveTimeoutBeforeGC(EMPTY_QUEUE_GOES_AFTER_MILLIS);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(ready, waiting));
        return policies;
    }

    private static PolicyEntry policy(String queues) {
        PolicyEntry policy = new PolicyEntry();
        policy.setQueue(queues);
        // Mail that nobody fetches goes to disk; a sender is never held up, for it may be the very thread that fetches.
        policy.setProducerFlowControl(false);
        policy.setMemoryLimit(MEMORY_PER_QUEUE);
        policy.setMaxBrowsePageSize(BROWSED_AT_MOST);
        policy.setEnableAudit(false);
        return policy;
    }

    /**
     * Connections to this broker: sends and acknowledgements return when they are on disk; nothing is fetched ahead.
     * Once the broker is closed they fail. Without {@code create=false} the client would quietly start a broker of its own, and mail would vanish in it.
     */
    ActiveMQConnectionFactory connections() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + broker.getBrokerName() + "?create=false");
        ActiveMQPrefetchPolicy nothingAhead = new ActiveMQPrefetchPolicy();
        nothingAhead.setAll(0);
        nothingAhead.setQueueBrowserPrefetch(100);
        factory.setPrefetchPolicy(nothingAhead);
        RedeliveryPolicy forEver = new RedeliveryPolicy();
        forEver.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
        factory.setRedeliveryPolicy(forEver);
        factory.setTrustAllPackages(false);
        factory.setTrustedPackages(List.of());
        factory.setAlwaysSyncSend(true);
        factory.setSendAcksAsync(false);
        factory.setCopyMessageOnSend(false);
        factory.setWatchTopicAdvisories(false);
        return factory;
    }

    /** Room for bodies that are being stored. */
    BodyMemory bodiesBeingStored() {
        return bodiesBeingStored;
    }

    /** Room for bodies of mail that was given out and is not done. */
    BodyMemory bodiesInHand() {
        return bodiesInHand;
    }

    /** How many messages a queue holds, those being delivered among them; 0 for one that does not exist. */
    long depth(ActiveMQQueue queue) {
        Destination destination = destinations().get(queue);
        return destination == null ? 0 : destination.getDestinationStatistics().getMessages().getCount();
    }

    /** The queues whose name begins so. */
    List<ActiveMQQueue> queuesStartingWith(String prefix) {
        return destinations().keySet().stream()
                .filter(ActiveMQQueue.class::isInstance)
                .map(ActiveMQQueue.class::cast)
                .filter(queue -> queue.getPhysicalName().startsWith(prefix))
                .toList();
    }

    private Map<ActiveMQDestination, Destination> destinations() {
        try {
            return broker.getRegionBroker() instanceof RegionBroker region
                    ? region.getDestinationMap()
                    : Map.of();
        } catch (Exception e) {
            throw new IllegalStateException("the mail store is not running", e);
        }
    }

    /** Stops the broker; what is stored stays. Closing twice does no harm. */
    @Override
    public void close() {
        closing.set(true);
        try {
            broker.stop();
            broker.waitUntilStopped();
        } catch (Exception e) {
            throw new IllegalStateException("the mail store did not stop cleanly", e);
        }
    }
}
