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
package io.jamesconnectors.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** Which connector is meant where an inbound and an outbound one have the same name. */
final class DirectionOption {
    @Option(names = "--direction", paramLabel = "inbound|outbound", description = "which one is meant where an inbound and an outbound connector have that name")
    private @Nullable Way way;

    private enum Way { inbound, outbound }

    /** What stands behind a path. */
    String query() {
        return way == null ? "" : "?direction=" + way;
    }
}
