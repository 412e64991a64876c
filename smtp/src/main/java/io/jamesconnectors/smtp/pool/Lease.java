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

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.smtp.pool.PoolLedger.Entry;
import io.jamesconnectors.smtp.session.PhaseTimes;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SmtpConnection;

/** One loan of a connection, for one message. Closing it gives the connection back; one that is no longer open gives its place back. */
public final class Lease implements AutoCloseable {
    private final ConnectionPool pool;
    private final PoolKey key;
    private final ConnectionLimits limits;
    private @Nullable Entry<SmtpConnection> entry;
    private SmtpConnection connection;

    Lease(ConnectionPool pool, PoolKey key, ConnectionLimits limits, Entry<SmtpConnection> entry) {
        this.pool = pool;
        this.key = key;
        this.limits = limits;
        this.entry = entry;
        this.connection = entry.connection();
    }

    /** What was lent. */
    public SmtpConnection connection() {
        return connection;
    }

    /**
     * Replaces the connection by a new one, in the same place.
     *
     * @throws SessionException when it can't be opened; the lease is then over
     */
    public SmtpConnection reopen(PhaseTimes times) throws SessionException, InterruptedException {
        connection.close(SessionException.Fault.LOCAL, "replaced");
        entry = null;
        entry = pool.open(key, limits, times);
        connection = entry.connection();
        return connection;
    }

    @Override
    public void close() {
        if (entry != null) {
            pool.release(entry, connection.isOpen());
            entry = null;
        }
    }
}
