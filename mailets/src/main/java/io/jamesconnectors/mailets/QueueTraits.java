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
 * @param sharing whether a subscription may end before the server stops, and whether other servers use the queue too
 */
record QueueTraits(boolean honoursDelays, int subscriptions, Sharing sharing) {
    private static final int JMS_SUBSCRIPTIONS = 4;

    /** What else depends on a subscription. */
    enum Sharing {
        /** Nothing: it may end at any time, and a new one goes on. */
        NOTHING,
        /**
         * What is dequeued after it: its end interrupts a dequeue, which breaks the one connection of James's JMS queue, and which James's queue in memory may survive for one more mail,
         * that is lost then.
         */
        DEQUEUE,
        /** The mail of other servers, so that it may be found in a queue that nobody here has opened; the factory lists it then. */
        MAIL
    }

    static QueueTraits of(MailQueue queue) {
        return switch (dequeuer(queue)) {
            case "org.apache.james.queue.jms.JMSCacheableMailQueue" -> new QueueTraits(true, JMS_SUBSCRIPTIONS, Sharing.DEQUEUE);
            case "org.apache.james.queue.rabbitmq.RabbitMQMailQueue" -> new QueueTraits(false, 1, Sharing.MAIL);
            case "org.apache.james.queue.pulsar.PulsarMailQueue" -> new QueueTraits(true, 1, Sharing.MAIL);
            case "io.jamesconnectors.gateway.queue.DurableMailQueue" -> new QueueTraits(true, 1, Sharing.NOTHING);
            default -> new QueueTraits(true, 1, Sharing.DEQUEUE);
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
