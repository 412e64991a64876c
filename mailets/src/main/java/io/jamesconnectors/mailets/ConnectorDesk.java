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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.james.queue.api.MailQueue.MailQueueException;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.health.HostState;

/** What an administrator sees of the outbound connectors at work. Safe for use by many threads; before the start and after the stop nothing is known. */
public interface ConnectorDesk {
    /** So many mails are shown or handled at once at most. */
    int MOST_AT_ONCE = 1_000;

    /** What came of a request for one mail. */
    enum Handled {
        /** It was done. */
        DONE,
        /** No such mail waits, or it is too far behind in its queue to be seen. */
        MISSING,
        /** It is being delivered at this moment, or handled by another request. */
        BUSY
    }

    /**
     * The mails that wait for this connector, in the order of its queues, which is about that in which they are due; not those that are being worked on. A queue
     * may show only its first few thousand.
     *
     * @param limit at most {@value #MOST_AT_ONCE}
     * @throws MailQueueException when a queue can't be looked into
     */
    List<WaitingMail> waiting(ConnectorName connector, int offset, int limit) throws MailQueueException;

    /**
     * Has a mail tried at once, whatever its schedule says; the limits of the connector hold. It gets another id.
     *
     * @throws MailQueueException when that failed; then it waits as before, or will be tried twice
     */
    Handled retry(ConnectorName connector, String id) throws MailQueueException;

    /**
     * Returns a mail to its sender with a notice, as one that has expired.
     *
     * @throws MailQueueException when that failed; then it waits as before
     */
    Handled giveBack(ConnectorName connector, String id) throws MailQueueException;

    /** Has all mails tried at once that wait for this connector; how many. Queues that ignore delays handle the first {@value #MOST_AT_ONCE}. */
    long retryAll(ConnectorName connector) throws MailQueueException;

    /** Whether a queue of this connector is taken from more slowly than its limits allow: the other side finds us too fast, or the pace is used up. */
    boolean isSlowedDown(ConnectorName connector);

    /** What waits for this connector, as long ago as a second; its queues are asked, which may take a while. */
    default Backlog backlog(ConnectorName connector) {
        return backlog(connector, Duration.ofSeconds(1));
    }

    /** The same, as long ago as {@code fresh}: for those who ask about many connectors, or often. A queue that is not open is not asked. */
    Backlog backlog(ConnectorName connector, Duration fresh);

    /** What waits in all queues, as long ago as a minute. */
    Backlog backlog();

    /** What became of the mail of this connector since the start, by name; see {@link DeliveryMetrics}. */
    Map<String, Long> sums(ConnectorName connector);

    /** How this connector gets on with the hosts that it has met. */
    List<HostState> hosts(ConnectorName connector);

    /** What this connector has done on the wire since the start. */
    ConnectorCounters counters(ConnectorName connector);
}
