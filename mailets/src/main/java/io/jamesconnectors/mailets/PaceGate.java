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

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.apache.james.queue.api.MailQueueName;
import org.apache.mailet.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.WarmUp;
import io.jamesconnectors.mailets.pace.Allowance;

/**
 * Lets mail out of a queue at its pace. What has to wait for up to a good minute, which is as long as a limit of a minute ever asks for, stays in
 * hand: stored again, it would stand behind mail that came after it. For a longer wait, and while the whole queue pauses, it is stored again, and
 * nothing is taken from the queue before.
 */
final class PaceGate {
    private static final Logger LOGGER = LoggerFactory.getLogger(PaceGate.class);
    private static final Duration LONGEST_HELD = Duration.ofSeconds(65);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration WAIT_FOR_LEDGER = Duration.ofSeconds(30);

    private final Function<MailQueueName, Optional<OutboundConnector>> connectors;
    private final Settlement settlement;
    private final Pause pause;
    private final Clock clock;

    /** @param connectors the connector of a queue by the configuration in force */
    PaceGate(Function<MailQueueName, Optional<OutboundConnector>> connectors, Settlement settlement, Pause pause, Clock clock) {
        this.connectors = connectors;
        this.settlement = settlement;
        this.pause = pause;
        this.clock = clock;
    }

    /** A mail that is out, and counted. */
    final class Passage {
        private final ConnectorQueue queue;
        private final List<Allowance> allowances;
        private final int recipients;
        private final Instant when;

        private Passage(ConnectorQueue queue, List<Allowance> allowances, int recipients, Instant when) {
            this.queue = queue;
            this.allowances = allowances;
            this.recipients = recipients;
            this.when = when;
        }

        /** No server has heard of it. */
        void takeBack() {
            queue.tempo().takeBack(allowances, recipients, when);
        }

        /** A server has heard of it now, and counts from now. */
        void arrived() {
            queue.tempo().arrived(allowances, recipients, when, clock.instant());
        }
    }

    /** Waits until the mail may go. Empty when it has been stored again. */
    Optional<Passage> letOut(ConnectorQueue queue, OutboundConnector connector, Mail mail) throws InterruptedException {
        List<Allowance> allowances = allowances(queue.name(), connector);
        int recipients = mail.getRecipients().size();
        Duration held = Duration.ZERO;
        while (true) {
            Instant now = clock.instant();
            Duration wait;
            try {
                wait = queue.tempo().letOut(allowances, recipients, now);
            } catch (IOException e) {
                LOGGER.error("queue={} pace=unwritten: nothing is sent, again_in={}s", queue.name().asString(), WAIT_FOR_LEDGER.toSeconds(), e);
                return sendBack(queue, mail, WAIT_FOR_LEDGER);
            }
            if (wait.isZero()) {
                return Optional.of(new Passage(queue, allowances, recipients, now));
            }
            Duration longest = queue.tempo().pause(now).isZero() ? LONGEST_HELD : LOOK_AGAIN;
            if (held.plus(wait).compareTo(longest) > 0) {
                return sendBack(queue, mail, wait);
            }
            Duration nap = wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN;
            pause.pause(nap);
            held = held.plus(nap);
            if (!connectors.apply(queue.name()).equals(Optional.of(connector))) {
                settlement.storeAgain(queue, mail, Duration.ZERO);
                return Optional.empty();
            }
        }
    }

    private Optional<Passage> sendBack(ConnectorQueue queue, Mail mail, Duration wait) throws InterruptedException {
        queue.tempo().hold(wait, clock.instant());
        queue.refit().run();
        settlement.storeAgain(queue, mail, wait);
        return Optional.empty();
    }

    /** What is counted for each mailbox apart, and, since a new address begins as a whole, the warm-up for all of the connector. */
    static List<Allowance> allowances(MailQueueName queue, OutboundConnector connector) {
        String name = queue.asString();
        String all = QueueNames.of(connector.name()).asString();
        Optional<WarmUp> warmUp = connector.submission().warmUp();
        return all.equals(name) || warmUp.isEmpty() ? List.of(new Allowance(name, connector.pace(), warmUp))
            : List.of(new Allowance(name, connector.pace(), Optional.empty()), new Allowance(all, Pace.UNLIMITED, warmUp));
    }
}
