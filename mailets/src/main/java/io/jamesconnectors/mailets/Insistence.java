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

import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a mail somewhere, however long that takes. While nothing can store it, the item of the queue stays unacknowledged and its thread waits, so
 * that the connector slows down by itself instead of taking ever more mail that it can't put down.
 */
final class Insistence {
    private static final Logger LOGGER = LoggerFactory.getLogger(Insistence.class);
    private static final int TRIES_OF_FIRST_CHOICE = 5;
    private static final int LARGEST_DOUBLING = 5;

    private final Pause pause;
    private final Duration firstWait;

    /** One way to store a mail. */
    @FunctionalInterface
    interface Step {
        void store() throws Exception;
    }

    /** @param firstWait before the second try; doubles up to 32 times as much */
    Insistence(Pause pause, Duration firstWait) {
        this.pause = pause;
        this.firstWait = firstWait;
    }

    /** One that gives up after the first failure: for requests, whose sender waits for the answer. */
    static Insistence once() {
        return new Insistence(wait -> {
            throw new InterruptedException("it failed (expected: success at the first try)");
        }, Duration.ZERO);
    }

    /**
     * Tries {@code first}; when it has failed five times, both in turn, until one succeeds.
     *
     * @throws InterruptedException when the server stops before: the mail must go back to its queue
     */
    void store(Mail mail, String what, Step first, Step otherwise) throws InterruptedException {
        for (int failures = 0;; failures++) {
            try {
                first.store();
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                LOGGER.error("mail={} recipients={} {}=failed times={}", mail.getName(), mail.getRecipients(), what, failures + 1, e);
            }
            if (failures + 1 >= TRIES_OF_FIRST_CHOICE) {
                try {
                    otherwise.store();
                    return;
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    LOGGER.error("mail={} recipients={} {}=failed second_choice=failed times={}", mail.getName(), mail.getRecipients(), what, failures + 1, e);
                }
            }
            pause.pause(firstWait.multipliedBy(1L << Math.min(failures, LARGEST_DOUBLING)));
        }
    }
}
