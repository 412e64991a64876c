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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.smtp.health.Visit;
import io.jamesconnectors.smtp.pool.ConnectionPool;
import io.jamesconnectors.smtp.pool.Lease;
import io.jamesconnectors.smtp.pool.PoolKey;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.PhaseTimes;
import io.jamesconnectors.smtp.session.RecipientAnswer;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SmtpConnection;
import io.jamesconnectors.smtp.session.UnsendableMessage;
import io.netty.util.NetUtil;

/**
 * Tries one address of one host: borrows a connection, sends the message to those who wait, translates the answers, and keeps the evidence.
 * A message that fails on a reused connection before its first reply is sent once more on a new one: the server may have hung up while the
 * connection was idle, which says nothing about the message. Where the message left together with its envelope that may, seldom, make a second copy:
 * the server would have to take the message and die before it says a word. The retry that an unknown outcome leads to would make the same copy.
 * Where there is no new connection to be had, the outcome of such a message is unknown.
 */
final class AddressTry {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpDelivery.class);

    /** Authentication required, too weak, invalid (RFC 4954 §6). */
    private static final Set<Integer> WANTS_LOGIN = Set.of(530, 534, 535);

    private final ConnectionPool pool;
    private final DeliverySettings settings;
    private final LongSupplier nanoTime;
    private final LongAdder messagesSent;
    private final ConnectionTally tally;

    AddressTry(ConnectionPool pool, DeliverySettings settings, LongSupplier nanoTime, LongAdder messagesSent, ConnectionTally tally) {
        this.pool = pool;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.messagesSent = messagesSent;
        this.tally = tally;
    }

    /**
     * Tries one address.
     *
     * @param visit is told when the host answers
     * @return why it could not be reached or spoken to; empty when it could, and when that was our own doing
     */
    Optional<SessionException> run(Attempt attempt, Destination destination, Visit visit) throws InterruptedException {
        PhaseTimes times = new PhaseTimes(Phase.QUEUE, nanoTime);
        TraceNotes notes = new TraceNotes(attempt, destination, attempt.pending().size());
        String host = destination.host();
        String peer = NetUtil.toSocketAddressString(destination.address());
        try {
            Optional<Lease> lent = pool.lease(new PoolKey(attempt.connector().name(), destination), attempt.connector().limits(), settings.leasePatience(), times);
            if (lent.isEmpty()) {
                String reason = "connections: all " + attempt.connector().limits().maxConnections() + " in use for " + settings.leasePatience().toSeconds() + " s";
                notes.problem(reason);
                attempt.settleAll(OwnFailures.of(Phase.QUEUE, OwnFailures.CONGESTED, host, peer, "Too many connections in use", reason));
                return Optional.empty();
            }
            try (Lease lease = lent.get()) {
                if (lease.connection().messages() == 0) {
                    visit.reached();
                }
                sendAll(attempt, lease, times, notes, peer, visit);
            }
            return Optional.empty();
        } catch (SessionException e) {
            notes.failed(e);
            if (e.fault() == SessionException.Fault.LOGIN) {
                attempt.settleAll(OwnFailures.of(e, host, peer));
            } else {
                attempt.passOn(OwnFailures.of(e, host, peer));
            }
            if (e.verdict().isPresent()) {
                visit.reached();
            }
            return saysNothingOfHost(e) ? Optional.empty() : Optional.of(e);
        } finally {
            tally.add(attempt.connector().name(), times);
            AttemptTrace trace = notes.trace(times);
            attempt.trace(trace);
            if (LOGGER.isDebugEnabled()) {
                LOGGER.debug("{}", trace.asLogLine());
            }
        }
    }

    private static boolean saysNothingOfHost(SessionException e) {
        return e.fault() == SessionException.Fault.FLOOR || e.fault() == SessionException.Fault.LOGIN || e.fault() == SessionException.Fault.LOCAL
            || e.fault() == SessionException.Fault.REPLY && e.phase() == Phase.LOGIN;
    }

    private void sendAll(Attempt attempt, Lease lease, PhaseTimes times, TraceNotes notes, String peer, Visit visit)
            throws SessionException, InterruptedException {
        String host = lease.connection().destination().host();
        List<EnvelopeRecipient> all = attempt.pending();
        boolean delivered = true;
        for (int from = 0; from < all.size(); from += settings.recipientsPerTransaction()) {
            List<EnvelopeRecipient> some = all.subList(from, Math.min(all.size(), from + settings.recipientsPerTransaction()));
            if (!lease.connection().isOpen() && lease.connection().messages() > 0) {
                if (!delivered) {
                    Failure closed = OwnFailures.of(Phase.MAIL, OwnFailures.CLOSED_ABRUPTLY, host, peer, "Connection closed by " + host, "connection closed before this recipient was named");
                    all.subList(from, all.size()).forEach(recipient -> attempt.passOn(recipient, closed));
                    return;
                }
                lease.reopen(times);
            }
            Sent sent = send(attempt, lease, some, times, peer);
            notes.sentOver(lease.connection());
            sent.fitted().leftOut().forEach((recipient, failure) -> {
                notes.problem(failure.reason());
                attempt.passOn(recipient, failure);
            });
            if (sent.answers().isEmpty()) {
                continue;
            }
            delivered = false;
            if (sent.answers().stream().anyMatch(answer -> answer instanceof RecipientAnswer.Accepted || answer instanceof RecipientAnswer.Rejected)) {
                visit.reached();
            }
            for (int i = 0; i < sent.answers().size(); i++) {
                notes.answer(sent.answers().get(i));
                settle(attempt, sent.fitted().recipients().get(i), withoutLogin(lease.connection(), sent.answers().get(i)), host, peer);
                delivered |= sent.answers().get(i) instanceof RecipientAnswer.Accepted;
            }
            if (delivered) {
                messagesSent.increment();
            }
        }
    }

    /** What was sent, and an answer for each of its recipients. */
    private record Sent(Fitted fitted, List<RecipientAnswer> answers) {
    }

    private static Sent send(Attempt attempt, Lease lease, List<EnvelopeRecipient> some, PhaseTimes times, String peer)
            throws SessionException, InterruptedException {
        SmtpConnection kept = lease.connection();
        boolean reused = kept.messages() > 0;
        Sent sent = sendOver(kept, attempt, some, times, peer);
        if (!reused || sent.answers().isEmpty() || !failedBeforeFirstReply(sent.answers().get(0))) {
            return sent;
        }
        try {
            return sendOver(lease.reopen(times), attempt, some, times, peer);
        } catch (SessionException e) {
            for (int i = 0; i < sent.answers().size(); i++) {
                if (sent.answers().get(i) instanceof RecipientAnswer.InDoubt doubt) {
                    settle(attempt, sent.fitted().recipients().get(i), doubt, kept.destination().host(), peer);
                }
            }
            throw e;
        }
    }

    private static Sent sendOver(SmtpConnection connection, Attempt attempt, List<EnvelopeRecipient> some, PhaseTimes times, String peer)
            throws InterruptedException {
        String host = connection.destination().host();
        Fitted fitted;
        try {
            fitted = Fitted.to(connection.capabilities(), attempt, some, host, peer);
        } catch (IOException | RuntimeException e) {
            String reason = "message unreadable: " + e;
            some.forEach(recipient -> attempt.settle(recipient, new RecipientOutcome.Deferred(
                OwnFailures.of(Phase.BODY, OwnFailures.OWN_TROUBLE, host, peer, "Local error", reason))));
            return new Sent(new Fitted(List.of(), Optional.empty(), Map.of()), List.of());
        }
        return new Sent(fitted, fitted.message().isPresent() ? connection.send(fitted.message().get(), times) : List.of());
    }

    /** A server that has forgotten our login, or never minded it, refuses everyone: that is no answer to the message, and the next connection logs in anew. */
    private static RecipientAnswer withoutLogin(SmtpConnection connection, RecipientAnswer answer) {
        if (connection.mechanism().isPresent() && answer instanceof RecipientAnswer.Rejected refused && refused.phase() == Phase.MAIL && WANTS_LOGIN.contains(refused.reply().code())) {
            connection.close(SessionException.Fault.LOGIN, refused.reply().asString());
            return new RecipientAnswer.Rejected(Phase.MAIL, refused.reply().asTransient(454));
        }
        return answer;
    }

    private static void settle(Attempt attempt, EnvelopeRecipient recipient, RecipientAnswer answer, String host, String peer) {
        if (answer instanceof RecipientAnswer.Accepted accepted) {
            attempt.settle(recipient, new RecipientOutcome.Delivered(accepted.reply(), host, accepted.dsn()));
        } else if (answer instanceof RecipientAnswer.Rejected rejected) {
            Failure failure = OwnFailures.of(rejected.phase(), rejected.reply(), host, peer);
            if (rejected.reply().isPermanent()) {
                attempt.settle(recipient, new RecipientOutcome.Refused(failure));
            } else if (rejected.phase() == Phase.MAIL || rejected.reply().code() == 421) {
                attempt.passOn(recipient, failure);
            } else {
                attempt.settle(recipient, new RecipientOutcome.Deferred(failure));
            }
        } else if (answer instanceof RecipientAnswer.Unsupported unsupported) {
            attempt.passOn(recipient, OwnFailures.of(unsupported.need(), host, peer));
        } else if (answer instanceof RecipientAnswer.InDoubt doubt) {
            attempt.settle(recipient, new RecipientOutcome.Unknown(OwnFailures.unknown(doubt.cause(), host, peer)));
        } else if (answer instanceof RecipientAnswer.Broken broken) {
            Failure failure = OwnFailures.of(broken.cause(), host, peer);
            if (broken.cause().getCause() instanceof UnsendableMessage unsendable) {
                attempt.settle(recipient, new RecipientOutcome.Refused(
                    OwnFailures.of(Phase.BODY, OwnFailures.UNSENDABLE, host, peer, "Message header is malformed", String.valueOf(unsendable.getMessage()))));
            } else if (broken.cause().fault() == SessionException.Fault.LOCAL) {
                attempt.settle(recipient, new RecipientOutcome.Deferred(failure));
            } else {
                attempt.passOn(recipient, failure);
            }
        }
    }

    private static boolean failedBeforeFirstReply(RecipientAnswer answer) {
        return answer instanceof RecipientAnswer.Broken broken && broken.cause().phase() == Phase.MAIL
            || answer instanceof RecipientAnswer.InDoubt doubt && doubt.cause().phase() == Phase.MAIL && doubt.cause().fault() == SessionException.Fault.CLOSED
            || answer instanceof RecipientAnswer.Rejected rejected && rejected.phase() == Phase.MAIL && rejected.reply().code() == 421;
    }
}
