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
package io.jamesconnectors.gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import javax.jms.JMSException;

import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.james.queue.api.MailQueue.MailQueueException;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.junit.jupiter.api.Test;

class DurableMailQueueItemTest {
    private final List<String> events = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private int failures;

    @Test
    void storesAMailAgainBeforeItAcknowledges() throws Exception {
        item().done(CompletionStatus.RETRY);

        assertThat(events).containsExactly("stored", "acknowledged", "settled");
    }

    @Test
    void triesUntilAMailIsStoredAgain() throws Exception {
        failures = 2;
        DurableMailQueueItem item = item();

        assertThatThrownBy(() -> item.done(CompletionStatus.REJECT)).isInstanceOf(MailQueueException.class);
        assertThat(events).isEmpty();
        later.remove().run();
        assertThat(events).isEmpty();
        later.remove().run();

        assertThat(events).containsExactly("stored", "acknowledged", "settled");
        assertThat(later).isEmpty();
    }

    @Test
    void isDoneOnce() throws Exception {
        DurableMailQueueItem item = item();
        item.done(CompletionStatus.SUCCESS);
        item.done(CompletionStatus.RETRY);

        assertThat(events).containsExactly("acknowledged", "settled");
    }

    private DurableMailQueueItem item() throws Exception {
        ActiveMQBytesMessage message = new ActiveMQBytesMessage();
        message.setAcknowledgeCallback(() -> events.add("acknowledged"));
        return new DurableMailQueueItem(QueueFixture.mail("one"), message, stored -> {
            if (failures-- > 0) {
                throw new JMSException("the disk is full");
            }
            events.add("stored");
        }, later::add, () -> events.add("settled"));
    }
}
