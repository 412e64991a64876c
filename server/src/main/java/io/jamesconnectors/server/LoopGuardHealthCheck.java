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

import io.jamesconnectors.matchers.place.LoopAlarm;

/**
 * Whether mail circles between the two places of an organisation. In {@code healthcheck.properties}:
 * {@code additional.healthchecks=io.jamesconnectors.server.LoopGuardHealthCheck}.
 *
 * <ul>
 *   <li>Degraded: in the last hour mail for {@value #OFTEN} recipients or more would have circled. It names the connectors of the last one.</li>
 *   <li>Healthy: all else. A single loop is a stale entry somewhere, which the log has.</li>
 * </ul>
 */
public final class LoopGuardHealthCheck extends NamedHealthCheck {
    /** From here on it is often. */
    static final int OFTEN = 10;

    private static final ComponentName NAME = new ComponentName("Loop guard");

    private final LoopAlarm alarm;

    @Inject
    public LoopGuardHealthCheck(LoopAlarm alarm) {
        super(NAME);
        this.alarm = alarm;
    }

    @Override
    Result result() {
        int loops = alarm.lastHour();
        return loops < OFTEN ? Result.healthy(NAME)
            : Result.degraded(NAME, "Mail for " + loops + " recipients would have circled in the last hour; the last: " + alarm.lastPair());
    }
}
