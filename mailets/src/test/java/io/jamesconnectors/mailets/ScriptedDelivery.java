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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.delivery.Body;
import io.jamesconnectors.smtp.delivery.ConnectorCounters;
import io.jamesconnectors.smtp.delivery.Delivery;
import io.jamesconnectors.smtp.delivery.DeliveryCounters;
import io.jamesconnectors.smtp.delivery.DeliveryResult;
import io.jamesconnectors.smtp.delivery.Envelope;
import io.jamesconnectors.smtp.delivery.EnvelopeRecipient;
import io.jamesconnectors.smtp.delivery.Failure;
import io.jamesconnectors.smtp.delivery.RecipientOutcome;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.wire.Reply;

/** Answers each recipient as the test says, and remembers what was sent; accepts whoever the test says nothing of. */
class ScriptedDelivery implements Delivery {
    static final RecipientOutcome ACCEPTED = new RecipientOutcome.Delivered(Reply.of(250, List.of("2.0.0 Ok")), "mx.test", false);
    static final RecipientOutcome DEFERRED = new RecipientOutcome.Deferred(failure(Failure.Kind.TRANSIENT, 450, "4.4.316", "Connection refused"));
    static final RecipientOutcome REFUSED = new RecipientOutcome.Refused(failure(Failure.Kind.PERMANENT, 550, "5.1.1", "No such user"));
    static final RecipientOutcome UNKNOWN = new RecipientOutcome.Unknown(failure(Failure.Kind.UNKNOWN, 450, "4.4.318", "Lost after the final dot"));

    record Sent(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName domain, Envelope envelope, byte[] bytes, String thread) {
        List<String> recipients() {
            return envelope.recipients().stream().map(EnvelopeRecipient::address).toList();
        }
    }

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    final Map<ConnectorName, ConnectorCounters> counters = new ConcurrentHashMap<>();
    private final Map<String, RecipientOutcome> outcomes = new ConcurrentHashMap<>();

    ScriptedDelivery answer(String recipient, RecipientOutcome outcome) {
        outcomes.put(recipient, outcome);
        return this;
    }

    @Override
    public DeliveryResult attempt(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName recipientDomain, Envelope envelope, Body body, String ehloName) throws InterruptedException {
        try (InputStream in = body.open()) {
            sent.add(new Sent(connector, mailbox, recipientDomain, envelope, in.readAllBytes(), Thread.currentThread().getName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<EnvelopeRecipient, RecipientOutcome> result = new LinkedHashMap<>();
        envelope.recipients().forEach(recipient -> result.put(recipient, outcomes.getOrDefault(recipient.address(), ACCEPTED)));
        return new DeliveryResult(result, List.of());
    }

    @Override
    public DeliveryCounters counters() {
        return new DeliveryCounters(0, 0, 0, 0, 0);
    }

    @Override
    public ConnectorCounters counters(ConnectorName connector) {
        return counters.getOrDefault(connector, ConnectorCounters.NONE);
    }

    @Override
    public void close() {
        // holds nothing
    }

    static Failure failure(Failure.Kind kind, int code, String enhanced, String text) {
        return new Failure(kind, Phase.CONNECT, "mx.test", "127.0.0.1:25", code, EnhancedCode.parse(enhanced), text, "reason");
    }
}
