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
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import javax.mail.MessagingException;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.collect.Maps;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.smtp.delivery.AttemptTrace;
import io.jamesconnectors.smtp.delivery.Body;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.smtp.delivery.DeliveryResult;
import io.jamesconnectors.smtp.delivery.Envelope;
import io.jamesconnectors.smtp.delivery.EnvelopeRecipient;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.smtp.session.Phase;

/** Turns a mail of James into what {@link Delivery} takes, and its answers back; writes the log line of every host tried, and notes it in the trace. */
final class Attempt {
    private static final Logger DELIVERY = LoggerFactory.getLogger("io.jamesconnectors.delivery");
    /** Smart hosts ask for no domain; address literals have none. */
    private static final DomainName NO_DOMAIN = DomainName.parse("address-literal.invalid");

    private final Delivery delivery;
    private final Placing placing;
    private final String heloName;
    private final MailTrace trace;

    Attempt(Delivery delivery, Placing placing, String heloName, MailTrace trace) {
        this.delivery = delivery;
        this.placing = placing;
        this.heloName = heloName;
        this.trace = trace;
    }

    /**
     * Reads the message.
     *
     * @param recipients those it is sent to, all as the same sender
     * @throws MessagingException, IOException when it can't be read
     */
    Message prepare(OutboundConnector connector, Collection<Way.Sent> recipients, Mail mail) throws MessagingException, IOException {
        SubmissionDecision.Send send = recipients.iterator().next().send();
        MailBody stored = MailBody.of(mail);
        Body body = EditedBody.of(stored, placing.departing(connector, mail, recipients.stream().anyMatch(Way.Sent::crosses)));
        Optional<FromRewrite> rewrite = connector.submission().fromRewrite().filter(known -> send.rewritten());
        Optional<Body> sent = rewrite.isEmpty() ? Optional.of(body) : ReplacedSender.in(body, rewrite.get(), Submissions.sender(mail));
        return new Message(connector, mail.getName(), trace.id(mail), DeliveryProgress.of(mail, Instant.EPOCH).failedAttempts() + 1, send, DsnWishes.of(mail), sent, stored.isEightBit());
    }

    /** A mail that is ready to be sent to any of its recipients. */
    final class Message {
        private final OutboundConnector connector;
        private final String name;
        private final String id;
        private final int number;
        private final SubmissionDecision.Send send;
        private final DsnWishes dsn;
        private final Optional<Body> body;
        private final boolean eightBit;

        private Message(OutboundConnector connector, String name, String id, int number, SubmissionDecision.Send send, DsnWishes dsn, Optional<Body> body, boolean eightBit) {
            this.connector = connector;
            this.name = name;
            this.id = id;
            this.number = number;
            this.send = send;
            this.dsn = dsn;
            this.body = body;
            this.eightBit = eightBit;
        }

        /**
         * Makes one attempt. Recipients that are called the same on the wire are named there once, and share the outcome.
         *
         * @return an outcome for every recipient
         * @throws InterruptedException when the server stops meanwhile
         */
        Map<MailAddress, RecipientOutcome> send(Transaction transaction) throws InterruptedException {
            Map<MailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
            Map<String, EnvelopeRecipient> named = new LinkedHashMap<>();
            transaction.recipients().forEach((recipient, way) -> {
                try {
                    named.putIfAbsent(way.recipient(), new EnvelopeRecipient(way.recipient(), dsn.of(recipient, way.recipient())));
                } catch (IllegalArgumentException e) {
                    outcomes.put(recipient, refused(new EnhancedCode(5, 1, 3), "Bad recipient address syntax", String.valueOf(e.getMessage())));
                }
            });
            if (named.isEmpty()) {
                return outcomes;
            }
            if (body.isEmpty()) {
                return all(transaction, recipient -> refused(new EnhancedCode(5, 6, 0), "The header of the message is too large for its sender to be replaced",
                    "header: more than " + HeaderBlock.MAX_OCTETS + " octets (expected: at most that where fromRewrite applies)"));
            }
            if (transaction.domain().isEmpty() && connector.route() instanceof Route.MxRecords) {
                return all(transaction, recipient ->
                    refused(new EnhancedCode(5, 1, 2), "The recipient has no mail domain", "domain: " + recipient.getDomain().asString() + " (expected: a domain name)"));
            }
            DeliveryResult result = delivery.attempt(connector, send.mailbox(), transaction.domain().orElse(NO_DOMAIN),
                new Envelope(send.sender(), List.copyOf(named.values()), dsn.message(), false, eightBit), body.get(), heloName);
            for (AttemptTrace attempt : result.attempts()) {
                if (DELIVERY.isInfoEnabled()) {
                    DELIVERY.info("mail={} attempt={} {}", name, number, attempt.asLogLine());
                }
                trace.tried(id, number, transaction.recipients().keySet(), attempt);
            }
            transaction.recipients().forEach((recipient, way) -> {
                @Nullable EnvelopeRecipient asked = named.get(way.recipient());
                if (asked != null) {
                    outcomes.put(recipient, Optional.ofNullable(result.outcomes().get(asked))
                        .orElseThrow(() -> new IllegalStateException("delivery: no outcome for " + asked + " (expected: one for each recipient)")));
                    if (outcomes.get(recipient) instanceof RecipientOutcome.Delivered delivered) {
                        trace.delivered(id, connector, recipient, delivered, result.attempts());
                    }
                }
            });
            return outcomes;
        }
    }

    private static Map<MailAddress, RecipientOutcome> all(Transaction transaction, Function<MailAddress, RecipientOutcome> outcome) {
        return Maps.toMap(transaction.recipients().keySet(), outcome::apply);
    }

    private static RecipientOutcome refused(EnhancedCode code, String text, String reason) {
        return new RecipientOutcome.Refused(new Failure(Failure.Kind.PERMANENT, Phase.LOOKUP, "", "", 550, code, text, reason));
    }
}
