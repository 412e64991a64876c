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
package io.jamesconnectors.trace.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that is there, may be there later, or is broken. Safe for use by several threads. */
interface TraceDatabase {

    /** A new connection; whoever asks closes it. */
    Connection open() throws SQLException;

    /** Whether it will never work again as it is, by what a use of it led to. */
    default boolean isBroken(Throwable failure) {
        return false;
    }

    /** Puts away what is broken, so that the next {@link #open} begins anew. */
    default void setAside() throws SQLException {
    }

    /** Ends what has to be ended after the last connection. */
    default void shutdown() {
    }
}
