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
package io.jamesconnectors.mailets;

import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueName;

import io.jamesconnectors.mailets.pace.Tempo;

/**
 * One queue of James in which mail waits for one connector.
 *
 * @param refit to be run when {@code tempo} has changed: takes more from the queue, less, or nothing for a while
 */
record ConnectorQueue(MailQueueName name, MailQueue queue, QueueTraits traits, DeliveryMetrics metrics, Tempo tempo, Runnable refit) {
}
