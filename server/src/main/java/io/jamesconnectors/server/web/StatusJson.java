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
package io.jamesconnectors.server.web;

import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.trace.store.TraceHealth;

/**
 * How the server fares as a whole.
 *
 * @param connectors how many there are
 * @param waiting how many mails wait for all connectors together
 * @param oldestSeconds the age of the oldest of them
 * @param failing the first {@value #MOST} connectors that fail
 * @param certificates the first {@value #MOST} of ours to end, as they were within the last minute
 * @param lastReload the last attempt to change the configuration
 * @param trace how the trace does
 * @param version of this project that runs; {@code unknown} where it was not built by Maven
 * @param startedAt when the process was started
 */
record StatusJson(Connectors connectors, @Nullable Long waiting, @Nullable Long oldestSeconds, List<Failing> failing, List<CertificateJson> certificates, LastReloadJson lastReload,
        Trace trace, String version, String startedAt) {
    static final int MOST = 100;

    /** Numbers of connectors of the file; switched-off and failing ones are among the inbound and outbound ones. */
    record Connectors(int inbound, int outbound, int off, int failing) {
    }

    /**
     * How the trace does.
     *
     * @param state {@code ok}, {@code degraded}, {@code failing} or {@code off}
     * @param dropped notes that were lost since the start
     * @param oldest when the oldest message that is kept came
     */
    record Trace(String state, long dropped, @Nullable String lastFailure, @Nullable String oldest) {
        static Trace of(TraceHealth health) {
            return new Trace(health.state().word(), health.dropped(), health.lastFailure().orElse(null),
                health.oldest().map(oldest -> oldest.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null));
        }
    }

    /** A connector that fails. */
    record Failing(String name, String path, String reason, String since) {
    }
}
