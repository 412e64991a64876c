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
package io.jamesconnectors.it.outbound;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.FreePort;
import io.jamesconnectors.it.support.GatewayProcess;
import io.jamesconnectors.it.support.PolicyServer;
import io.jamesconnectors.it.support.Postfix;
import io.jamesconnectors.it.support.PostfixServer;
import io.jamesconnectors.it.support.PostfixServer.Held;
import io.jamesconnectors.it.support.QueueAdministration;
import io.jamesconnectors.testing.MailSource;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.TestCertificate;

/**
 * A real Postfix as the partner is killed while mail flows, and comes back: what it has answered for arrives once, and a second copy comes only of what it may have
 * taken without an answer (RFC 1047).
 */
class MortalPartnerTest {
    private static final int MESSAGES = 600;
    private static final int BEFORE_THE_DEATH = 150;
    private static final int CONNECTIONS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Pattern ANSWERED = Pattern.compile("reply=\"250 2\\.0\\.0 Ok: (?:\\d+ bytes )?queued as ([0-9A-Za-z]+)\"");

    @TempDir
    Path home;

    private final AtomicInteger dots = new AtomicInteger();
    private final CountDownLatch dying = new CountDownLatch(1);
    private final CountDownLatch dead = new CountDownLatch(1);

    @Test
    void getsEveryMessageOnceThatItAnsweredAndASecondCopyOnlyOfWhatNobodyKnows() throws Exception {
        Optional<String> obstacle = Postfix.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle::get);
        TestCa ca = TestCa.create();
        int port = FreePort.find();
        try (PolicyServer policy = PolicyServer.start(request -> diesAtTheDot()); GatewayProcess gateway = GatewayProcess.start(home, connectors(ca, port))) {
            Path place = Files.createDirectories(home.resolve("postfix"));
            Map<Integer, List<String>> listener = Map.of(port, options(ca.server("mx.partner.test"), policy));
            MailSource source = new MailSource(gateway.smtp(), InetAddress.getByName("127.0.0.1"), "app@contoso.test", "anna@partner.test", "mortal", 2_000);
            CompletableFuture<Integer> accepted;
            int before;
            try (PostfixServer postfix = PostfixServer.start(place, listener)) {
                accepted = source.sendAside(MESSAGES, 4);
                assertThat(dying.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("Postfix was asked about message " + BEFORE_THE_DEATH).isTrue();
                postfix.kill();
                dead.countDown();
                before = postfix.messages().size();
            }
            assertThat(accepted.get()).isEqualTo(MESSAGES);
            await("the connection was lost after a final dot").atMost(PATIENCE).until(() -> unknown(gateway) > 0);
            await("the port of the dead is free").atMost(PATIENCE).until(() -> FreePort.isFree(port));
            QueueAdministration queues = new QueueAdministration(gateway, gateway.token());
            try (PostfixServer postfix = PostfixServer.start(place, listener)) {
                // What may have arrived rests for five minutes; it need not here.
                await("nothing waits any more").atMost(PATIENCE).pollInterval(POLL).until(() -> queues.isEmptyOrLetOut("connector-partner"));

                List<Held> held = postfix.messages();
                Set<String> answered = ANSWERED.matcher(gateway.log()).results().map(found -> found.group(1)).collect(toSet());
                List<Held> unanswered = held.stream().filter(message -> !answered.contains(message.queueId())).toList();
                System.out.println("Postfix killed with " + before + " of " + MESSAGES + " taken: unknown outcomes " + unknown(gateway) + ", messages " + held.size()
                    + ", of these taken without an answer " + unanswered.size());
                assertThat(held).filteredOn(message -> answered.contains(message.queueId())).extracting(Held::messageId)
                    .as("with an answer, each once").containsExactlyInAnyOrderElementsOf(source.messageIds(MESSAGES));
                assertThat(source.messageIds(MESSAGES)).containsAll(unanswered.stream().map(Held::messageId).toList());
                assertThat(unanswered.size()).as("without an answer").isLessThanOrEqualTo((int) unknown(gateway));
                assertThat(unknown(gateway)).as("one for each connection at most").isLessThanOrEqualTo(CONNECTIONS);
            }
        }
    }

    /** Lets messages pass; at one of them Postfix is killed before it can go on. */
    private String diesAtTheDot() {
        if (dots.incrementAndGet() == BEFORE_THE_DEATH) {
            dying.countDown();
            try {
                dead.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }
        return "DUNNO";
    }

    private static long unknown(GatewayProcess gateway) throws Exception {
        return gateway.log().lines().filter(line -> line.contains("outcome=unknown")).count();
    }

    private List<String> options(TestCertificate server, PolicyServer policy) throws Exception {
        return List.of("smtpd_tls_security_level=encrypt",
            "smtpd_tls_cert_file=" + Files.writeString(home.resolve("server.pem"), server.chainPem()),
            "smtpd_tls_key_file=" + Files.writeString(home.resolve("server.key"), server.keyPem()),
            "smtpd_end_of_data_restrictions=" + policy.restriction() + ", " + PostfixServer.HOLD);
    }

    private String connectors(TestCa ca, int port) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Partner" type="partner">
                <recipientDomains>partner.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.partner.test</tlsDomain>
                <limits maxConnections="%d"/>
                <retry waits="1s"/>
              </outbound>
            </connectors>
            """.formatted(ca.writeRoot(home.resolve("root.pem")), port, CONNECTIONS);
    }
}
