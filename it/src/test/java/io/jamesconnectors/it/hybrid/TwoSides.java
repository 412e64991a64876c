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
package io.jamesconnectors.it.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import io.jamesconnectors.it.support.ClientTls;
import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.tenant.HeaderTerms;
import io.jamesconnectors.testing.tenant.NextHost;
import io.jamesconnectors.testing.tenant.OutboundConnector;
import io.jamesconnectors.testing.tenant.TenantSimulator;

/** James and the tenant of one organisation, the world around them, and those who send mail into it. */
final class TwoSides implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TestCertificate BANK = Internet.CA.client("mail.contosobank.com");

    private final Scenario scenario;
    private final Internet internet = new Internet();
    private final TenantSimulator tenant;
    private final OnPremises james;

    TwoSides(Scenario scenario, Path home) throws IOException, InterruptedException {
        this.scenario = scenario;
        this.tenant = TenantSimulator.with(Internet.CA).internalRelay("contoso.com").routingDomain("contoso.mail.onmicrosoft.com")
            .connectsFrom(Place.THERE.address())
            .inbound(InboundConnector.ownServersByCertificate("From James", "*.contoso.com"), HeaderTerms.CLOUD_SERVICES_MAIL)
            .inbound(InboundConnector.partnerByCertificate("From ContosoBank", "contosobank.com", "*.contosobank.com"))
            .outside("fabrikam.com", internet.fabrikamMx()).outside("contosobank.com", internet.bankMx())
            .outbound(OutboundConnector.toPartner("To ContosoBank", "contosobank.com").validating("*.contosobank.com")).start();
        try {
            internet.write(scenario, home.resolve("conf"), tenant.mx().port());
            this.james = OnPremises.start(home, Internet.CA.server("mx.contoso.com"));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            tenant.close();
            internet.close();
            throw e;
        }
        NextHost mx = new NextHost("mx.contoso.com", "127.0.0.1", james.mx().getPort());
        OutboundConnector toJames = OutboundConnector.hybrid("To James", mx, "mx.contoso.com", "contoso.com");
        tenant.outbound(scenario.centralised() ? toJames.centralised() : toJames);
    }

    /** The mailboxes of each side; with a shared directory James has those of the other side as users, too. */
    void addMailboxes() throws IOException, InterruptedException {
        for (String mailbox : new String[] {Place.HERE.sender(), Place.HERE.recipient()}) {
            james.addUser(mailbox);
        }
        for (String mailbox : new String[] {Place.THERE.sender(), Place.THERE.recipient()}) {
            tenant.recipients().mailbox(mailbox);
            if (scenario.sharesDirectory()) {
                james.addUser(mailbox);
            }
        }
    }

    OnPremises james() {
        return james;
    }

    TenantSimulator tenant() {
        return tenant;
    }

    Internet internet() {
        return internet;
    }

    Scenario scenario() {
        return scenario;
    }

    /** Hands in a message where its sender would; the last reply, or 250 from a mailbox of the tenant. */
    String send(Direction direction) {
        return switch (direction.from()) {
            case HERE -> overSmtp(direction, james.submission(), Optional.empty());
            case THERE -> {
                tenant.submit(direction.from().sender(), direction.to().recipient(), direction.text());
                yield "250 2.0.0 sent";
            }
            default -> overSmtp(direction, scenario.mxAtOffice365() ? new InetSocketAddress("127.0.0.1", tenant.mx().port()) : james.mx(),
                direction.from() == Place.PARTNER ? Optional.of(BANK) : Optional.empty());
        };
    }

    /** Hands in a message at James's MX listener, whatever the MX record says. */
    String sendToJames(Direction direction) {
        return overSmtp(direction, james.mx(), Optional.empty());
    }

    /** What James has logged until now. */
    JamesLog log() {
        return new JamesLog(james.program().lines());
    }

    /** Waits until no message is on its way on either side. Before, all who send have to have their replies. */
    void awaitQuiet() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JamesLog before = log();
            assertThat(before.unfinished()).isEmpty();
            assertThat(tenant.awaitSettled(PATIENCE)).as(() -> tenant.events().toString()).isTrue();
            assertThat(james.queued()).as("mails in queues of James").isZero();
            JamesLog after = log();
            assertThat(after.unfinished()).isEmpty();
            assertThat(after.taken()).isEqualTo(before.taken());
        });
    }

    @Override
    public void close() throws InterruptedException {
        try (internet; tenant) {
            james.close();
        }
    }

    /** As a mail server does, tries again what is refused for now: with {@code 451 4.7.5} while a certificate is still being judged. */
    private static String overSmtp(Direction direction, InetSocketAddress server, Optional<TestCertificate> certificate) {
        return await().atMost(PATIENCE).until(() -> once(direction, server, certificate), reply -> !reply.startsWith("4"));
    }

    private static String once(Direction direction, InetSocketAddress server, Optional<TestCertificate> certificate) throws IOException {
        try (SmtpDialogue client = SmtpDialogue.open(direction.from().address(), server)) {
            client.send("EHLO client.test");
            assertThat(client.send("STARTTLS")).startsWith("220");
            client.startTls(ClientTls.with(certificate));
            client.send("EHLO client.test");
            if (direction.from() == Place.HERE) {
                String login = "\0" + direction.from().sender() + "\0" + Mailboxes.PASSWORD;
                assertThat(client.send("AUTH PLAIN " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))).startsWith("235");
            }
            return message(client, direction);
        }
    }

    private static String message(SmtpDialogue client, Direction direction) throws IOException {
        for (String command : new String[] {"MAIL FROM:<" + direction.from().sender() + ">", "RCPT TO:<" + direction.to().recipient() + ">", "DATA"}) {
            String reply = client.send(command);
            if (reply.charAt(0) > '3') {
                return reply;
            }
        }
        return client.send(direction.forged() + ".");
    }
}
