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

import java.nio.charset.StandardCharsets;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.session.Phase;
import io.jamesconnectors.smtp.session.Timeouts;

/** A delivery with patience for tests, and connectors to try it with. */
final class Workbench implements AutoCloseable {
    static final DomainName PARTNER = DomainName.parse("partner.test");
    static final String SENDER = "alice@contoso.test";
    static final String RECIPIENT = "bob@partner.test";
    static final Body BODY = Body.of("Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII));

    /** Always draws the first. */
    static final RandomGenerator IN_ORDER = () -> 0;

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    static final DeliverySettings PATIENT = settings(Timeouts.of(LONG));

    final TableDns dns = new TableDns();
    private final AtomicLong later = new AtomicLong();
    private final SmtpDelivery delivery;
    private TlsSettings floor = TlsSettings.OPPORTUNISTIC;
    private List<DomainPattern> names = List.of();
    private Optional<Path> trusted = Optional.empty();
    private ConnectionLimits limits = ConnectionLimits.DEFAULT;
    private SourceAddresses sources = SourceAddresses.OF_CONNECTOR;
    private TlsOptions tlsOptions = TlsOptions.DEFAULT;
    private List<InetAddress> ours = List.of();
    private ConnectorType type = ConnectorType.PARTNER;
    private Optional<Mailbox> mailbox = Optional.empty();
    private Route route = new Route.MxRecords(25);

    /** Nothing in it runs into a timeout. */
    Workbench() {
        this(Timeouts.of(LONG));
    }

    Workbench(Timeouts timeouts) {
        this(settings(timeouts));
    }

    Workbench(DeliverySettings settings) {
        this(settings, InstantSource.system(), logins(InstantSource.system(), Map.of()));
    }

    Workbench(DeliverySettings settings, InstantSource clock, Logins logins) {
        delivery = SmtpDelivery.open(dns, settings, clock, () -> System.nanoTime() + later.get(), (connector, target) -> sources.of(connector, target), logins);
    }

    /** A bench that logs in with {@code logins}, which end with it, by {@code clock}. */
    static Workbench loggingIn(InstantSource clock, Logins logins) {
        return new Workbench(PATIENT, clock, logins);
    }

    /** Logins with the secrets of {@code environment}. */
    static Logins logins(InstantSource clock, Map<String, String> environment) {
        Secrets secrets = new Secrets(environment::get);
        return new Logins(clock, secrets, TokenCache.open(clock, secrets, IN_ORDER));
    }

    /** A bench on which silence in {@code phase} is soon over, and in no other. */
    static Workbench impatientIn(Phase phase) {
        return impatientIn(phase, InstantSource.system(), logins(InstantSource.system(), Map.of()));
    }

    static Workbench impatientIn(Phase phase, InstantSource clock, Logins logins) {
        Duration[] each = Stream.of(Phase.CONNECT, Phase.GREETING, Phase.EHLO, Phase.STARTTLS, Phase.HANDSHAKE, Phase.LOGIN, Phase.MAIL, Phase.RCPT, Phase.DATA, Phase.BODY, Phase.FINAL_REPLY)
            .map(other -> other == phase ? SHORT : LONG).toArray(Duration[]::new);
        return new Workbench(settings(new Timeouts(each[0], each[1], each[2], each[3], each[4], each[5], each[6], each[7], each[8], each[9], each[10], LONG)), clock, logins);
    }

    private static DeliverySettings settings(Timeouts timeouts) {
        return new DeliverySettings(timeouts, LONG, 100, 30, 1).drawingFrom(IN_ORDER);
    }

    Workbench floor(TlsSettings settings) {
        floor = settings;
        return this;
    }

    Workbench names(String... patterns) {
        names = Arrays.stream(patterns).map(DomainPattern::parse).toList();
        return this;
    }

    Workbench trusting(Path pem) {
        trusted = Optional.of(pem);
        return this;
    }

    Workbench from(SourceAddresses some) {
        sources = some;
        return this;
    }

    Workbench tls(TlsOptions some) {
        tlsOptions = some;
        return this;
    }

    Workbench leavingFrom(InetAddress... some) {
        ours = List.of(some);
        return this;
    }

    Workbench type(ConnectorType some) {
        type = some;
        return this;
    }

    Workbench as(Mailbox some) {
        mailbox = Optional.of(some);
        return this;
    }

    /** Time passes. */
    Workbench after(Duration time) {
        later.addAndGet(time.toNanos());
        return this;
    }

    Workbench limits(ConnectionLimits some) {
        limits = some;
        return this;
    }

    Workbench to(String host, int port) {
        return to(List.of(new SmartHost(host, port)));
    }

    Workbench to(List<SmartHost> hosts) {
        route = new Route.SmartHosts(hosts);
        return this;
    }

    Workbench byMx(int port) {
        route = new Route.MxRecords(port);
        return this;
    }

    OutboundConnector connector() {
        return new OutboundConnector(ConnectorName.parse("Partner out"), type, true, "", AddressSpace.of(List.of(new DomainPattern.Any())), false, false,
            route, floor, names, trusted, tlsOptions, submission(), ours, limits, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }

    private Submission submission() {
        return new Submission(Optional.empty(), mailbox.stream().toList(), Optional.empty(), Optional.empty());
    }

    SmtpDelivery delivery() {
        return delivery;
    }

    DeliveryResult send() throws InterruptedException {
        return send(Envelope.of(SENDER, List.of(RECIPIENT)), BODY);
    }

    DeliveryResult send(Envelope envelope, Body body) throws InterruptedException {
        return delivery.attempt(connector(), mailbox, PARTNER, envelope, body, "me.contoso.test");
    }

    /** The outcome of a message to the one recipient. */
    RecipientOutcome outcome() throws InterruptedException {
        return outcomeOf(send());
    }

    static RecipientOutcome outcomeOf(DeliveryResult result) {
        return result.outcomes().values().iterator().next();
    }

    static Failure failure(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Deferred deferred) {
            return deferred.failure();
        }
        if (outcome instanceof RecipientOutcome.Refused refused) {
            return refused.failure();
        }
        if (outcome instanceof RecipientOutcome.Unknown unknown) {
            return unknown.failure();
        }
        throw new AssertionError("outcome: " + outcome + " (expected: a failure)");
    }

    @Override
    public void close() {
        delivery.close();
    }
}
