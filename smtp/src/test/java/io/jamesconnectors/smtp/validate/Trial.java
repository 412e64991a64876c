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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.oauth.TokenCache;
import io.jamesconnectors.smtp.secret.Secrets;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.smtp.wire.MailAddress;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.SenderDns;

/** A validation of one connector, its name server, and what it printed. */
final class Trial implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(40);
    private static final Set<Step.Kind> CONNECTION = Set.of(Step.Kind.CONNECT, Step.Kind.BANNER, Step.Kind.EHLO, Step.Kind.STARTTLS, Step.Kind.HANDSHAKE, Step.Kind.CERTIFICATE);

    final FakeDns dns = FakeDns.start();
    final List<String> begun = new ArrayList<>();
    private final SenderDns client;
    private final ConnectorValidation validation;
    private List<DomainPattern> recipients = List.of(new DomainPattern.Any());
    private List<AcceptedDomain> accepted = List.of();
    private Route route = new Route.MxRecords(25);
    private TlsSettings floor = TlsSettings.DOMAIN_VALIDATION;
    private List<DomainPattern> names = List.of(DomainPattern.parse("mx.partner.test"));
    private Optional<Path> trusted = Optional.empty();
    private Optional<SendingOption> option = Optional.empty();
    private List<Mailbox> mailboxes = List.of();
    private List<InetAddress> seenFrom = List.of();
    private Optional<MailAddress> from = Optional.empty();
    private Optional<MailAddress> sendTo = Optional.empty();
    private List<Step> steps = List.of();

    Trial() {
        this(Timeouts.of(LONG), InstantSource.system(), logins(InstantSource.system(), Map.of()));
    }

    Trial(Timeouts timeouts, InstantSource clock, Logins logins) {
        this(timeouts, clock, logins, LONG, System::nanoTime);
    }

    /** @param forAQuestion how long the name server may keep silent */
    Trial(Timeouts timeouts, InstantSource clock, Logins logins, Duration forAQuestion, LongSupplier nanoTime) {
        client = DnsjavaMailDns.of(List.of(new SmartHost(dns.host(), dns.port())), forAQuestion);
        validation = new ConnectorValidation(client, timeouts, clock, logins, name -> null, () -> 0, nanoTime);
    }

    static Logins logins(InstantSource clock, Map<String, String> environment) {
        Secrets secrets = new Secrets(environment::get);
        return new Logins(clock, secrets, TokenCache.open(clock, secrets, () -> 0));
    }

    Trial to(String host, int port) {
        route = new Route.SmartHosts(List.of(new SmartHost(host, port)));
        return this;
    }

    Trial to(List<SmartHost> hosts) {
        route = new Route.SmartHosts(hosts);
        return this;
    }

    Trial byMx(int port, String... domains) {
        route = new Route.MxRecords(port);
        return recipients(domains);
    }

    Trial recipients(String... domains) {
        recipients = Arrays.stream(domains).map(DomainPattern::parse).toList();
        return this;
    }

    Trial accepting(String... domains) {
        accepted = Arrays.stream(domains).map(domain -> new AcceptedDomain(DomainName.parse(domain), AcceptedDomain.Type.INTERNAL_RELAY, false)).toList();
        return this;
    }

    Trial floor(TlsSettings settings) {
        floor = settings;
        return this;
    }

    Trial names(String... patterns) {
        names = Arrays.stream(patterns).map(DomainPattern::parse).toList();
        return this;
    }

    Trial trusting(Path roots) {
        trusted = Optional.of(roots);
        return this;
    }

    Trial option(SendingOption some, String... addresses) {
        option = Optional.of(some);
        seenFrom = Arrays.stream(addresses).map(InetAddresses::forString).toList();
        return this;
    }

    Trial as(Mailbox... some) {
        mailboxes = List.of(some);
        return this;
    }

    Trial from(String address) {
        from = Optional.of(new MailAddress(address));
        return this;
    }

    Trial sendTo(String address) {
        sendTo = Optional.of(new MailAddress(address));
        return this;
    }

    Trial run() throws InterruptedException {
        OutboundConnector connector = new OutboundConnector(ConnectorName.parse("Partner out"), option.isPresent() ? ConnectorType.OFFICE365
            : ConnectorType.PARTNER, true, "",
            AddressSpace.of(recipients), false, false, route, floor, floor == TlsSettings.DOMAIN_VALIDATION ? names : List.of(), trusted, TlsOptions.DEFAULT,
            new Submission(option, mailboxes, Optional.empty(), Optional.empty(), seenFrom), List.of(), ConnectionLimits.DEFAULT, Pace.UNLIMITED,
                RetrySchedule.DEFAULT);
        List<Step> told = new ArrayList<>();
        steps = validation.run(new Connectors(accepted, List.of(), List.of(connector), List.of()), connector,
            new ValidationRequest(from, sendTo, "me.contoso.test"), new StepListener() {
            @Override
            public void begun(Step.Kind kind, String where) {
                begun.add(kind.word());
            }

            @Override
            public void ended(Step step) {
                told.add(step);
            }
        });
        if (!told.equals(steps) || begun.size() != steps.size()) {
            throw new AssertionError("told: " + told + ", begun: " + begun + " (expected: " + steps + ")");
        }
        return this;
    }

    /** Each step but those of the connection itself, as {@code login ok mx.partner.test at [here] as a@contoso.com: PLAIN accepted}; the server's own address and port are left out. */
    List<String> told(int port) {
        return steps.stream().filter(step -> !CONNECTION.contains(step.kind()) || step.outcome() != Step.Outcome.OK)
            .map(step -> (step.kind().word() + " " + step.outcome().word() + " " + step.where() + ": " + step.what()).replace("127.0.0.1:" + port, "[here]")).toList();
    }

    /** Each step as {@code connect ok}. */
    List<String> outcomes() {
        return steps.stream().map(step -> step.kind().word() + " " + step.outcome().word()).toList();
    }

    List<Step> steps() {
        return steps;
    }

    /** The only step that failed. */
    Step failure() {
        List<Step> failed = steps.stream().filter(step -> step.outcome() == Step.Outcome.FAILED).toList();
        if (failed.size() != 1) {
            throw new AssertionError("failed: " + failed + " (expected: one of " + steps + ")");
        }
        return failed.get(0);
    }

    /** The first step of that kind. */
    Step step(Step.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).findFirst().orElseThrow(() -> new AssertionError("steps: " + steps + " (expected: one of "
            + kind + ")"));
    }

    @Override
    public void close() {
        validation.close();
        client.close();
        dns.close();
    }
}
