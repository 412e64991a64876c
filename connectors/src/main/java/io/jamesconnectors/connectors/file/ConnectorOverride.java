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
package io.jamesconnectors.connectors.file;

import java.time.Instant;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

/**
 * That an administrator has switched a connector on or off beside the file.
 *
 * @param direction of the connector
 * @param name of the connector
 * @param enabled whether it is on, whatever the file says
 * @param at when, in whole seconds
 */
public record ConnectorOverride(Direction direction, ConnectorName name, boolean enabled, Instant at) {

    boolean isOf(Direction itsDirection, ConnectorName itsName) {
        return direction == itsDirection && name.equals(itsName);
    }

    /** {@code outbound 'Bank'}, as {@link Changes} calls it. */
    String called() {
        return Changes.called(direction, name);
    }
}
