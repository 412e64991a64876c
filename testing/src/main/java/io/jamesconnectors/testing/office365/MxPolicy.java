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
package io.jamesconnectors.testing.office365;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The MX endpoint: {@code contoso-com.mail.protection.outlook.com:25}. Who may send what, {@link Attribution} says.
 * The texts: Microsoft, "Email non-delivery reports and SMTP errors in Exchange Online" and its pages on single codes.
 */
final class MxPolicy implements EndpointPolicy {
    static final String SERVER_BUSY = "451 4.7.500 Server busy. Please try again later (AS0001)";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Directory directory;
    private final InstantSource clock;
    private final MxSwitches switches;
    private final Map<InetAddress, Deque<Instant>> lastMinute = new ConcurrentHashMap<>();

    MxPolicy(Directory directory, InstantSource clock, MxSwitches switches) {
        this.directory = directory;
        this.clock = clock;
        this.switches = switches;
    }

    @Override
    public boolean asksForCertificate() {
        return true;
    }

    @Override
    public String login(Client client, String argument, Challenge challenge) {
        return "503 5.5.1 AUTH is not offered here";
    }

    @Override
    public Optional<String> refuseSender(Client client, String sender) {
        Deque<Instant> sent = lastMinute.computeIfAbsent(client.address(), key -> new ArrayDeque<>());
        Instant now = clock.instant();
        synchronized (sent) {
            while (!sent.isEmpty() && !now.isBefore(sent.peekFirst().plus(MINUTE))) {
                sent.removeFirst();
            }
            if (sent.size() >= switches.messagesPerMinute()) {
                return Optional.of(SERVER_BUSY);
            }
            sent.addLast(now);
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> refuseRecipient(Client client, String sender, String recipient) {
        return refusal(Phase.RCPT, client, sender, recipient);
    }

    @Override
    public Optional<String> refuseMessage(Client client, String sender, List<String> recipients, String beginning) {
        return recipients.stream().flatMap(recipient -> refusal(Phase.END_OF_DATA, client, sender, recipient).stream()).findFirst();
    }

    @Override
    public Optional<String> connector(Client client, String sender, List<String> recipients) {
        return Attribution.of(directory, client, sender, recipients.get(0)).connector().map(InboundConnector::name);
    }

    @Override
    public void left(Client client) {
        // Nothing is counted by connection here.
    }

    private Optional<String> refusal(Phase phase, Client client, String sender, String recipient) {
        Attribution.Verdict verdict = Attribution.of(directory, client, sender, recipient).verdict();
        return switches.phaseOf(verdict) == phase ? reply(verdict) : Optional.empty();
    }

    private static Optional<String> reply(Attribution.Verdict verdict) {
        return switch (verdict) {
            case TAKEN -> Optional.empty();
            case NEEDS_TLS -> Optional.of("530 5.7.0 Must issue a STARTTLS command first");
            case NOT_THE_PARTNER -> Optional.of("550 5.7.51 TenantInboundAttribution; "
                + "There is a partner connector configured that matched the message's recipient domain. "
                + "The connector had either the RestrictDomainsToIPAddresses or RestrictDomainsToCertificate set");
            case NO_RELAY -> Optional.of("550 5.7.64 TenantAttribution; Relay Access Denied");
            case STRANGER -> Optional.of("550 5.4.1 Relay Access Denied");
            case UNKNOWN_RECIPIENT -> Optional.of("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)");
            case DIRECT_SEND -> Optional.of("550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources");
        };
    }
}
