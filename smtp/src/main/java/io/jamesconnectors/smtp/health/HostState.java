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

import io.jamesconnectors.connectors.ConnectorName;

/**
 * How a connector gets on with one host at the moment.
 *
 * @param window how many attempts may be at it at once
 * @param visits how many are
 * @param dead whether it has failed so often that only probes go there
 * @param lastFailure why an attempt did not reach it last, however long ago; empty when all have
 */
public record HostState(ConnectorName connector, TargetName target, int window, int visits, boolean dead, String lastFailure) {
}
