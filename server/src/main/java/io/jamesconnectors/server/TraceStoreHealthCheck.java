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
package io.jamesconnectors.server;

import org.apache.james.core.healthcheck.ComponentName;
import org.apache.james.core.healthcheck.Result;

import com.google.inject.Inject;

import io.jamesconnectors.trace.store.TraceHealth;
import io.jamesconnectors.trace.store.TraceJournal;

/**
 * Whether the way of mail is written down. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.TraceStoreHealthCheck}.
 *
 * <ul>
 *   <li>Degraded: the database can't be written to now, or something was lost in the last hour. Mail itself does not depend on it, so it is never unhealthy.</li>
 *   <li>Healthy: all is written, or nothing is to be ({@code <trace enabled="false"/>}).</li>
 * </ul>
 */
public final class TraceStoreHealthCheck extends NamedHealthCheck {
    private static final ComponentName NAME = new ComponentName("Trace store");

    private final TraceJournal journal;

    @Inject
    public TraceStoreHealthCheck(TraceJournal journal) {
        super(NAME);
        this.journal = journal;
    }

    @Override
    Result result() {
        return result(journal.health());
    }

    static Result result(TraceHealth health) {
        return switch (health.state()) {
            case OK, OFF -> Result.healthy(NAME);
            case DEGRADED -> Result.degraded(NAME, health.dropped() + " notes on mail were lost since the start, " + health.waiting() + " wait to be written");
            case FAILING -> Result.degraded(NAME, "The trace can't be written, mail is not affected: " + health.lastFailure().orElse("the database does not answer"));
        };
    }
}
