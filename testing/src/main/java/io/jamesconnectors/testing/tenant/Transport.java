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
package io.jamesconnectors.testing.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.tenant.Consignment.Outcome;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/**
 * Takes letters where they belong, on a few threads of its own: into mailboxes, to other servers, again after a while, or back to their senders.
 * Nothing that a server answers is lost between: each recipient of each letter ends as stored, sent, returned or dropped, unless the tenant is closed before.
 */
final class Transport implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int MAX_TASKS = 10_000;
    private static final long PATIENCE_SECONDS = 10;
    private static final String NO_HOST = "450 4.4.312 DNS query failed";
    private static final String EXPIRED = "550 5.4.300 Message expired -> ";

    private final Routing routing;
    private final HeaderFirewall firewall;
    private final SenderRewriting senders;
    private final Carrier carrier;
    private final Journal journal;
    private final TenantSwitches switches;
    private final ScheduledThreadPoolExecutor executor;

    Transport(String name, Routing routing, HeaderFirewall firewall, Carrier carrier, Journal journal, TenantSwitches switches) {
        this.routing = routing;
        this.firewall = firewall;
        this.senders = new SenderRewriting(routing, switches);
        this.carrier = carrier;
        this.journal = journal;
        this.switches = switches;
        AtomicInteger threads = new AtomicInteger();
        this.executor = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, name + "-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether no more should be taken from outside. */
    boolean isFull() {
        return journal.tasks() >= MAX_TASKS;
    }

    /** Makes a letter of what has come, and takes it on. An address that was given twice, in whatever case, gets one copy. */
    Letter accept(Arrival arrival, Kind kind, String why) {
        long id = journal.newLetter();
        ReceivedMessage message = arrival.message();
        Map<String, String> recipients = new LinkedHashMap<>();
        message.recipients().forEach(recipient -> recipients.putIfAbsent(Address.canonical(recipient), recipient));
        Letter letter = new Letter(id, arrival, message.sender(), List.copyOf(recipients.values()), firewall.enter(arrival, id));
        journal.happened(kind, letter, String.join(",", letter.recipients()), why, "");
        schedule(() -> route(letter, 1), Duration.ZERO);
        return letter;
    }

    /** Ends all that is under way; what waits is forgotten, and no thread is left. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            carrier.close();
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("threads of the tenant: still running after " + PATIENCE_SECONDS + " s (expected: ended)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void schedule(Runnable work, Duration wait) {
        journal.taskBegins();
        try {
            executor.schedule(() -> run(work), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            journal.taskEnds();
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            journal.failed(e);
        } finally {
            journal.taskEnds();
        }
    }

    private void route(Letter letter, int attempt) {
        Map<String, String> hopeless = new LinkedHashMap<>();
        if (firewall.passes(letter.message()) > switches.loopLimit()) {
            letter.recipients().forEach(recipient -> hopeless.put(recipient, Routing.LOOP));
        } else {
            Map<Route, Map<String, String>> routes = new LinkedHashMap<>();
            for (String recipient : letter.recipients()) {
                Hop hop = routing.next(letter.arrival().source(), recipient);
                if (hop instanceof Hop.Store store) {
                    journal.store(new StoredMessage(Instant.now(), store.mailbox(), recipient, letter.message().bytes(), letter.arrival()), letter);
                } else if (hop instanceof Hop.Relay relay) {
                    Route taken = Route.of(relay, senders.sender(letter, relay, recipient));
                    routes.computeIfAbsent(taken, key -> new LinkedHashMap<>()).put(recipient, relay.address());
                } else if (hop instanceof Hop.Return returned) {
                    hopeless.put(recipient, returned.reply());
                }
            }
            routes.forEach((route, addresses) -> schedule(() -> carry(letter, route, addresses, attempt), Duration.ZERO));
        }
        giveBack(letter, hopeless, "not deliverable");
    }

    private void carry(Letter letter, Route route, Map<String, String> addresses, int attempt) {
        Map<String, String> replies = replies(letter, route, addresses);
        Map<String, String> hopeless = new LinkedHashMap<>();
        Map<String, String> waiting = new LinkedHashMap<>();
        replies.forEach((recipient, reply) -> {
            if (reply.startsWith("2")) {
                journal.happened(Kind.SENT, letter, recipient, route.why(), reply);
            } else if (reply.startsWith("5")) {
                hopeless.put(recipient, reply);
            } else if (attempt >= switches.attempts()) {
                hopeless.put(recipient, EXPIRED + reply);
            } else {
                waiting.put(recipient, addresses.getOrDefault(recipient, recipient));
                journal.happened(Kind.DEFERRED, letter, recipient, route.why(), reply);
            }
        });
        if (!waiting.isEmpty()) {
            Runnable again = switches.isRoutedAgain()
                ? () -> route(letter.to(List.copyOf(waiting.keySet())), attempt + 1)
                : () -> carry(letter, route, waiting, attempt + 1);
            schedule(again, switches.retryWait());
        }
        giveBack(letter, hopeless, route.why());
    }

    private Map<String, String> replies(Letter letter, Route route, Map<String, String> addresses) {
        if (route.host().isEmpty()) {
            Map<String, String> none = new LinkedHashMap<>();
            addresses.keySet().forEach(recipient -> none.put(recipient, NO_HOST + " for " + route.tlsDomain()));
            return none;
        }
        Optional<String> originatorOrg = switches.saysXoorg() ? Optional.of(firewall.originatorOrg(letter.sender())) : Optional.empty();
        TlsSettings tls = route.connector().map(OutboundConnector::tlsSettings).orElse(TlsSettings.OPPORTUNISTIC);
        Outcome outcome = carrier.carry(new Consignment(route.host().get(), tls, route.tlsDomain(), route.sender(), addresses,
            firewall.leave(letter, route.connector()).bytes(), originatorOrg));
        journal.conversed(outcome.transcript());
        return outcome.replies();
    }

    /** Tells the sender by a report, which is brought as any mail; nobody where there is no sender (RFC 5321 §4.5.5). */
    private void giveBack(Letter letter, Map<String, String> replies, String why) {
        replies.forEach((recipient, reply) ->
            journal.happened(letter.sender().isEmpty() ? Kind.DROPPED : Kind.RETURNED, letter, recipient, why, reply));
        if (!replies.isEmpty() && !letter.sender().isEmpty()) {
            byte[] report = Report.about(letter, replies, routing.defaultDomain(), letter.id());
            ReceivedMessage message = new ReceivedMessage("", List.of(letter.sender()), report, report.length, Optional.empty());
            accept(new Arrival(Instant.now(), Source.REPORT, Optional.empty(), Optional.empty(), message), Kind.SUBMITTED, "report about #" + letter.id());
        }
    }

    /** What recipients have in common that get a message in one connection. */
    private record Route(Optional<OutboundConnector> connector, Optional<NextHost> host, String tlsDomain, String sender, String why) {

        static Route of(Hop.Relay relay, String sender) {
            Optional<OutboundConnector> connector = relay.connector();
            String tlsDomain = connector.flatMap(OutboundConnector::tlsDomain).or(() -> connector.flatMap(OutboundConnector::smartHost).map(NextHost::name))
                .orElse(relay.domain());
            return new Route(connector, relay.host(), tlsDomain, sender, relay.why());
        }
    }
}
