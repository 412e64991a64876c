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

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.apache.james.queue.api.MailQueueName;

/**
 * Who works on a mail of a queue in this process: workers, or an administrator's request, never both.
 *
 * <p>A request claims the mail first, and gets it only while no worker has it. Then it deals with it, as by storing it elsewhere, and takes it out of its queue. A worker that
 * is given the mail meanwhile waits for the end of the request, and finds that the mail has ended: there is nothing left to do but to acknowledge it. So it does
 * not matter whether the queue gave the mail out before it was taken out of it, which no queue of James tells reliably.
 */
final class Claims {
    private static final int MOST_ENDED = 10_000;

    private final Map<Key, Integer> atWork = new HashMap<>();
    private final Set<Key> claimed = new HashSet<>();
    private final Map<Key, Boolean> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > MOST_ENDED;
        }
    };

    /**
     * A mail.
     *
     * @param queue where it waits
     * @param mail its name
     */
    record Key(MailQueueName queue, String mail) {
    }

    /**
     * For a worker: waits while a request has the mail. True means that {@link #end} must follow; false that the mail has ended.
     *
     * @throws InterruptedException when the server stops before
     */
    synchronized boolean begin(Key key) throws InterruptedException {
        while (claimed.contains(key)) {
            wait();
        }
        if (ended.containsKey(key)) {
            return false;
        }
        atWork.merge(key, 1, Integer::sum);
        return true;
    }

    /** For a worker: it has looked after the mail. */
    synchronized void end(Key key) {
        atWork.computeIfPresent(key, (same, workers) -> workers == 1 ? null : workers - 1);
    }

    /** For a request: false when a worker or another request has the mail, or it has ended; else {@link #release} must follow. */
    synchronized boolean claim(Key key) {
        return !atWork.containsKey(key) && !ended.containsKey(key) && claimed.add(key);
    }

    /** For a request: it is done with the mail, which has ended, or waits as before. */
    synchronized void release(Key key, boolean hasEnded) {
        claimed.remove(key);
        if (hasEnded) {
            ended.put(key, true);
        }
        notifyAll();
    }
}
