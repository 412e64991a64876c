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
package io.jamesconnectors.smtp.validate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.delivery.SourceAddresses;
import io.jamesconnectors.smtp.delivery.Targets;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.login.LoginFailure;
import io.jamesconnectors.smtp.session.Destination;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.PhaseTimes;
import io.jamesconnectors.smtp.session.RecipientAnswer;
import io.jamesconnectors.smtp.session.SessionException;
import io.jamesconnectors.smtp.session.SmtpClient;
import io.jamesconnectors.smtp.session.SmtpConnection;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.netty.util.NetUtil;

/**
 * Takes the addresses of one validation, one after the other: each up to EHLO after TLS, then the logins and the envelope. A mailbox that was refused
 * anywhere is not tried again, since too many failures lock it. The test message goes out once: to the first address that takes it, and where one has
 * refused it for good to none after that.
 */
final class AddressValidation {
    private final OutboundConnector connector;
    private final ValidationRequest request;
    private final Optional<TrialEnvelope> trial;
    private final StepLog log;
    private final SmtpClient client;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Bounds bounds;
    private final Map<Account, String> refused = new HashMap<>();
    private boolean settled;

    AddressValidation(OutboundConnector connector, ValidationRequest request, Optional<TrialEnvelope> trial, StepLog log, SmtpClient client, InstantSource clock,
        LongSupplier nanoTime, Bounds bounds) {
        this.connector = connector;
        this.request = request;
        this.trial = trial;
        this.log = log;
        this.client = client;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.bounds = bounds;
    }

    /** @param mayLackIpv6 whether the host has IPv4 addresses too, so that mail reaches it where this machine has no IPv6 */
    void run(Targets.Place place, int port, TlsRequirement requirement, ClientTls tls, boolean mayLackIpv6) throws InterruptedException {
        InetSocketAddress address = new InetSocketAddress(place.address(), port);
        String where = place.host() + " at " + NetUtil.toSocketAddressString(address);
        Optional<InetAddress> source = SourceAddresses.OF_CONNECTOR.of(connector, place.address());
        if (source.filter(ours -> ours.getAddress().length != place.address().getAddress().length).isPresent()) {
            log.add(Kind.CONNECT, where, Outcome.SKIPPED, "sourceAddress is of another family, so mail never goes there", "");
            return;
        }
        Destination destination = new Destination(place.host(), address, requirement, request.ehloName(), tls, Optional.empty(), source);
        SessionSteps steps = new SessionSteps(log, destination, where, clock);
        SmtpConnection connection;
        try {
            connection = client.open(destination, times(), steps);
        } catch (SessionException e) {
            steps.failed(e, mayLackIpv6);
            return;
        }
        if (!connection.verdict().isEncrypted()) {
            inClear(connection, where);
        }
        if (connector.submission().mailboxes().isEmpty()) {
            envelope(connection, where);
        }
        connection.quit();
        for (Mailbox mailbox : mailboxes()) {
            login(destination, Account.of(mailbox), where);
        }
    }

    private void inClear(SmtpConnection connection, String where) {
        if (!log.isIn(Kind.STARTTLS)) {
            log.begin(Kind.STARTTLS, where);
        }
        log.end(Outcome.WARNING, connection.verdict().problem().map(problem -> problem.detail()).orElse("no TLS")
            + ": mail would go in clear, as the floor allows",
            "Where that must not be, set <tlsSettings> to EncryptionOnly or stronger.");
    }

    private List<Mailbox> mailboxes() {
        Optional<Mailbox> only = request.from().isPresent() ? trial.flatMap(TrialEnvelope::mailbox) : Optional.empty();
        return only.map(List::of).orElseGet(() -> connector.submission().mailboxes());
    }

    private void login(Destination anonymous, Account account, String where) throws InterruptedException {
        String place = where + " as " + account.user();
        Optional<String> left = Optional.ofNullable(refused.get(account)).map(before -> "refused before, " + before + ": not tried again, since too many failures lock a mailbox")
            .or(() -> bounds.anotherLogin().map(why -> why + ": not tried"));
        if (left.isPresent()) {
            log.add(Kind.LOGIN, place, Outcome.SKIPPED, left.get(), "");
            return;
        }
        Destination destination = new Destination(anonymous.host(), anonymous.address(), anonymous.requirement(), anonymous.ehloName(), anonymous.tls(),
            Optional.of(account), anonymous.source());
        LoginSteps steps = new LoginSteps(log, destination, place);
        try {
            SmtpConnection connection = client.open(destination, times(), steps);
            steps.succeeded(connection);
            if (trial.flatMap(TrialEnvelope::mailbox).filter(mailbox -> Account.of(mailbox).equals(account)).isPresent()) {
                envelope(connection, place);
            }
            connection.quit();
        } catch (SessionException e) {
            if (holdsEverywhere(e)) {
                refused.put(account, "at " + NetUtil.toSocketAddressString(anonymous.address()));
            }
            steps.failed(e);
        }
    }

    /** A refusal, or that there is nothing to log in with; not that this address is out of reach or offers no mechanism. */
    private static boolean holdsEverywhere(SessionException e) {
        return e.phase() == Phase.LOGIN && (e.reply().isPresent() || e.getCause() instanceof LoginFailure);
    }

    private void envelope(SmtpConnection connection, String where) throws InterruptedException {
        if (trial.isEmpty()) {
            return;
        }
        TrialEnvelope tried = trial.get();
        SessionSteps steps = new SessionSteps(log, connection.destination(), where, clock);
        try {
            boolean taken = connection.rehearse(tried.sender(), tried.recipient(), steps);
            if (taken && tried.recipient().isPresent() && !settled) {
                log.begin(Kind.MESSAGE, where);
                message(connection.send(TestMessage.of(connector.name(), tried.sender(), tried.recipient().get(), request.ehloName(), clock.instant()), times())
                    .get(0), steps);
            }
        } catch (SessionException e) {
            steps.failed(e, false);
        }
    }

    private void message(RecipientAnswer answer, SessionSteps steps) {
        if (answer instanceof RecipientAnswer.Accepted accepted) {
            settled = true;
            log.ok(accepted.reply().asString());
        } else if (answer instanceof RecipientAnswer.Rejected rejected) {
            settled = rejected.reply().isPermanent();
            log.end(Outcome.FAILED, rejected.phase().word() + ": " + rejected.reply().asString(), Remedies.of(rejected.reply()));
        } else if (answer instanceof RecipientAnswer.InDoubt doubt) {
            settled = true;
            log.end(Outcome.FAILED, doubt.cause().reason() + "; whether the message arrived is unknown", "Look for it at the recipient.");
        } else if (answer instanceof RecipientAnswer.Broken broken) {
            steps.failed(broken.cause(), false);
        } else if (answer instanceof RecipientAnswer.Unsupported unsupported) {
            log.end(Outcome.FAILED, "the server does not offer " + unsupported.need() + ", or not enough", "");
        }
    }

    private PhaseTimes times() {
        return new PhaseTimes(Phase.CONNECT, nanoTime);
    }
}
