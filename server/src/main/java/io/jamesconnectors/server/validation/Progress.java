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
package io.jamesconnectors.server.validation;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Direction;

/**
 * How far a validation is.
 *
 * @param under what is being tried at this moment: name and target
 * @param steps those that are over, from the one that was asked for on
 * @param result what came of it; empty while it runs
 */
public record Progress(String id, ConnectorName connector, Direction direction, Optional<Under> under, List<ValidationStep> steps, Optional<Validation> result) {

    /** A step that has begun. */
    public record Under(String name, String target) {
    }
}
