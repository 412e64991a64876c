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
package io.jamesconnectors.mailets;

import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;

/**
 * How one queue fares, for health checks and status.
 *
 * @param queue the name of the James queue
 * @param connector its connector; empty when that is gone and the rest of its mail is routed anew
 * @param consuming whether mail is being taken from it; false while a subscription is being made anew after an error
 * @param paused whether nothing is taken from it for now: its connector is switched off, or has to wait for its pace
 * @param inFlight how many mails are being worked on
 */
public record QueueState(String queue, Optional<ConnectorName> connector, boolean consuming, boolean paused, int inFlight) {
}
