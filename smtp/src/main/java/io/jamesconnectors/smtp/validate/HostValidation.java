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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.delivery.SourceAddresses;
import io.jamesconnectors.smtp.delivery.TargetHost;
import io.jamesconnectors.smtp.delivery.Targets;
import io.jamesconnectors.smtp.login.Account;
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
 * Takes the hosts of one validation, one after the other: each of its addresses up to EHLO after TLS, and at the first that is good the logins and the
 * envelope. A mailbox that was refused once is not tried at the next host, since too many failures lock it; the test message is sent once.
 */
final class HostValidation {
    private static final int MOST_ADDRESSES = 30;

    private final OutboundConnector connector;
    private final ValidationRequest request;
    private final Optional<TrialEnvelope> trial;
    private final StepLog log;
    private final Targets targets;
    private final SmtpClient client;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Set<Account> refused = new HashSet<>();
    private int addresses;
    private boolean sent;

    HostValidation(OutboundConnector connector, ValidationRequest request, Optional<TrialEnvelope> trial, StepLog log, Targets targets, SmtpClient client,
        InstantSource clock,
            LongSupplier nanoTime) {
        this.connector = connector;
        this.request = request;
        this.trial = trial;
        this.log = log;
        this.targets = targets;
        this.client = client;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    void run(TargetHost host, TlsRequirement requirement, ClientTls tls) throws InterruptedException {
        log.begin(Kind.RESOLVE, host.name());
        Targets.HostAddresses found = targets.addresses(host);
        if (found.failure().isPresent()) {
            log.end(Outcome.FAILED, found.failure().get().reason(), Remedies.of(found.failure().get()));
            return;
        }
        log.ok(found.places().stream().map(place -> (place.host().equals(host.name()) ? "" : place.host() + " ") + place.address().getHostAddress())
            .collect(Collectors.joining(", ")));
        boolean good = false;
        for (Targets.Place place : found.places()) {
            if (addresses++ >= MOST_ADDRESSES) {
                log.add(Kind.CONNECT, host.name(), Outcome.SKIPPED, "more than " + MOST_ADDRESSES + " addresses: the rest is not tried", "");
                return;
            }
            good |= address(place, host.port(), requirement, tls, !good);
        }
    }

    /** @return whether mail could go there */
    private boolean address(Targets.Place place, int port, TlsRequirement requirement, ClientTls tls, boolean first) throws InterruptedException {
        InetSocketAddress address = new InetSocketAddress(place.address(), port);
        String where = place.host() + " at " + NetUtil.toSocketAddressString(address);
        Optional<InetAddress> source = SourceAddresses.OF_CONNECTOR.of(connector, place.address());
        if (source.filter(ours -> ours.getAddress().length != place.address().getAddress().length).isPresent()) {
            log.add(Kind.CONNECT, where, Outcome.SKIPPED, "sourceAddress is of another family, so mail never goes there", "");
            return false;
        }
        Destination destination = new Destination(place.host(), address, requirement, request.ehloName(), tls, Optional.empty(), source);
        SessionSteps steps = new SessionSteps(log, destination, where, clock);
        SmtpConnection connection;
        try {
            connection = client.open(destination, times(), steps);
        } catch (SessionException e) {
            steps.failed(e);
            return false;
        }
        if (!connection.verdict().isEncrypted()) {
            inClear(connection, where);
        }
        if (first && connector.submission().mailboxes().isEmpty()) {
            envelope(connection, where);
        }
        connection.quit();
        if (first) {
            for (Mailbox mailbox : mailboxes()) {
                login(destination, Account.of(mailbox), where);
            }
        }
        return true;
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
        String place = account.user() + " at " + anonymous.host();
        if (refused.contains(account)) {
            log.add(Kind.LOGIN, place, Outcome.SKIPPED, "refused before", "");
            return;
        }
        Destination destination = new Destination(anonymous.host(), anonymous.address(), anonymous.requirement(), anonymous.ehloName(), anonymous.tls(),
            Optional.of(account),
            anonymous.source());
        LoginSteps steps = new LoginSteps(log, destination, place);
        try {
            SmtpConnection connection = client.open(destination, times(), steps);
            steps.succeeded(connection);
            if (trial.flatMap(TrialEnvelope::mailbox).filter(mailbox -> Account.of(mailbox).equals(account)).isPresent()) {
                envelope(connection, where);
            }
            connection.quit();
        } catch (SessionException e) {
            refused.add(account);
            steps.failed(e);
        }
    }

    private void envelope(SmtpConnection connection, String where) throws InterruptedException {
        if (trial.isEmpty()) {
            return;
        }
        TrialEnvelope tried = trial.get();
        SessionSteps steps = new SessionSteps(log, connection.destination(), where, clock);
        try {
            boolean taken = connection.rehearse(tried.sender(), tried.recipient(), steps);
            if (taken && tried.recipient().isPresent() && !sent) {
                log.begin(Kind.MESSAGE, where);
                message(connection.send(TestMessage.of(connector.name(), tried.sender(), tried.recipient().get(), request.ehloName(), clock.instant()), times())
                    .get(0), steps);
            }
        } catch (SessionException e) {
            steps.failed(e);
        }
    }

    private void message(RecipientAnswer answer, SessionSteps steps) {
        if (answer instanceof RecipientAnswer.Accepted accepted) {
            sent = true;
            log.ok(accepted.reply().asString());
        } else if (answer instanceof RecipientAnswer.Rejected rejected) {
            log.end(Outcome.FAILED, rejected.phase().word() + ": " + rejected.reply().asString(), Remedies.of(rejected.reply()));
        } else if (answer instanceof RecipientAnswer.InDoubt doubt) {
            sent = true;
            log.end(Outcome.FAILED, doubt.cause().reason() + "; whether the message arrived is unknown", "Look for it at the recipient.");
        } else if (answer instanceof RecipientAnswer.Broken broken) {
            steps.failed(broken.cause());
        } else if (answer instanceof RecipientAnswer.Unsupported unsupported) {
            log.end(Outcome.FAILED, "the server does not offer " + unsupported.need() + ", or not enough", "");
        }
    }

    private PhaseTimes times() {
        return new PhaseTimes(Phase.CONNECT, nanoTime);
    }
}
