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

/**
 * Clients that this server plays at its own listeners, to try out what they do with a peer at another address.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.server.played.PlayedPeers} knows which connections are ours, and says so to James, once;</li>
 *   <li>{@link io.jamesconnectors.server.played.PlayedPeer} is one of them, and hears what is decided about it;</li>
 *   <li>{@link io.jamesconnectors.server.played.PeerTalk} speaks SMTP for it;</li>
 *   <li>{@link io.jamesconnectors.server.played.Listeners} are the places to go to.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.server.played;

import org.jspecify.annotations.NullMarked;
