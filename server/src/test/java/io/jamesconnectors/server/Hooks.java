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

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.james.metrics.tests.RecordingMetricFactory;

import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.mailets.activity.ActivityLog;
import io.jamesconnectors.trace.TraceSink;

/** The hook with a clock that stands still and clients without certificates, where a test does not say otherwise. */
final class Hooks {
    static final CertificateReader NO_CERTIFICATES = (session, sources) -> Optional.empty();

    private Hooks() {
    }

    static InboundConnectorsHook of(Supplier<InboundRules> rules) {
        return of(rules, NO_CERTIFICATES);
    }

    static InboundConnectorsHook of(Supplier<InboundRules> rules, CertificateReader certificates) {
        return new InboundConnectorsHook(
            rules, KnownDomains.of("local.example"), certificates, new DoorLimits(new InboundDoor(), () -> 0), new RecordingMetricFactory(),
            new ActivityLog(Clock.systemUTC()), new InboundTrace(TraceSink.NONE, Clock.systemUTC()));
    }
}
