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
package io.jamesconnectors.smtp.delivery;

import io.jamesconnectors.smtp.health.HealthCounters;

/**
 * What one connector has done since the start of a {@link Delivery}, and how its hosts are now.
 *
 * @param connections TCP connections that were established
 * @param handshakes TLS handshakes that were completed, whatever the verdict
 * @param health what the health of its hosts led to
 * @param deadHosts hosts that only probes go to, now
 */
public record ConnectorCounters(long connections, long handshakes, HealthCounters health, int deadHosts) {
    /** Of a connector that has done nothing. */
    public static final ConnectorCounters NONE = new ConnectorCounters(0, 0, HealthCounters.NONE, 0);
}
