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
package io.jamesconnectors.connectors;

import java.util.List;
import java.util.Set;

/**
 * Where mail of a connector that stands behind other servers really came from (Exchange Online: enhanced filtering, skip listing). The source that
 * is found is for filters that follow; it never grants anything.
 *
 * @param skipLastIP {@code efSkipLastIP}: only the hop that connected to us is passed over
 * @param skipIPs {@code efSkipIPs}: hops at these addresses are passed over; used where {@code skipLastIP} is false
 * @param users {@code efUsers}, in lower case: only for mail of which every recipient is one of these; empty means all mail
 */
public record EnhancedFiltering(boolean skipLastIP, List<Cidr> skipIPs, Set<String> users) {
    /** No search: the source is the client. */
    public static final EnhancedFiltering OFF = new EnhancedFiltering(false, List.of(), Set.of());

    public EnhancedFiltering {
        skipIPs = List.copyOf(skipIPs);
        users = Set.copyOf(users);
    }

    /** Whether there is anything to pass over. */
    public boolean isOn() {
        return skipLastIP || !skipIPs.isEmpty();
    }
}
