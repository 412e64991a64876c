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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/** What the tenant takes, and what it makes of it: reference §3.2 to §3.5, §4.1, §4.3, §5.3. */
@Timeout(300)
class InboundTest {

    @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # §3.3: relaying by certificate, whatever the sender; else not
        gateway  | james@contoso.test | a@fabrikam.test                      | 250 2.6.0 | From gateway | ON_PREMISES
        gateway  | x@example.test     | a@fabrikam.test                      | 250 2.6.0 | From gateway | ON_PREMISES
        gateway  | ''                 | a@fabrikam.test                      | 250 2.6.0 | From gateway | ON_PREMISES
        stranger | james@contoso.test | a@fabrikam.test                      | 550 5.7.64 TenantAttribution | - | -
        stranger | x@example.test     | a@fabrikam.test                      | 550 5.4.1 Relay Access Denied | - | -
        -        | james@contoso.test | a@fabrikam.test                      | 550 5.7.64 TenantAttribution | - | -
        # §3.2 B: incoming
        stranger | x@example.test     | cloud@contoso.test                   | 250 2.6.0 | - | INTERNET
        -        | ''                 | cloud@contoso.test                   | 250 2.6.0 | - | INTERNET
        gateway  | x@example.test     | cloud@contoso.mail.onmicrosoft.test  | 250 2.6.0 | From gateway | ON_PREMISES
        # §5.3: internalRelay takes unknown recipients, authoritative does not
        stranger | x@example.test     | nobody@contoso.test                  | 250 2.6.0 | - | INTERNET
        stranger | x@example.test     | nobody@contoso.mail.onmicrosoft.test | 550 5.4.1 Recipient address rejected: Access denied. AS(201806281) | - | -
        # §3.4: partner
        partner  | x@bank.test        | cloud@contoso.test                   | 250 2.6.0 | Bank | PARTNER
        stranger | x@bank.test        | cloud@contoso.test                   | 550 5.7.51 TenantInboundAttribution | - | -
        -        | x@bank.test        | cloud@contoso.test                   | 530 5.7.0 Must issue a STARTTLS command first | - | -
        # §3.5: direct send
        stranger | james@contoso.test | cloud@contoso.test                   | 550 5.7.68 TenantInboundAttribution | - | -
        gateway  | james@contoso.test | cloud@contoso.test                   | 250 2.6.0 | From gateway | ON_PREMISES
        """)
    void takesOrRefuses(@Nullable String client, String sender, String recipient, String reply, @Nullable String connector,
            @Nullable Source source) throws Exception {
        TenantSetup setup = Cloud.contoso().inbound(InboundConnector.partnerByCertificate("Bank", "bank.test", "mail.bank.test")).rejectDirectSend();
        setup.switches().retries(Duration.ofMillis(10), 1);
        try (TenantSimulator tenant = setup.start(); SmtpDialogue dialogue = dialogue(tenant, client)) {
            tenant.recipients().mailbox("cloud@contoso.test");

            assertThat(Cloud.send(dialogue, sender, recipient)).startsWith(reply);

            if (source == null) {
                assertThat(tenant.count(Kind.TAKEN)).isZero();
                assertThat(tenant.events()).hasSize(1).allSatisfy(event -> {
                    assertThat(event.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(event.reply()).startsWith(reply);
                    assertThat(event.to()).isEqualTo(recipient);
                });
            } else {
                assertThat(tenant.awaitSettled(Cloud.PATIENCE)).isTrue();
                TenantEvent taken = tenant.events().get(0);
                assertThat(taken.kind()).isEqualTo(Kind.TAKEN);
                assertThat(taken.why()).isEqualTo(connector == null ? "no connector" : "connector " + connector);
                assertThat(tenant.messages("cloud@contoso.test")).allSatisfy(stored -> assertThat(stored.arrival().source()).isEqualTo(source));
                assertThat(tenant.messages("cloud@contoso.test")).hasSize(recipient.startsWith("cloud") ? 1 : 0);
            }
        }
    }

    @Test
    void keepsHowAMessageCame() throws Exception {
        try (TenantSimulator tenant = Cloud.contoso().start(); SmtpDialogue client = Cloud.secured(tenant, Cloud.GATEWAY)) {
            tenant.recipients().mailbox("cloud@contoso.test");
            Cloud.send(client, "james@contoso.test", "cloud@contoso.mail.onmicrosoft.test", "X-MS-Exchange-CrossPremises-AuthAs: Internal",
                "Message-ID: <1@x>");
            StoredMessage stored = tenant.awaitMessage("cloud@contoso.test", mail -> mail.sender().equals("james@contoso.test"), Cloud.PATIENCE).orElseThrow();

            assertThat(stored.recipient()).isEqualTo("cloud@contoso.mail.onmicrosoft.test");
            assertThat(stored.header("X-MS-Exchange-Organization-AuthAs")).contains("Internal");
            assertThat(stored.header("Received").orElseThrow())
                .startsWith("from gateway.test ([127.0.0.1]) by contoso.prod.outlook.test with ESMTPS (TLSv1.3) id 1; ");
            assertThat(stored.arrival().message().text())
                .isEqualTo("X-MS-Exchange-CrossPremises-AuthAs: Internal\r\nMessage-ID: <1@x>\r\nSubject: s\r\n\r\nHello\r\n");
            assertThat(stored.arrival().connector()).contains("From gateway");
            assertThat(stored.arrival().peer().orElseThrow()).satisfies(peer -> {
                assertThat(peer.certificateNames()).contains("mail.contoso.test");
                assertThat(peer.tlsProtocol()).contains("TLSv1.3");
                assertThat(peer.helloName()).isEqualTo("gateway.test");
            });
            assertThat(tenant.events()).extracting(TenantEvent::kind).containsExactly(Kind.TAKEN, Kind.STORED);
            assertThat(tenant.events().get(1).toString()).contains("#1 STORED").contains("mailbox cloud@contoso.test").endsWith("<1@x>");
        }
    }

    @Test
    void reportsUnknownRecipientsThatTheEdgeLetIn() throws Exception {
        try (SinkSmtpServer outside = SinkSmtpServer.that().keep(10, 100_000).start();
                TenantSimulator tenant = Cloud.contoso().withoutEdgeBlocking().outside("example.test", NextHost.of(outside.host(), outside.port())).start();
                SmtpDialogue client = Cloud.plain(tenant)) {
            assertThat(Cloud.send(client, "x@example.test", "nobody@contoso.mail.onmicrosoft.test", "Message-ID: <1@x>")).startsWith("250 ");

            assertThat(outside.awaitMessages(1, Cloud.PATIENCE)).isTrue();
            assertThat(outside.received().get(0).sender()).isEmpty();
            assertThat(outside.received().get(0).recipients()).containsExactly("x@example.test");
            assertThat(outside.received().get(0).header("In-Reply-To")).contains("<1@x>");
            assertThat(outside.received().get(0).text()).contains("Final-Recipient: rfc822; nobody@contoso.mail.onmicrosoft.test\r\n"
                + "Action: failed\r\nStatus: 5.1.10\r\n"
                + "Diagnostic-Code: smtp; 550 5.1.10 Recipient not found\r\n").doesNotContain("X-MS-Exchange-Organization-AuthAs: Internal");
        }
    }

    @Test
    void tellsNobodyOfAReportThatCannotBeDelivered() throws Exception {
        try (TenantSimulator tenant = Cloud.contoso().withoutEdgeBlocking().start(); SmtpDialogue client = Cloud.plain(tenant)) {
            Cloud.send(client, "", "nobody@contoso.mail.onmicrosoft.test");

            assertThat(tenant.awaitEvent(event -> event.kind() == Kind.DROPPED, Cloud.PATIENCE)).isPresent();
            assertThat(tenant.awaitSettled(Cloud.PATIENCE)).isTrue();
            assertThat(tenant.events()).extracting(TenantEvent::kind).containsExactly(Kind.TAKEN, Kind.DROPPED);
        }
    }

    @Test
    void takesNoAddressThatCouldEndACommand() throws Exception {
        try (TenantSimulator tenant = Cloud.contoso().start(); SmtpDialogue client = Cloud.plain(tenant)) {
            assertThat(Cloud.send(client, "x@example.test", "a\rRCPT TO:<b@contoso.test")).isEqualTo("501 5.1.3 Invalid address");
            assertThat(Cloud.send(client, "x@example.test\u0001", "a@contoso.test")).isEqualTo("501 5.1.3 Invalid address");
            assertThat(tenant.count(Kind.TAKEN)).isZero();
        }
    }

    private static SmtpDialogue dialogue(TenantSimulator tenant, @Nullable String client) throws Exception {
        if (client == null) {
            return Cloud.plain(tenant);
        }
        return Cloud.secured(tenant, switch (client) {
            case "gateway" -> Cloud.GATEWAY;
            case "partner" -> Cloud.CA.client("mail.bank.test");
            default -> Cloud.STRANGER;
        });
    }
}
