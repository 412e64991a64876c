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
package io.jamesconnectors.smtp.delivery;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.mime.NotConvertible;
import io.jamesconnectors.smtp.mime.SevenBit;

/** One attempt as it goes: who has an answer already, who may still be served by the next host, and what is to be reported if none serves them. */
final class Attempt {
    private final OutboundConnector connector;
    private final Optional<Account> account;
    private final Envelope envelope;
    private final Body body;
    private final Map<EnvelopeRecipient, RecipientOutcome> outcomes = new LinkedHashMap<>();
    private final Set<EnvelopeRecipient> pending;
    private final Map<EnvelopeRecipient, Failure> failures = new LinkedHashMap<>();
    private final List<AttemptTrace> traces = new ArrayList<>();
    private @Nullable SevenBit sevenBit;
    private @Nullable NotConvertible obstacle;

    Attempt(OutboundConnector connector, Optional<Account> account, Envelope envelope, Body body) {
        this.connector = connector;
        this.account = account;
        this.envelope = envelope;
        this.body = body;
        this.pending = new LinkedHashSet<>(envelope.recipients());
    }

    OutboundConnector connector() {
        return connector;
    }

    /** Whom it logs in as. */
    Optional<Account> account() {
        return account;
    }

    /** How many attempts of the connector may be at one host at once: each mailbox has connections of its own. */
    int mostAtOneHost() {
        return connector.limits().maxConnections() * Math.max(1, connector.submission().mailboxes().size());
    }

    Envelope envelope() {
        return envelope;
    }

    Body body() {
        return body;
    }

    boolean isOver() {
        return pending.isEmpty();
    }

    List<EnvelopeRecipient> pending() {
        return List.copyOf(pending);
    }

    void settle(EnvelopeRecipient recipient, RecipientOutcome outcome) {
        if (pending.remove(recipient)) {
            outcomes.put(recipient, outcome);
        }
    }

    /** Nobody else can help: all who are pending have this failure. */
    void settleAll(Failure failure) {
        pending().forEach(recipient -> settle(recipient, outcome(failure)));
    }

    /** The message in seven bits, found out at most once. */
    SevenBit sevenBit() throws IOException, NotConvertible {
        if (obstacle != null) {
            throw obstacle;
        }
        if (sevenBit == null) {
            try {
                sevenBit = SevenBit.of(body::open);
            } catch (NotConvertible e) {
                obstacle = e;
                throw e;
            }
        }
        return sevenBit;
    }

    /**
     * The next host may help. If none does, the failure that came furthest is reported, the last one among equals: it says the most. A host that may help
     * later outweighs one that never will.
     */
    void passOn(EnvelopeRecipient recipient, Failure failure) {
        failures.merge(recipient, failure, Attempt::weightier);
    }

    /** The one of two that is reported. */
    static Failure weightier(Failure earlier, Failure later) {
        if ((earlier.kind() == Failure.Kind.PERMANENT) != (later.kind() == Failure.Kind.PERMANENT)) {
            return earlier.kind() == Failure.Kind.PERMANENT ? later : earlier;
        }
        return later.phase().compareTo(earlier.phase()) >= 0 ? later : earlier;
    }

    void passOn(Failure failure) {
        pending.forEach(recipient -> passOn(recipient, failure));
    }

    void trace(AttemptTrace trace) {
        traces.add(trace);
    }

    int tried() {
        return traces.size();
    }

    /** No host is left. */
    DeliveryResult result(Failure otherwise) {
        for (EnvelopeRecipient recipient : pending()) {
            Failure failure = failures.get(recipient);
            settle(recipient, outcome(failure == null ? otherwise : failure));
        }
        Map<EnvelopeRecipient, RecipientOutcome> ordered = new LinkedHashMap<>();
        envelope.recipients().forEach(recipient -> {
            RecipientOutcome outcome = outcomes.get(recipient);
            if (outcome != null) {
                ordered.put(recipient, outcome);
            }
        });
        return new DeliveryResult(ordered, traces);
    }

    private static RecipientOutcome outcome(Failure failure) {
        return switch (failure.kind()) {
            case TRANSIENT -> new RecipientOutcome.Deferred(failure);
            case PERMANENT -> new RecipientOutcome.Refused(failure);
            case UNKNOWN -> new RecipientOutcome.Unknown(failure);
        };
    }
}
