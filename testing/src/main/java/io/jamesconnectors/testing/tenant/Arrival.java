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
package io.jamesconnectors.testing.tenant;

import java.time.Instant;
import java.util.Optional;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.office365.Peer;

/**
 * How a message came into the tenant.
 *
 * @param connector the inbound connector that it was attributed to; empty where there was none
 * @param peer who brought it; empty where it came over no connection
 * @param message envelope and content as they came, octet by octet
 */
public record Arrival(Instant at, Source source, Optional<String> connector, Optional<Peer> peer, ReceivedMessage message) {
}
