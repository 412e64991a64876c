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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceId;
import io.jamesconnectors.trace.TraceNote;
import io.jamesconnectors.trace.TraceTls;

/** Notes as servers take them, and waiting for what becomes of them. */
final class Notes {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final TraceTls TLS = new TraceTls("TLSv1.3", "TLS_AES_256_GCM_SHA384", true);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private Notes() {
    }

    static String id() {
        return TraceId.at(NOW);
    }

    static TraceNote.Arrival arrival(String id, Instant at, String sender, String... recipients) {
        return new TraceNote.Arrival(id, at, "<" + id + "@app.contoso.test>", sender, List.of(recipients), 2_000, "Devices", "192.0.2.7", TLS);
    }

    static TraceEvent event(String id, Instant at, TraceEvent.Kind kind, String recipient, String reply) {
        return new TraceEvent(id, at, kind, recipient, "Bank out", "because", TLS, reply, "mx.bank.test[192.0.2.25]", kind == TraceEvent.Kind.ATTEMPT ? 1 : 0);
    }

    static void await(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + PATIENCE;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within a minute: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
