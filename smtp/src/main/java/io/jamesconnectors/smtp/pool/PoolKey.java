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
package io.jamesconnectors.smtp.pool;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.smtp.session.Destination;

/**
 * Connections of equal keys are interchangeable: same connector (and so the same identity), same address and name, same requirement.
 * The requirement is part of it so that mail never rides a connection that was admitted under a lesser one.
 */
public record PoolKey(ConnectorName connector, Destination destination) {
}
