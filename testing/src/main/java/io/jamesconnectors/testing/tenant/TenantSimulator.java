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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.SmtpEndpoint;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/**
 * A stand-in for one tenant of Exchange Online beside an organisation on premises: it takes mail at its MX endpoint, keeps what is for its mailboxes, and sends
 * the rest on through its outbound connectors, with the behaviour that Microsoft publishes. It is made for tests, is not Microsoft's software, and its banner
 * says so. Everything is on loopback; nothing of it decides by code that the product decides by.
 *
 * <pre>{@code
 * try (TenantSimulator tenant = TenantSimulator.with(ca)
 *         .internalRelay("contoso.test").routingDomain("contoso.mail.onmicrosoft.test")
 *         .inbound(InboundConnector.ownServersByCertificate("From James", "*.contoso.test"), HeaderTerms.CLOUD_SERVICES_MAIL)
 *         .outbound(OutboundConnector.hybrid("To James", NextHost.of("127.0.0.1", jamesPort), "mail.contoso.test", "contoso.test"))
 *         .outside("fabrikam.test", NextHost.of(sink.host(), sink.port())).start()) {
 *     tenant.recipients().mailbox("cloud@contoso.test");
 *     tenant.submit("cloud@contoso.test", "james@contoso.test", "Subject: hello\n\nbody\n");
 *     // James's connector to tenant.mx().host(), tenant.mx().port(); then
 *     tenant.awaitMessage("cloud@contoso.test", mail -> mail.sender().equals("james@contoso.test"), Duration.ofSeconds(60));
 * }
 * }</pre>
 *
 * <h2>What is published (sections of the project's reference on Exchange Online)</h2>
 * <ul>
 *   <li>inbound: attribution, the two proofs for relaying, partner restrictions, direct send, edge blocking (§3.2 to 3.5, §4.1), by the MX endpoint of
 *       {@link Office365Simulator}, with its own switches ({@link #office()});</li>
 *   <li>outbound: which connector (§3.6), {@code TlsSettings} and {@code TlsDomain} (§2.1), codes while mail waits (§4.2), expiry as {@code 5.4.300};</li>
 *   <li>mailboxes here, mail users with a target address, {@code InternalRelay} (§5.2, §5.3), centralised transport that sends nothing back (§3.6);</li>
 *   <li>headers of the organisation (§1.1, §5.4, §5.7): {@link HeaderFirewall}; {@code X-OriginatorOrg}, {@code XOORG}, certificate, host names (§5.4,
 *       §7.1);</li>
 *   <li>senders of others rewritten (§5.9): {@link SenderRewriting};</li>
 *   <li>{@code 554 5.4.14} after 20 passes (§4.2), {@code 5.1.10} for unknown recipients (§4.3), reports from the null sender.</li>
 * </ul>
 * What is not published is a {@link TenantSwitches switch}. Not imitated: DANE, MTA-STS, revocation, several tenants, BDAT,
 * spam verdicts; the port of a smart host can be chosen here.
 */
public final class TenantSimulator implements AutoCloseable {
    /** The name in the certificate that the tenant shows, as client and server. */
    public static final String CERTIFICATE_NAME = "mail.protection.outlook.com";
    private static final int BYTES_KEPT = 157_286_400;

    private final Recipients recipients;
    private final List<OutboundConnector> outbound;
    private final Map<String, NextHost> outside;
    private final TenantSwitches switches;
    private final Journal journal = new Journal();
    private final Transport transport;
    private final Office365Simulator office;

    TenantSimulator(TenantSetup setup) {
        recipients = setup.newRecipients();
        outbound = setup.outbound();
        outside = setup.outside();
        switches = setup.switches();
        Routing routing = setup.routing(recipients);
        transport = new Transport("tenant-" + setup.name(), routing, setup.firewall(routing), setup.carrier(), journal, switches);
        office = Office365Simulator.startWithPlainHttp(setup.ca(), InstantSource.system());
        Intake intake = new Intake(Map.copyOf(setup.inbound()), transport, journal);
        setup.applyTo(office, recipients);
        for (SmtpEndpoint endpoint : List.of(office.mx(), office.submission())) {
            endpoint.wire().bytesKept(BYTES_KEPT);
            endpoint.deliverTo(intake);
        }
    }

