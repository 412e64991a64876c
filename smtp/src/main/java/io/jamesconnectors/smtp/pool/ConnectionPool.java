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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.smtp.pool.PoolLedger.Closing;
import io.jamesconnectors.smtp.pool.PoolLedger.Entry;
import io.jamesconnectors.smtp.pool.PoolLedger.Grant;
import io.jamesconnectors.smtp.session.PhaseTimes;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SmtpClient;
import io.jamesconnectors.smtp.session.SmtpConnection;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * Lends connections, at most {@code maxConnections} a holder ({@link PoolKey.Holder}), and keeps them open between messages within the limits of the connector.
 * An idle connection that the server closes, or speaks on, is dropped at that moment.
 *
 * <p>One lock guards the ledger; it is held for moments, never while a connection is opened, used or closed.
 */
public final class ConnectionPool implements AutoCloseable {
    private static final long FAREWELL_SECONDS = 1;
    /** While something is idle, the ledger is asked at least that often: a connector with a short idle time may have joined. */
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final SmtpClient client;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition placeFree = lock.newCondition();
    private final PoolLedger<SmtpConnection> ledger = new PoolLedger<>();
    private @Nullable ScheduledFuture<?> sweep;
    private boolean closed;

    /** @param nanoTime as {@link System#nanoTime()} */
    public ConnectionPool(SmtpClient client, LongSupplier nanoTime) {
        this.client = client;
        this.nanoTime = nanoTime;
    }

    /**
     * Lends a connection: an idle one, or a new one.
     *
     * @param patience how long to wait for a place among the connections of the holder
     * @return empty when none became free in time, or the pool is closed
     * @throws SessionException when a new connection was needed and could not be opened
     */
    public Optional<Lease> lease(PoolKey key, ConnectionLimits limits, Duration patience, PhaseTimes times) throws SessionException, InterruptedException {
        Grant<SmtpConnection> grant = acquire(key, limits, patience.toNanos());
        if (grant instanceof Grant.Reuse<SmtpConnection> reuse) {
            return Optional.of(new Lease(this, key, limits, reuse.entry()));
        }
        if (grant instanceof Grant.Open<SmtpConnection> open) {
            if (open.evicted() != null) {
                open.evicted().quit();
            }
            return Optional.of(new Lease(this, key, limits, open(key, limits, times)));
        }
        return Optional.empty();
    }

    /** Where the idle connections of a holder lead, when a new connection would cost one of them; nothing while there is room for more. */
    public Set<InetSocketAddress> idleWhenFull(PoolKey.Holder holder, ConnectionLimits limits) {
        lock.lock();
        try {
            return ledger.idleWhenFull(holder, limits);
        } finally {
            lock.unlock();
        }
    }

    /** Connections that wait for work. */
    public int idleConnections() {
        lock.lock();
        try {
            return ledger.idle();
        } finally {
            lock.unlock();
        }
    }

    /** Connections at work, or being opened. */
    public int activeConnections() {
        lock.lock();
        try {
            return ledger.active();
        } finally {
            lock.unlock();
        }
    }

    /** Ends idle connections with QUIT, waiting a second at most; nothing is lent any more. Connections at work are left to their leases. */
    @Override
    public void close() {
        List<SmtpConnection> idle;
        lock.lock();
        try {
            closed = true;
            idle = ledger.closeAll();
            if (sweep != null) {
                sweep.cancel(false);
            }
            placeFree.signalAll();
        } finally {
            lock.unlock();
        }
        CountDownLatch ended = new CountDownLatch(idle.size());
        idle.forEach(connection -> {
            connection.onClose(ended::countDown);
            connection.quit();
        });
        try {
            if (!ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                idle.forEach(connection -> connection.close(SessionException.Fault.LOCAL, "pool closed"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens a connection in a place that was granted; gives the place back when that fails. */
    Entry<SmtpConnection> open(PoolKey key, ConnectionLimits limits, PhaseTimes times) throws SessionException, InterruptedException {
        SmtpConnection connection = null;
        try {
            connection = client.open(key.destination(), times);
        } finally {
            if (connection == null) {
                free(key);
            }
        }
        Entry<SmtpConnection> entry;
        lock.lock();
        try {
            entry = ledger.opened(connection, key, limits, nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
        connection.onClose(() -> ended(entry));
        return entry;
    }

    void release(Entry<SmtpConnection> entry, boolean reusable) {
        boolean stays;
        lock.lock();
        try {
            stays = ledger.release(entry, reusable && !closed, nanoTime.getAsLong());
            placeFree.signalAll();
            if (stays) {
                sweepLater();
            }
        } finally {
            lock.unlock();
        }
        if (!stays) {
            entry.connection().quit();
        } else if (!entry.connection().isOpen()) {
            ended(entry);
        }
    }

    void free(PoolKey key) {
        lock.lock();
        try {
            ledger.free(key.holder());
            placeFree.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Grant<SmtpConnection> acquire(PoolKey key, ConnectionLimits limits, long patienceNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patienceNanos;
            while (!closed) {
                Grant<SmtpConnection> grant = ledger.acquire(key, limits, nanoTime.getAsLong());
                if (!(grant instanceof Grant.Wait) || nanos <= 0) {
                    return grant;
                }
                nanos = placeFree.awaitNanos(nanos);
            }
            return new Grant.Wait<>();
        } finally {
            lock.unlock();
        }
    }

    private void ended(Entry<SmtpConnection> entry) {
        lock.lock();
        try {
            if (ledger.ended(entry)) {
                placeFree.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        Closing<SmtpConnection> closing;
        lock.lock();
        try {
            sweep = null;
            closing = ledger.closeConnections(nanoTime.getAsLong());
            placeFree.signalAll();
            if (closing.nanosUntilNext() < Long.MAX_VALUE && !closed) {
                sweepIn(Math.min(closing.nanosUntilNext(), SWEEP_NANOS));
            }
        } finally {
            lock.unlock();
        }
        closing.connections().forEach(SmtpConnection::quit);
    }

    /** Called with the lock held. */
    private void sweepLater() {
        if (sweep == null) {
            sweepIn(SWEEP_NANOS);
        }
    }

    private void sweepIn(long nanos) {
        sweep = client.eventLoops().schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
    }
}
