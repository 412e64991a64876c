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
 * Where mail came from before the servers in front of this one passed it on.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.connectors.inbound.received.TrueSource} walks the hops and says where it stopped, and why;</li>
 *   <li>{@link io.jamesconnectors.connectors.inbound.received.ReceivedField} reads who handed the mail over, from one {@code Received} header field;</li>
 *   <li>{@code Clause} cuts the field up, {@code TcpInfo} and {@code AddressText} read its addresses.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.connectors.inbound.received;

import org.jspecify.annotations.NullMarked;
