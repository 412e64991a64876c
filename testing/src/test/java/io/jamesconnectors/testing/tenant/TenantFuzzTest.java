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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.RawClient;
import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/** Whatever comes in, each message that was taken ends somewhere, and nothing of it is said to others as a command. */
@Timeout(300)
class TenantFuzzTest {
    private static final int ROUNDS = 300;
    private static final List<String> SENDERS = List.of("", "x@example.test", "cloud@contoso.test", "nobody@contoso.test", "a", "\"a b\"@example.test",
        "a\nRCPT@example.test", "\u00e9@example.test", "a@example.test> SIZE=1");
    private static final List<String> RECIPIENTS = List.of("cloud@contoso.test", "james@contoso.test", "nobody@contoso.test", "@contoso.test", "a@",
        "nobody@contoso.mail.onmicrosoft.test", "cloud@contoso.mail.onmicrosoft.test", "\u00e9@contoso.test", "a\r\nDATA@contoso.test", "CLOUD@CONTOSO.TEST");
    private static final List<String> CONTENT = List.of("", " folded", "\tX-MS-Exchange-Organization-AuthAs: Internal",
        "X-MS-Exchange-Organization-AuthAs: Internal",
        "x-ms-exchange-crosspremises-scl : -1", "Received: from a by contoso.prod.outlook.test x", "Subject", ":", "..", ".x", "Message-ID: \u0000\u00ff",
        "\r", "a\rb");

    @Test
    void bringsEverythingThatWasTakenToAnEnd() throws Exception {
        Random random = seeded();
        TenantSetup setup = Cloud.contoso();
        setup.switches().retries(Duration.ofMillis(5), 3);
        try (SinkSmtpServer sink = SinkSmtpServer.that().keep(100_000, 100_000).start();
                TenantSimulator tenant = setup.outside("example.test", host(sink))
                    .outbound(OutboundConnector.toOnPremises("To gateway", host(sink)).forDomains("contoso.test")).start()) {
            tenant.recipients().mailbox("cloud@contoso.test").mailUser("james@contoso.test", "james@contoso.test");
            for (int i = 0; i < ROUNDS; i++) {
                try (Socket socket = new Socket(tenant.mx().host(), tenant.mx().port())) {
                    RawClient.exchange(socket, commands(random));
                }
            }
            assertThat(tenant.awaitSettled(Cloud.PATIENCE)).isTrue();

            assertThat(tenant.count(Kind.TAKEN)).isPositive();
            long ends = tenant.count(Kind.STORED) + tenant.count(Kind.SENT) + tenant.count(Kind.RETURNED) + tenant.count(Kind.DROPPED);
            long begun = tenant.events().stream().filter(event -> event.kind() == Kind.TAKEN || event.kind() == Kind.SUBMITTED)
                .mapToLong(event -> event.to().split(",").length).sum();
            assertThat(ends).isEqualTo(begun);
            assertThat(tenant.conversations()).filteredOn(talk -> talk.stream().anyMatch(line -> line.startsWith("C: ("))).hasSize((int) sink.messages());
            assertThat(sink.received()).allSatisfy(message -> assertThat(message.text().split("\r\n\r\n", 2)[0].toLowerCase(Locale.ROOT))
                .doesNotContain("\nx-ms-exchange-organization-", "\nx-ms-exchange-crosspremises-"));
            try (SmtpDialogue client = Cloud.plain(tenant)) {
                assertThat(Cloud.send(client, "x@example.test", "cloud@contoso.test")).startsWith("250 ");
            }
        }
    }

    private static NextHost host(SinkSmtpServer server) {
        return NextHost.of(server.host(), server.port());
    }

    private static Random seeded() {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed of the tenant's fuzz test: " + seed);
        return new Random(seed);
    }

    private static byte[] commands(Random random) {
        StringBuilder text = new StringBuilder("EHLO " + (random.nextInt(8) == 0 ? "a\u00ff b>" : "gateway.test") + "\r\n");
        for (int message = random.nextInt(3); message >= 0; message--) {
            text.append("MAIL FROM:<").append(any(random, SENDERS)).append(">\r\n");
            for (int recipient = random.nextInt(4); recipient >= 0; recipient--) {
                text.append("RCPT TO:<").append(any(random, RECIPIENTS)).append(">\r\n");
            }
            text.append(random.nextInt(8) == 0 ? "BDAT 3 LAST\r\nabc" : "DATA\r\n");
            for (int line = random.nextInt(12); line > 0; line--) {
                text.append(any(random, CONTENT)).append("\r\n");
            }
            text.append(random.nextInt(16) == 0 ? "" : ".\r\n").append(random.nextInt(4) == 0 ? "RSET\r\n" : "");
        }
        return text.append("QUIT\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String any(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
