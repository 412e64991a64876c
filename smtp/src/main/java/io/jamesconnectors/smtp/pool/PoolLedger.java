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
package io.jamesconnectors.smtp.pool;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.smtp.pool.PoolKey.Holder;

/**
 * Who holds which connection, and which must go: the book-keeping of the pool, without clock, thread or socket. Not safe for use by several
 * threads; {@link ConnectionPool} guards it.
 *
 * <p>Invariant: for each holder, places taken = connections at work + connections idle, at most {@code maxConnections} as of the last question.
 * The most recently used idle connection is lent first, so that the others grow old and are closed when there is little to do.
 *
 * @param <C> a connection
 */
final class PoolLedger<C> {

    /** What {@link #acquire} found. */
    sealed interface Grant<C> {
        /** An idle connection. */
        record Reuse<C>(Entry<C> entry) implements Grant<C> {
        }

        /** A place for a new connection; {@code evicted} gave it up and must be closed. */
        record Open<C>(@Nullable C evicted) implements Grant<C> {
        }

        /** All places are taken by connections at work. */
        record Wait<C>() implements Grant<C> {
        }
    }

    /** One connection in the book. */
    static final class Entry<C> {
        private final C connection;
        private final PoolKey key;
        private final ConnectionLimits limits;
        private final long openedNanos;
        private long idleSinceNanos;
        private int uses;

        private Entry(C connection, PoolKey key, ConnectionLimits limits, long openedNanos) {
            this.connection = connection;
            this.key = key;
            this.limits = limits;
            this.openedNanos = openedNanos;
        }

        C connection() {
            return connection;
        }

        /** How long it may still lie idle, in nanoseconds; nothing or less means that its time is over. */
        private long remaining(long nowNanos) {
            return Math.min(limits.idleTimeout().toNanos() - (nowNanos - idleSinceNanos),
                limits.maxConnectionLifetime().toNanos() - (nowNanos - openedNanos));
        }
    }

    /**
     * What is to be done now.
     *
     * @param connections to be closed; they are no longer in the book
     * @param nanosUntilNext when to ask again; {@link Long#MAX_VALUE} when nothing is idle
     */
    record Closing<C>(List<C> connections, long nanosUntilNext) {
    }

    private static final class Places<C> {
        private final Map<PoolKey, ArrayDeque<Entry<C>>> idle = new LinkedHashMap<>();
        private int taken;
        private int idleCount;
    }

    private final Map<Holder, Places<C>> holders = new HashMap<>();

    /** Asks for a connection, or for a place for one. A place that is granted is given back by {@link #free} or filled by {@link #opened}. */
    Grant<C> acquire(PoolKey key, ConnectionLimits limits, long nowNanos) {
        Places<C> places = holders.computeIfAbsent(key.holder(), holder -> new Places<>());
        ArrayDeque<Entry<C>> same = places.idle.get(key);
        Entry<C> last = same == null ? null : same.peekLast();
        if (last != null && last.remaining(nowNanos) > 0) {
            take(places, last);
            return new Grant.Reuse<>(last);
        }
        if (places.taken < limits.maxConnections()) {
            places.taken++;
            return new Grant.Open<>(null);
        }
        if (places.idleCount > 0) {
            Entry<C> other = places.idle.values().iterator().next().getFirst();
            take(places, other);
            return new Grant.Open<>(other.connection);
        }
        return new Grant.Wait<>();
    }

    /** Where the idle connections of a holder lead, when a new one would cost one of them; nothing while there is room for more. */
    Set<InetSocketAddress> idleWhenFull(Holder holder, ConnectionLimits limits) {
        Places<C> places = holders.get(holder);
        return places == null || places.taken < limits.maxConnections() ? Set.of()
            : places.idle.keySet().stream().map(key -> key.destination().address()).collect(Collectors.toUnmodifiableSet());
    }

    /** Fills a place that was granted. */
    Entry<C> opened(C connection, PoolKey key, ConnectionLimits limits, long nowNanos) {
        return new Entry<>(connection, key, limits, nowNanos);
    }

    /** Gives a place back: its connection was not opened, or is closed. */
    void free(Holder holder) {
        Places<C> places = holders.get(holder);
        if (places != null && --places.taken == 0) {
            holders.remove(holder);
        }
    }

    /**
     * Takes a connection back after a message.
     *
     * @return whether it stays; if not, it must be closed, and its place is free
     */
    boolean release(Entry<C> entry, boolean reusable, long nowNanos) {
        entry.uses++;
        entry.idleSinceNanos = nowNanos;
        Places<C> places = holders.get(entry.key.holder());
        if (!reusable || entry.uses >= entry.limits.maxMessagesPerConnection() || entry.remaining(nowNanos) <= 0 || places == null) {
            free(entry.key.holder());
            return false;
        }
        places.idle.computeIfAbsent(entry.key, key -> new ArrayDeque<>()).addLast(entry);
        places.idleCount++;
        return true;
    }

    /** Strikes out an idle connection that ended by itself. Does nothing when it is at work: then its lease will give the place back. */
    boolean ended(Entry<C> entry) {
        Places<C> places = holders.get(entry.key.holder());
        if (places == null || !take(places, entry)) {
            return false;
        }
        free(entry.key.holder());
        return true;
    }

    /** Strikes out the idle connections whose time is over. */
    Closing<C> closeConnections(long nowNanos) {
        List<C> over = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (Places<C> places : List.copyOf(holders.values())) {
            for (Entry<C> entry : allIdle(places)) {
                long remaining = entry.remaining(nowNanos);
                if (remaining <= 0) {
                    ended(entry);
                    over.add(entry.connection);
                } else {
                    next = Math.min(next, remaining);
                }
            }
        }
        return new Closing<>(over, next);
    }

    /** Strikes out all idle connections. */
    List<C> closeAll() {
        List<C> all = new ArrayList<>();
        for (Places<C> places : List.copyOf(holders.values())) {
            for (Entry<C> entry : allIdle(places)) {
                ended(entry);
                all.add(entry.connection);
            }
        }
        return all;
    }

    int idle() {
        return holders.values().stream().mapToInt(places -> places.idleCount).sum();
    }

    int active() {
        return holders.values().stream().mapToInt(places -> places.taken - places.idleCount).sum();
    }

    private List<Entry<C>> allIdle(Places<C> places) {
        return places.idle.values().stream().flatMap(ArrayDeque::stream).toList();
    }

    private boolean take(Places<C> places, Entry<C> entry) {
        ArrayDeque<Entry<C>> same = places.idle.get(entry.key);
        if (same == null || !same.removeLastOccurrence(entry)) {
            return false;
        }
        if (same.isEmpty()) {
            places.idle.remove(entry.key);
        }
        places.idleCount--;
        return true;
    }
}
