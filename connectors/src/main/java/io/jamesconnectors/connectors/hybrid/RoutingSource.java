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
package io.jamesconnectors.connectors.hybrid;

import java.util.List;

/**
 * Where it is written who lives on the other side: a file, a directory, a database. Asked on the I/O threads of the server, so it answers out of memory;
 * whoever fills
 * that memory does so elsewhere, and answers {@link RoutingLookup#UNAVAILABLE} until it is filled.
 */
@FunctionalInterface
public interface RoutingSource {
    /** Knows nobody. */
    RoutingSource NONE = address -> RoutingLookup.NOT_FOUND;

    /**
     * Looks an address up. Never blocks, never throws.
     *
     * @param address as RCPT TO has it, without angle brackets; compared without regard to case
     */
    RoutingLookup find(String address);

    /** The first of these that knows the address answers. One that can't be asked ends the search: what comes after it might contradict it. */
    static RoutingSource firstOf(List<RoutingSource> sources) {
        List<RoutingSource> inOrder = List.copyOf(sources);
        return address -> {
            for (RoutingSource source : inOrder) {
                RoutingLookup answer = source.find(address);
                if (!(answer instanceof RoutingLookup.NotFound)) {
                    return answer;
                }
            }
            return RoutingLookup.NOT_FOUND;
        };
    }
}