    /** Describes a tenant step by step; its certificates are issued by {@code ca}, and those of others count when it has issued them. */
    public static TenantSetup with(TestCa ca) {
        return new TenantSetup(ca);
    }

    /** Its mailboxes and mail users. */
    public Recipients recipients() {
        return recipients;
    }

    /** What is not published. */
    public TenantSwitches switches() {
        return switches;
    }

    /** The MX endpoint. */
    public SmtpEndpoint mx() {
        return office.mx();
    }

    /** The endpoints with their switches, and the record of what was said there; mail of client submission is routed, too. */
    public Office365Simulator office() {
        return office;
    }

    /** Adds an outbound connector, in place of the one of that name if there is one. What waits for that one goes its old way. */
    public synchronized void outbound(OutboundConnector connector) {
        for (int i = 0; i < outbound.size(); i++) {
            if (outbound.get(i).name().equals(connector.name())) {
                outbound.set(i, connector);
                return;
            }
        }
        outbound.add(connector);
    }

    /** From now on, mail for a domain outside goes there. */
    public void outside(String domain, NextHost host) {
        outside.put(Address.canonical(domain), host);
    }

    /** As {@link #submit(String, List, String)}, to one recipient. */
    public String submit(String from, String to, String text) {
        return submit(from, List.of(to), text);
    }

    /**
     * Sends as one of the mailboxes.
     *
     * @param from an address of the mailbox
     * @param text header, empty line and body; From, To, Date and Message-ID are added where they lack
     * @return the Message-ID
     */
    public String submit(String from, List<String> to, String text) {
        if (recipients.find(from).filter(Recipients.Recipient::isMailbox).isEmpty()) {
            throw new IllegalArgumentException("sender: " + from + " (expected: an address of a mailbox here)");
        }
        for (String recipient : to) {
            if (!Address.isSound(recipient)) {
                throw new IllegalArgumentException("recipient: " + recipient + " (expected: local part and domain)");
            }
        }
        byte[] content = Draft.completed(from, to, text).bytes();
        ReceivedMessage message = new ReceivedMessage(from, to, content, content.length, Optional.empty());
        return transport.accept(new Arrival(Instant.now(), Source.MAILBOX, Optional.empty(), Optional.empty(), message), Kind.SUBMITTED, "mailbox " + from)
            .messageId();
    }

    /** What is in a mailbox, in order. */
    public List<StoredMessage> messages(String mailbox) {
        return journal.stored().stream().filter(message -> message.mailbox().equals(Address.canonical(mailbox))).toList();
    }

    /** The first message in this mailbox that is such, which may still have to come; empty when the time is over before. */
    public Optional<StoredMessage> awaitMessage(String mailbox, Predicate<StoredMessage> wanted, Duration timeout) {
        return journal.awaitStored(message -> message.mailbox().equals(Address.canonical(mailbox)) && wanted.test(message), timeout);
    }

    /** All that has happened, in order; each prints as a line. */
    public List<TenantEvent> events() {
        return journal.events();
    }

    /** The first event that is such, which may still have to come; empty when the time is over before. */
    public Optional<TenantEvent> awaitEvent(Predicate<TenantEvent> wanted, Duration timeout) {
        return journal.awaitEvent(wanted, timeout);
    }

    /** How often this has happened. */
    public long count(Kind kind) {
        return journal.count(kind);
    }

    /** Waits until no message is on its way inside the tenant; false when the time is over before. What is refused for now is on its way. */
    public boolean awaitSettled(Duration timeout) {
        return journal.awaitSettled(timeout);
    }

    /** What was said on each connection that the tenant has made, in order of their ends: lines with {@code C: } and {@code S: }. */
    public List<List<String>> conversations() {
        return journal.conversations();
    }

    /** Stops; what waits is forgotten. */
    @Override
    public void close() {
        try (transport; office) {
            List<RuntimeException> problems = journal.problems();
            if (!problems.isEmpty()) {
                throw new IllegalStateException("tenant: " + problems.size() + " faults of its own (expected: none)", problems.get(0));
            }
        }
    }
}
