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
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.smtp.health.HealthCounters;
import io.jamesconnectors.smtp.health.HostState;
import io.jamesconnectors.smtp.health.TargetHealth;
import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.login.Tokens;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.pool.ConnectionPool;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.SmtpClient;
import io.jamesconnectors.smtp.wire.Command;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.dns.MailDns;

/**
 * The {@link Delivery} that speaks SMTP. Hosts are tried in order, as far as they are alive, with all their addresses; a connection that fails, a floor that is not reached, 421, a
 * transient refusal of MAIL and a message that the host has no way to take lead to the next one, every other answer to a recipient is its answer for this attempt.
 * Each address tried is one trace of the result; who asked for the attempt logs it, since only he knows the mail.
 */
public final class SmtpDelivery implements Delivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(SmtpDelivery.class);

    private final Logins logins;
    private final Targets targets;
    private final SmtpClient client;
    private final ConnectionPool pool;
    private final ConnectorTerms connectorTerms = new ConnectorTerms(System::getenv);
    private final LongAdder messagesSent = new LongAdder();
    private final ConnectionTally tally = new ConnectionTally();
    private final TargetHealth health;
    private final HostsInTurn hostsInTurn;
    private final Supplier<Set<InetSocketAddress>> listeners;

    private SmtpDelivery(MailDns dns, DeliverySettings settings, InstantSource clock, LongSupplier nanoTime, SourceAddresses sources, Logins logins) {
        this.logins = logins;
        this.targets = new Targets(dns, settings.random());
        this.client = new SmtpClient(settings.timeouts(), clock, logins, settings.eventLoopThreads());
        this.pool = new ConnectionPool(client, nanoTime);
        this.health = new TargetHealth(nanoTime);
        this.listeners = settings.ownListeners();
        HostTry hostTry = new HostTry(targets, sources, new OwnListeners(listeners), new AddressTry(pool, settings, nanoTime, messagesSent, tally),
            settings.addressesPerAttempt());
        this.hostsInTurn = new HostsInTurn(health, pool, hostTry, settings.leasePatience());
    }

    /** A delivery that finds its hosts through {@code dns}, which remains the caller's to close. */
    public static SmtpDelivery open(MailDns dns, DeliverySettings settings) {
        return open(dns, settings, InstantSource.system());
    }

    /** As {@link #open(MailDns, DeliverySettings)}, with a clock that says whether a certificate is in date, when a token ends, and how long ago a login was refused. */
    public static SmtpDelivery open(MailDns dns, DeliverySettings settings, InstantSource clock) {
        return open(dns, settings, clock, SourceAddresses.OF_CONNECTOR);
    }

    /** As {@link #open(MailDns, DeliverySettings, InstantSource)}, from the addresses that {@code sources} gives instead of those of the connector. */
    public static SmtpDelivery open(MailDns dns, DeliverySettings settings, InstantSource clock, SourceAddresses sources) {
        Secrets secrets = new Secrets(System::getenv);
        return open(dns, settings, clock, sources, new Logins(clock, secrets, TokenCache.open(clock, secrets, settings.random())));
    }

    /** As {@link #open(MailDns, DeliverySettings, InstantSource, SourceAddresses)}, with credentials from {@code logins}, which are closed with it. */
    public static SmtpDelivery open(MailDns dns, DeliverySettings settings, InstantSource clock, SourceAddresses sources, Logins logins) {
        return new SmtpDelivery(dns, settings, clock, System::nanoTime, sources, logins);
    }

    static SmtpDelivery open(MailDns dns, DeliverySettings settings, InstantSource clock, LongSupplier nanoTime, SourceAddresses sources, Logins logins) {
        return new SmtpDelivery(dns, settings, clock, nanoTime, sources, logins);
    }

    @Override
    public DeliveryResult attempt(OutboundConnector connector, Optional<Mailbox> mailbox, DomainName recipientDomain, Envelope envelope, Body body, String ehloName)
            throws InterruptedException {
        new Command.Ehlo(ehloName);
        Attempt attempt = new Attempt(connector, mailbox.map(Account::of), envelope, body);
        TlsRequirement requirement;
        try {
            requirement = connectorTerms.requirement(connector, recipientDomain);
        } catch (IOException | IllegalArgumentException e) {
            return settledAtOnce(attempt, OwnFailures.of(Phase.VERIFY, OwnFailures.BAD_CERTIFICATE, "", "", "Certificates can not be validated", String.valueOf(e.getMessage())));
        }
        HostTry.Terms terms;
        try {
            terms = new HostTry.Terms(requirement, connectorTerms.tls(connector), ehloName, attempt.account());
        } catch (IOException e) {
            return settledAtOnce(attempt, OwnFailures.of(Phase.HANDSHAKE, OwnFailures.OWN_CERTIFICATE, "", "", "Local TLS trouble", String.valueOf(e.getMessage())));
        }
        Targets.Hosts hosts = targets.hosts(connector.route(), recipientDomain);
        hosts.failure().ifPresent(failure -> {
            LOGGER.warn("connector=\"{}\" domain={} reason=\"{}\"", connector.name(), recipientDomain, failure.reason());
            attempt.settleAll(failure);
        });
        hostsInTurn.run(attempt, hosts.hosts(), terms);
        return attempt.result(OwnFailures.of(Phase.LOOKUP, OwnFailures.DNS_FAILED, "", "", "No host found", "no host found"));
    }

    @Override
    public DeliveryCounters counters() {
        return new DeliveryCounters(tally.connections(), tally.handshakes(), messagesSent.sum(), pool.idleConnections(), pool.activeConnections());
    }

    @Override
    public ConnectorCounters counters(ConnectorName connector) {
        int dead = (int) health.states(connector).stream().filter(HostState::dead).count();
        return new ConnectorCounters(tally.connections(connector), tally.handshakes(connector), health.counters(connector), dead);
    }

    @Override
    public List<HostState> hosts() {
        return health.states();
    }

    @Override
    public List<HostState> hosts(ConnectorName connector) {
        return health.states(connector);
    }

    @Override
    public Set<InetSocketAddress> listeners() {
        return listeners.get();
    }

    @Override
    public HealthCounters healthCounters() {
        return health.counters();
    }

    @Override
    public List<Tokens.State> tokens() {
        return logins.tokens();
    }

    @Override
    public void close() {
        pool.close();
        client.close();
        logins.close();
    }

    private static DeliveryResult settledAtOnce(Attempt attempt, Failure failure) {
        LOGGER.error("connector=\"{}\" floor={} reason=\"{}\"", attempt.connector().name(), attempt.connector().tlsSettings().word(), failure.reason());
        attempt.settleAll(failure);
        return attempt.result(failure);
    }
}
