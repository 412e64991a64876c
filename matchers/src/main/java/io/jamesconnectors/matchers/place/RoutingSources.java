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
package io.jamesconnectors.matchers.place;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.annotation.PreDestroy;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;
import com.google.inject.Singleton;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Hybrid.RoutingTableFile;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.connectors.hybrid.Hybridity;
import io.jamesconnectors.connectors.hybrid.RoutingLookup;

/**
 * What is written outside James about who lives on the other side, kept in memory: the file of the routing table, and the directory of James's users, where
 * they are in one. A file is read when James starts, at each reload of {@code connectors.xml}, and by a daemon thread within two or three {@link #PERIOD
 * periods} after it has changed; the directory every minute, by another. What can't be read changes nothing: the last good answer stays in force, the log and
 * the health check say so.
 */
@Singleton
public final class RoutingSources {
    /** How often is looked whether the file has changed. It is read when it has not changed once more since the look before. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(RoutingSources.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final DirectoryCopy directory;
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, RoutingSources::daemon);
    private volatile @Nullable TableFile table;
    private boolean watching;

    /**
     * One source.
     *
     * @param name what an administrator calls it
     * @param isThere whether it can be asked at all
     * @param fault why what it says is not the newest; empty when it is
     */
    public record State(String name, boolean isThere, Optional<String> fault) {
    }

    @Inject
    RoutingSources(LiveConnectors live, UserDirectory users, Clock clock) {
        this(new DirectoryCopy(users, clock));
        follow(live.current().connectors());
        live.onSwap(active -> follow(active.connectors()));
    }

    RoutingSources(DirectoryCopy directory) {
        this.directory = directory;
    }

    /** The files of a configuration as they are now: nothing looks at them again, and no directory is asked. */
    public static RoutingSources unwatched(Connectors connectors) {
        RoutingSources sources = new RoutingSources(new DirectoryCopy(UserDirectory.NONE, Clock.systemUTC()));
        sources.read(connectors);
        return sources;
    }

    /** What the routing table of a configuration says; a table that has not been read yet can't be asked. */
    RoutingLookup inTable(Optional<RoutingTableFile> wanted, String address) {
        if (wanted.isEmpty()) {
            return RoutingLookup.NOT_FOUND;
        }
        @Nullable TableFile known = table;
        return known == null || !known.path().equals(wanted.get().path()) ? RoutingLookup.UNAVAILABLE : known.find(address);
    }

    /** What the directory of the server's users says, as far as it leads to one of these domains. */
    RoutingLookup inDirectory(Set<DomainName> wanted, String address) {
        return wanted.isEmpty() ? RoutingLookup.NOT_FOUND : directory.find(wanted, address);
    }

    /** What there is, and how it is. */
    public List<State> states() {
        List<State> states = new ArrayList<>();
        @Nullable TableFile known = table;
        if (known != null) {
            states.add(new State("routing table " + known.path(), known.isThere(), known.fault()));
        }
        directory.state().ifPresent(states::add);
        return states;
    }

    /** Takes over what a configuration wants; its file has been read when this returns. */
    synchronized void follow(Connectors connectors) {
        read(connectors);
        if (!watching && (table != null || directory.isWanted()) && !threads.isShutdown()) {
            watching = true;
            threads.scheduleWithFixedDelay(this::lookAtTable, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
            threads.scheduleWithFixedDelay(this::askDirectory, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at the file once. */
    void lookAtTable() {
        @Nullable TableFile known = table;
        if (known != null) {
            quietly(known::look);
        }
    }

    /** Asks the directory, when it is time to. */
    void askDirectory() {
        quietly(directory::refresh);
    }

    /** Stops; what has been read stays in force. */
    @PreDestroy
    public void stop() throws InterruptedException {
        threads.shutdownNow();
        if (!threads.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warn("routing_sources stop=late after_seconds={}", STOP_TIMEOUT.toSeconds());
        }
    }

    /** Reads what a configuration wants, and begins no watch. */
    synchronized void read(Connectors connectors) {
        Optional<Path> path = connectors.hybrid().routingTable().map(RoutingTableFile::path);
        @Nullable TableFile before = table;
        @Nullable TableFile next = path.map(wanted -> before != null && before.path().equals(wanted) ? before : new TableFile(wanted)).orElse(null);
        if (next != null) {
            next.read();
        }
        table = next;
        directory.follow(Hybridity.otherSide(connectors));
    }

    /** A task that throws would never run again. */
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.error("routing_sources refresh=failed unexpectedly", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "routing-sources");
        thread.setDaemon(true);
        return thread;
    }
}
