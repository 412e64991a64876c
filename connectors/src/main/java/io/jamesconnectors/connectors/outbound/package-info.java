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
 * By which route mail leaves this server.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.outbound.OutboundRoutes} chooses a connector for a recipient;</li>
 *   <li>{@link io.jamesconnectors.connectors.outbound.RouteDecision} is the choice with its reasons;</li>
 *   <li>{@link io.jamesconnectors.connectors.outbound.SubmissionRules} says what the sending option of a connector lets pass, as whom, and from which mailbox.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.outbound;

import org.jspecify.annotations.NullMarked;
