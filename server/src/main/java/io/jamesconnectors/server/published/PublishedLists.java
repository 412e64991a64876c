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
package io.jamesconnectors.server.published;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.annotation.PreDestroy;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.file.LastReload.Occasion;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.server.published.ListUpdate.Failed;
import io.jamesconnectors.server.published.ListUpdate.Outcome;
import io.jamesconnectors.server.published.ListUpdate.Replaced;

/**
 * Keeps the lists of published addresses up to date that the configuration names a web service for. All of it happens on one daemon thread, which
 * there is only when there is such a list. What fails changes nothing: the last good list stays, and stays in force.
 */
public final class PublishedLists {
    private static final Logger LOGGER = LoggerFactory.getLogger(PublishedLists.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final long NEVER = Long.MAX_VALUE;

    private final Web web;
    private final LongSupplier clock;
    private final DoubleSupplier spread;
    private final Map<Key, KeptList> kept = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, PublishedLists::daemon);
    private volatile Supplier<List<PublishedAddresses>> wanted = List::of;
    private volatile Runnable reload = () -> { };
    private @Nullable ScheduledFuture<?> next;

    /** The file and the web service of a list: where one of them changes, it is another list. */
    private record Key(Path file, PublishedAddresses.Source source) {
    }

    /** Over the network. */
    @Inject
    public PublishedLists() {
        this(new HttpWeb(ANSWER_TIMEOUT), System::currentTimeMillis, Math::random);
    }

    PublishedLists(Web web, LongSupplier clock, DoubleSupplier spread) {
        this.web = web;
        this.clock = clock;
        this.spread = spread;
    }

    /** Begins with the lists of the configuration in force, and follows its changes. */
    public void start(LiveConnectors live) {
        watch(() -> live.current().connectors().publishedAddresses(), () -> live.refreshFor(Occasion.LISTS));
        live.onSwap(active -> wake());
        wake();
    }

    /** How fresh the lists are. */
    public List<Freshness> freshness() {
        return kept.values().stream().map(KeptList::freshness).toList();
    }

    /** Stops; an update that is under way is given up, which leaves the list as it was. */
    @PreDestroy
    public void stop() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.warn("published_addresses stop=late after_seconds={}", STOP_TIMEOUT.toSeconds());
        }
    }

    void watch(Supplier<List<PublishedAddresses>> lists, Runnable whenChanged) {
        wanted = lists;
        reload = whenChanged;
        follow(clock.getAsLong());
    }

    /** Updates what is due. Returns when something will be due next, or {@link Long#MAX_VALUE}. */
    long tick(long now) throws InterruptedException {
        boolean changed = false;
        for (Map.Entry<Key, PublishedAddresses> entry : follow(now).entrySet()) {
            KeptList list = kept.get(entry.getKey());
            if (list != null && list.due() <= now) {
                Outcome outcome = list.ask(now, spread.getAsDouble());
                log(entry.getValue().name(), outcome, list.due() - now);
                changed |= !(outcome instanceof Failed) && list.differsFrom(entry.getValue());
            }
        }
        if (changed) {
            reload.run();
        }
        return kept.values().stream().mapToLong(KeptList::due).min().orElse(NEVER);
    }

    private Map<Key, PublishedAddresses> follow(long now) {
        Map<Key, PublishedAddresses> lists = wanted.get().stream()
            .filter(list -> list.source().isPresent())
            .collect(Collectors.toMap(list -> new Key(list.file(), list.source().orElseThrow()), list -> list, (first, second) -> first));
        kept.keySet().retainAll(lists.keySet());
        lists.forEach((key, list) -> kept.computeIfAbsent(key, absent -> KeptList.of(list, key.source(), web, now)));
        return lists;
    }

    private void wake() {
        if (kept.isEmpty() && wanted.get().stream().noneMatch(list -> list.source().isPresent())) {
            return;
        }
        try {
            thread.execute(this::round);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("published_addresses stopped already");
        }
    }

    private void round() {
        if (next != null) {
            next.cancel(false);
        }
        long now = clock.getAsLong();
        long due = now + Pace.PERIOD;
        try {
            due = tick(now);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOGGER.error("published_addresses update=failed unexpectedly", e);
        }
        if (due != NEVER && !thread.isShutdown()) {
            next = thread.schedule(this::round, Math.max(0, due - clock.getAsLong()), TimeUnit.MILLISECONDS);
        }
    }

    private static void log(String name, Outcome outcome, long wait) {
        if (outcome instanceof Failed failed) {
            LOGGER.warn("published_addresses name=\"{}\" update=failed next_in_minutes={} reason=\"{}\"", name, wait / 60_000, failed.why());
        } else if (outcome instanceof Replaced replaced && replaced.dropsMoreThanHalf()) {
            LOGGER.warn("published_addresses name=\"{}\" update=replaced version={} ranges={} dropped={} of={}: more than half are gone, "
                + "look whether that can be true", name, replaced.version(), replaced.ranges(), replaced.dropped(), replaced.before());
        } else if (outcome instanceof Replaced replaced) {
            LOGGER.info("published_addresses name=\"{}\" update=replaced version={} ranges={} dropped={} of={}",
                name, replaced.version(), replaced.ranges(), replaced.dropped(), replaced.before());
        } else {
            LOGGER.debug("published_addresses name=\"{}\" update=current", name);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "published-addresses");
        thread.setDaemon(true);
        return thread;
    }
}
