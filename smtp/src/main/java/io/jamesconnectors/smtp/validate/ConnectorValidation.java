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

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.smtp.delivery.ConnectorTerms;
import io.jamesconnectors.smtp.delivery.TargetHost;
import io.jamesconnectors.smtp.delivery.Targets;
import io.jamesconnectors.smtp.login.Logins;
import io.jamesconnectors.smtp.session.SmtpClient;
import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.smtp.spf.SpfAdvice;
import io.jamesconnectors.smtp.spf.SpfDomain;
import io.jamesconnectors.smtp.spf.SpfFinding;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;
import io.jamesconnectors.tls.dns.SenderDns;

/**
 * Tries outbound connectors out: finds their hosts, talks to each address of them, compares certificates with the floor, logs in, and, where asked to,
 * names a sender and a recipient and sends a test message. <strong>Nothing is sent below the floor</strong>, since the sessions are those of delivery.
 * Neither queues nor pools nor limits of a running server know of it. One validation at a time, on the calling thread.
 */
public final class ConnectorValidation implements AutoCloseable {
    private static final Duration SPF_PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_DOMAINS = 20;
    /** Stands for the recipient domain where the hosts and their names do not depend on it. */
    private static final DomainName ANY = DomainName.parse("any.invalid");

    private final SenderDns dns;
    private final Targets targets;
    private final ConnectorTerms terms;
    private final Logins logins;
    private final SmtpClient client;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    /**
     * @param dns remains the caller's to close
     * @param timeouts how long a server may keep silent in each phase
     * @param clock decides whether a certificate is in date
     * @param logins where credentials come from; closed with this
     * @param environment the value of an environment variable, or null
     * @param random draws the order of smart hosts
     */
    public ConnectorValidation(SenderDns dns, Timeouts timeouts, InstantSource clock, Logins logins, Function<String, @Nullable String> environment,
        RandomGenerator random) {
        this(dns, timeouts, clock, logins, environment, random, System::nanoTime);
    }

    /** @param nanoTime by which it does not take too long */
    ConnectorValidation(SenderDns dns, Timeouts timeouts, InstantSource clock, Logins logins, Function<String, @Nullable String> environment, RandomGenerator random,
        LongSupplier nanoTime) {
        this.dns = dns;
        this.targets = new Targets(dns, random);
        this.terms = new ConnectorTerms(environment);
        this.logins = logins;
        this.client = new SmtpClient(timeouts, clock, logins, 1);
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /**
     * Validates one connector, whether it is switched on or not.
     *
     * @param connectors the configuration that it belongs to
     * @return all steps, in the order in which {@code listener} was told of them
     */
    public List<Step> run(Connectors connectors, OutboundConnector connector, ValidationRequest request, StepListener listener) throws InterruptedException {
        StepLog log = new StepLog(listener, nanoTime);
        Optional<TrialEnvelope> trial = TrialEnvelope.of(connectors, connector, request, log);
        Bounds bounds = new Bounds(nanoTime);
        HostValidation hosts = new HostValidation(dns, targets, log, bounds, new AddressValidation(connector, request, trial, log, client, clock, nanoTime, bounds));
        List<DomainName> domains = domains(connectors, connector, request);
        if (domains.isEmpty()) {
            log.add(Kind.RESOLVE, "", Outcome.FAILED, "the MX records of which domain? The connector is for no certain one",
                "Name a recipient with --send-to.");
        }
        for (int i = 0; i < domains.size(); i++) {
            Optional<String> over = bounds.over().or(i < MOST_DOMAINS ? Optional::empty : () -> Optional.of(MOST_DOMAINS + " domains are enough for one validation"));
            if (over.isPresent()) {
                int left = domains.size() - i - 1;
                log.add(Kind.RESOLVE, "MX of " + domains.get(i), Outcome.SKIPPED, over.get() + ": not tried" + (left == 0 ? "" : ", nor " + left
                    + (left == 1 ? " domain" : " domains") + " after it"), "Name a recipient of the domain that matters with --send-to.");
                break;
            }
            validate(connector, domains.get(i), hosts, log);
        }
        if (SpfAdvice.concerns(connector)) {
            adviseOnSpf(connectors, connector, log);
        }
        return log.steps();
    }

    @Override
    public void close() {
        client.close();
        logins.close();
    }

    private void validate(OutboundConnector connector, DomainName domain, HostValidation validation, StepLog log) throws InterruptedException {
        TlsRequirement requirement;
        ClientTls tls;
        try {
            requirement = terms.requirement(connector, domain);
            tls = terms.tls(connector);
        } catch (IOException | IllegalArgumentException e) {
            log.add(Kind.CERTIFICATE, "", Outcome.FAILED, "our own files: " + e.getMessage(),
                "Mend the file that is named in <trustedCertificates> or <clientCertificate>.");
            return;
        }
        boolean byMx = connector.route() instanceof Route.MxRecords;
        if (byMx) {
            log.begin(Kind.RESOLVE, "MX of " + domain);
        }
        Targets.Hosts found = targets.hosts(connector.route(), domain);
        if (found.failure().isPresent()) {
            log.end(Outcome.FAILED, found.failure().get().reason(), Remedies.of(found.failure().get()));
            return;
        }
        if (byMx) {
            log.ok(found.hosts().stream().map(ConnectorValidation::shown).collect(Collectors.joining(", ")));
        }
        validation.run(found.hosts(), requirement, tls);
    }

    private static String shown(TargetHost host) {
        return host.kind() == TargetHost.Kind.DOMAIN_ITSELF ? "none: the domain itself is the host (RFC 5321 section 5.1)" : host.rank() + " " + host.name();
    }

    /** Those whose MX records lead to the hosts; with smart hosts one that stands for any. */
    private static List<DomainName> domains(Connectors connectors, OutboundConnector connector, ValidationRequest request) {
        Optional<DomainName> wanted = request.sendTo().flatMap(TrialEnvelope::domainOf);
        if (wanted.isPresent() || connector.route() instanceof Route.SmartHosts) {
            return List.of(wanted.orElse(ANY));
        }
        Set<DomainName> domains = new LinkedHashSet<>();
        for (DomainPattern pattern : connector.recipientDomains()) {
            if (pattern instanceof DomainPattern.Exactly exactly) {
                domains.add(exactly.domain());
            } else if (pattern instanceof DomainPattern.WithSubdomains below) {
                domains.add(below.domain());
            }
        }
        if (connector.addressSpace().allAcceptedDomains()) {
            connectors.acceptedDomains().stream().map(AcceptedDomain::name).forEach(domains::add);
        }
        return List.copyOf(domains);
    }

    private void adviseOnSpf(Connectors connectors, OutboundConnector connector, StepLog log) {
        for (SpfFinding finding : SpfAdvice.beforehand(connectors, connector)) {
            log.add(Kind.SPF, "", Outcome.WARNING, finding.check().id() + " " + finding.what(), finding.remedy());
        }
        SpfAdvice advice = new SpfAdvice(dns, SPF_PATIENCE, nanoTime);
        for (DomainName domain : SpfAdvice.domains(connectors, connector).stream().limit(SpfAdvice.MOST_DOMAINS).toList()) {
            log.begin(Kind.SPF, domain.asString());
            SpfDomain found = advice.look(connector, domain);
            if (found.findings().isEmpty()) {
                log.ok(found.found());
            } else {
                log.end(Outcome.WARNING, found.findings().stream().map(finding -> finding.check().id() + " " + finding.what())
                    .collect(Collectors.joining("; ")),
                    found.findings().stream().map(SpfFinding::remedy).distinct().collect(Collectors.joining(" ")));
            }
        }
    }
}
