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
package io.jamesconnectors.smtp.health;

/**
 * Sums since the start.
 *
 * @param deaths how often a host was given up
 * @param probes attempts that were let in to see whether a dead host has come back
 * @param turnedAway attempts that were let in nowhere, since all their hosts were dead
 */
public record HealthCounters(long deaths, long probes, long turnedAway) {
    /** Nothing has happened. */
    public static final HealthCounters NONE = new HealthCounters(0, 0, 0);

    HealthCounters plus(HealthCounters other) {
        return new HealthCounters(deaths + other.deaths, probes + other.probes, turnedAway + other.turnedAway);
    }
}
