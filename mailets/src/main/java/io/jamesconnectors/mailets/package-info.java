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
 * Mail on its way out of James: from the processor chain into one queue per connector, and from there to the other server.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.mailets.ConnectorDelivery} is the mailet that administrators name in {@code mailetcontainer.xml};</li>
 *   <li>{@code Dispatch} routes each recipient and stores one mail per connector and destination;</li>
 *   <li>{@link io.jamesconnectors.mailets.ConnectorQueues} holds the queues and keeps each of them consumed;</li>
 *   <li>{@code DeliveryWorker} makes one attempt and settles what comes of it; {@code Undeliverable} returns what can't be delivered;</li>
 *   <li>{@link io.jamesconnectors.mailets.DeliveryStatusNotification} is the mailet that tells senders.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.mailets;

import org.jspecify.annotations.NullMarked;
