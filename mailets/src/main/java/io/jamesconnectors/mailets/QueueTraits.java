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

/**
 * What the kinds of James queue do differently and the API doesn't tell. The kind is told by the name of the class that dequeues,
 * since no James has all of these classes at once.
 *
 * @param honoursDelays whether a mail that is stored with a delay stays hidden for so long; RabbitMQ delivers it at once
 * @param subscriptions how many subscriptions may dequeue side by side: James's JMS queue opens a session for each single mail, one after the other in
 *     each subscription, so a few are faster; all subscriptions to a memory queue share one thread, so a second would only starve
 * @param shared whether other servers store mail in the same queue, so that it may be found in one that nobody here has opened; the factory lists it then
 */
record QueueTraits(boolean honoursDelays, int subscriptions, boolean shared) {
    private static final int JMS_SUBSCRIPTIONS = 4;

    static QueueTraits of(MailQueue queue) {
        return switch (dequeuer(queue)) {
            case "org.apache.james.queue.jms.JMSCacheableMailQueue" -> new QueueTraits(true, JMS_SUBSCRIPTIONS, false);
            case "org.apache.james.queue.rabbitmq.RabbitMQMailQueue" -> new QueueTraits(false, 1, true);
            case "org.apache.james.queue.pulsar.PulsarMailQueue" -> new QueueTraits(true, 1, true);
            default -> new QueueTraits(true, 1, false);
        };
    }

    private static String dequeuer(MailQueue queue) {
        try {
            return queue.getClass().getMethod("deQueue").getDeclaringClass().getName();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the interface demands it", e);
        }
    }
}
