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
 * Mail on disk: James's mail queues on an embedded ActiveMQ broker.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.gateway.queue.EmbeddedBroker} is the broker: in-process only, every message synced before it counts;</li>
 *   <li>{@link io.jamesconnectors.gateway.queue.ActiveMqModule} puts it in the place of James's memory queues;</li>
 *   <li>{@code DurableMailQueue} is one James queue: ready mail in one broker queue, waiting mail in one per due time ({@code WaitingQueues});</li>
 *   <li>{@code Producers} and {@code MailStream} spread work over several broker connections, so that one disk sync serves many mails.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.gateway.queue;

import org.jspecify.annotations.NullMarked;
