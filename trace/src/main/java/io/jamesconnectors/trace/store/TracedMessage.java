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
package io.jamesconnectors.trace.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.jamesconnectors.trace.TraceEvent;
import io.jamesconnectors.trace.TraceStatus;

/**
 * What is known of a message; empty texts stand for what is not.
 *
 * @param octets its size; -1 when nobody knows
 * @param recipients at most {@value #MOST_RECIPIENTS}, those that failed first, then those that wait
 * @param clientFacts what {@link io.jamesconnectors.trace.TraceNote.Arrival#facts} said of the client
 */
public record TracedMessage(String id, Instant receivedAt, String messageId, String sender, long octets, String inbound, String clientAddress, String tls,
        List<Recipient> recipients, String clientFacts) {
    /** The most recipients that are shown. */
    public static final int MOST_RECIPIENTS = 1_000;

    public TracedMessage {
        recipients = List.copyOf(recipients);
    }

    /** @param connector the outbound one; empty for none (yet) */
    public record Recipient(String address, TraceStatus status, String connector) {
    }

    /** The status of the recipient that deserves attention first. */
    public TraceStatus status() {
        return recipients.stream().map(Recipient::status).min(TraceStatus::compareTo).orElse(TraceStatus.GETTING_STATUS);
    }

    /** The outbound connectors, each once. */
    public List<String> outbound() {
        return recipients.stream().map(Recipient::connector).filter(name -> !name.isEmpty()).distinct().sorted().toList();
    }

    /**
     * Some of those that were found.
     *
     * @param total how many there are; {@link TraceQuery#MOST} stands for that many or more
     */
    public record Page(int total, List<TracedMessage> messages) {
        public Page {
            messages = List.copyOf(messages);
        }
    }

    /** A step of its way, as it is kept. */
    public record Step(Instant at, TraceEvent.Kind kind, String recipient, String connector, String reason, String tls, String reply, String host) {
    }

    /**
     * A message with its way.
     *
     * @param steps in the order of time, at most {@value #MOST_STEPS}
     */
    public record WithSteps(TracedMessage message, List<Step> steps) {
        /** The most steps that are shown. */
        public static final int MOST_STEPS = 2_000;

        public WithSteps {
            steps = List.copyOf(steps);
        }

        /** The steps of one kind. */
        public Stream<Step> steps(TraceEvent.Kind kind) {
            return steps.stream().filter(step -> step.kind() == kind);
        }
    }
}
