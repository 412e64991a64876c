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
 * One organisation in two places: this server and another one, usually a tenant of Exchange Online. Pure functions; no file, no clock, no thread.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.PlaceRules} says where a recipient lives, out of {@link io.jamesconnectors.connectors.hybrid.PlaceFacts}:
 *       a {@link io.jamesconnectors.connectors.hybrid.RecipientPlace};</li>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.RoutingSource} answers who lives on the other side,
 *       {@link io.jamesconnectors.connectors.hybrid.RoutingTable} out of a
 *       file;</li>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.LoopGuard} counts on the message how often it crossed between the two;</li>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.CrossPremisesHeaders} says what becomes of the header where a message crosses;</li>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.SenderRewriter} gives foreign senders an address of ours and finds back from it (SRS);</li>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.Hybridity} says whether a configuration is about two places at all;</li>
 *   <li>{@link io.jamesconnectors.connectors.hybrid.DomainLists} compares the accepted domains with the server's own.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.hybrid;

import org.jspecify.annotations.NullMarked;
