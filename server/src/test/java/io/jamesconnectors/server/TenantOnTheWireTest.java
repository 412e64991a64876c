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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.testing.TestCa;

/** Mail from Office 365 in James's own server: whose it is by XOORG and by the header, and what is left of a right afterwards.
 * Here Microsoft is 203.0.113.0/24. */
@TestInstance(Lifecycle.PER_CLASS)
class TenantOnTheWireTest {
    private static final TestCa CA = TestCa.create();
    private static final String MICROSOFT = "PROXY TCP4 203.0.113.7 127.0.0.1 40000 25\r\n";
    private static final String STRANGER = "PROXY TCP4 198.51.100.1 127.0.0.1 40000 25\r\n";
    private static final String DENIED = "550 5.7.64 Relay access denied";
    private static final String OUTSIDE = "RCPT TO:<someone@outside.example>";
    private static final String OURS = "X-OriginatorOrg: contoso.com";

    private final AtomicReference<InboundRules> rules = new AtomicReference<>(InboundRules.of(Connectors.NONE));
    private final JamesSmtp james;

    TenantOnTheWireTest(@TempDir Path directory) throws Exception {
        TlsSides.writePem(directory, CA.server("localhost"));
        james = JamesSmtp.start(directory, rules::get, Hooks.NO_CERTIFICATES, TlsSides.pem("startTLS", "") + "<proxyRequired>true</proxyRequired>", "");
    }

    @BeforeEach
    void startWithNothing() {
        rules.set(rules());
        james.forget();
    }

    @AfterAll
    void stop() {
        james.close();
    }

    @Test
    void offersXoorgToMicrosoftAlone() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT); SmtpDialogue stranger = connect(STRANGER)) {
            assertThat(microsoft.sayAll("EHLO client.example")).anyMatch(line -> line.endsWith("XOORG"));
            assertThat(stranger.sayAll("EHLO client.example")).noneMatch(line -> line.contains("XOORG"));
        }
    }

    @Test
    void relaysForOurTenantByXoorg() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            assertThat(microsoft.say("MAIL FROM:<> XOORG=contoso+2Ecom")).startsWith("250 ");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
            assertThat(microsoft.message("Subject: a", "", "b")).startsWith("250 ");
            assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail)
                .containsEntry("io.jamesconnectors.inbound.connector", "Tenant").containsEntry("org.apache.james.SMTPIsAuthNetwork", "true"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fabrikam.com", "", "contoso.com XOORG=contoso.com", "contoso.com XOORG=fabrikam.com", "contoso+2e.com", "+",
        "con\u0000toso.com", "contoso.com+00",
        "contoso.com+0D+0AX:", "conto\u0007so.com", "192.0.2.1", "contoso..com"})
    void refusesWhateverElseXoorgSays(String value) throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            assertThat(microsoft.say("MAIL FROM:<someone@contoso.com> XOORG=" + value)).startsWith("250 ");
            assertThat(microsoft.say(OUTSIDE)).isEqualTo(DENIED);
        }
    }

    @Test
    void refusesXoorgBeyondAnyDomainsLength() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            assertThat(microsoft.say("MAIL FROM:<someone@contoso.com> XOORG=" + "a.".repeat(2000) + "contoso.com")).startsWith("250 ");
            assertThat(microsoft.say(OUTSIDE)).isEqualTo(DENIED);
        }
    }

    @Test
    void paysNoHeedToXoorgOrHeaderOfStrangers() throws Exception {
        try (SmtpDialogue stranger = connect(STRANGER)) {
            stranger.say("MAIL FROM:<someone@contoso.com> XOORG=contoso.com");
            assertThat(stranger.say(OUTSIDE)).isEqualTo(DENIED);
            assertThat(stranger.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
            assertThat(stranger.message(OURS, "", "b")).startsWith("250 ");
            assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail)
                .doesNotContainKeys("io.jamesconnectors.inbound.connector", "org.apache.james.SMTPIsAuthNetwork"));
        }
    }

    @Test
    void relaysForOurTenantByTheHeader() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
            assertThat(microsoft.message("Subject: a", "x-originatororg :", " contoso.com", "", "b")).startsWith("250 ");
            assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail)
                .containsEntry("io.jamesconnectors.inbound.connector", "Tenant").containsEntry("org.apache.james.SMTPIsAuthNetwork", "true"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-OriginatorOrg: fabrikam.com", OURS + "\r\nX-OriginatorOrg: fabrikam.com", OURS + "\r\n\tfabrikam.com",
        "X-OriginatorOrg:", "X-Originator: contoso.com",
        "Subject: a\r\n\r\n" + OURS, OURS + " (comment)", "Subject: a\r" + OURS + "\r\n" + OURS})
    void refusesTheWholeMessageForAnyOtherHeader(String header) throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(microsoft.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
            assertThat(microsoft.message(header, "", "b")).isEqualTo(DENIED);
            assertThat(james.accepted()).isEmpty();
            assertThat(microsoft.say("RCPT TO:<bob@local.example>")).as("the transaction is over").startsWith("503 ");
        }
    }

    @Test
    void takesMailOfOtherTenantsForOurRecipients() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say("RCPT TO:<bob@local.example>");
            assertThat(microsoft.message("X-OriginatorOrg: fabrikam.com", "", "b")).startsWith("250 ");
            assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail)
                .doesNotContainKeys("io.jamesconnectors.inbound.connector", "org.apache.james.SMTPIsAuthNetwork"));
        }
    }

    @Test
    void refusesARecipientThatJamesDoesNotKnowOnceTheRightIsNotDue() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            assertThat(microsoft.say("RCPT TO:<anna@contoso.com>")).startsWith("250 ");
            assertThat(microsoft.message("X-OriginatorOrg: fabrikam.com", "", "b")).isEqualTo(DENIED);
            assertThat(james.accepted()).isEmpty();
        }
    }

    @Test
    void writesALineForEachRecipientOfARefusedMessage() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say(OUTSIDE);
            microsoft.say("RCPT TO:<someone@elsewhere.example>");
            try (LogRecorder log = new LogRecorder(InboundConnectorsHook.class)) {
                microsoft.message("X-OriginatorOrg: fabrikam.com", "", "b");
                assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .contains(" verdict=refuse reason=tenant-foreign ", " originator-org=fabrikam.com ", " reply=550/5.7.64"));
            }
        }
    }

    @Test
    void countsDecisionsByConnectorAndVerdict() throws Exception {
        int awaited = james.metrics.countFor("connectors.inbound.tenant.await-message");
        int refused = james.metrics.countFor("connectors.inbound.tenant.refuse");
        int others = james.metrics.countFor("connectors.inbound.none.ordinary");
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say(OUTSIDE);
            microsoft.say("RCPT TO:<bob@local.example>");
            microsoft.message("X-OriginatorOrg: fabrikam.com", "", "b");
        }
        assertThat(james.metrics.countFor("connectors.inbound.tenant.await-message") - awaited).isEqualTo(2);
        assertThat(james.metrics.countFor("connectors.inbound.tenant.refuse") - refused).isEqualTo(1);
        assertThat(james.metrics.countFor("connectors.inbound.none.ordinary") - others).isEqualTo(1);
    }

    @Test
    void neverTakesTheXoorgOfAFailedMailForThatOfTheNext() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            for (String failed : List.of("MAIL FROM:someone@contoso.com> XOORG=contoso.com", "MAIL FROM:<a@b@c> XOORG=contoso.com",
                    "MAIL FROM:<a@contoso.com> XOORG=contoso.com SIZE=x", "MAIL FROM:<\u0000@contoso.com> XOORG=contoso.com")) {
                assertThat(microsoft.say(failed)).startsWith("501 ");
                assertThat(microsoft.say("MAIL FROM:<someone@fabrikam.com>")).startsWith("250 ");
                microsoft.say(OUTSIDE);
                assertThat(microsoft.message("Subject: a", "", "b")).as(failed).isEqualTo(DENIED);
            }
            microsoft.say("MAIL FROM:<someone@fabrikam.com> XOORG=contoso.com");
            assertThat(microsoft.say("MAIL FROM:<someone@fabrikam.com> XOORG=contoso.com")).startsWith("503 ");
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say(OUTSIDE);
            assertThat(microsoft.message("Subject: a", "", "b")).isEqualTo(DENIED);
            assertThat(james.accepted()).isEmpty();
        }
    }

    @Test
    void keepsPipelinedTransactionsApart() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.write(List.of("MAIL FROM:<a@fabrikam.com> XOORG=contoso.com", OUTSIDE, "RSET", "MAIL FROM:<a@contoso.com> XOORG=fabrikam.com", OUTSIDE,
                "RSET", "MAIL FROM:a@fabrikam.com> XOORG=contoso.com", "MAIL FROM:<a@fabrikam.com> XOORG=fabrikam.com", OUTSIDE, "NOOP"));
            assertThat(replies(microsoft, 10)).containsExactly("250", "250", "250", "250", "550", "250", "501", "250", "550", "250");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO again.example", "HELO again.example", "MAIL FROM:<second@contoso.com>"})
    void leavesNoProvisionalRightBehind(String ending) throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@contoso.com>");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
            microsoft.say(ending);
            rules.set(InboundRules.of(Connectors.NONE));
            microsoft.say("MAIL FROM:<someone@contoso.com>");
            assertThat(microsoft.say(OUTSIDE)).isEqualTo(DENIED);
            assertThat(microsoft.say("RCPT TO:<bob@local.example>")).startsWith("250 ");
            assertThat(microsoft.message(OURS, "", "b")).startsWith("250 ");
            assertThat(james.accepted()).singleElement().satisfies(mail -> assertThat(mail).doesNotContainKey("org.apache.james.SMTPIsAuthNetwork"));
        }
    }

    @Test
    void endsATransactionWithStartTls() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@contoso.com> XOORG=contoso.com");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
            microsoft.startTls(CA);
            assertThat(microsoft.say(OUTSIDE)).startsWith("503 ");
            assertThat(microsoft.say("MAIL FROM:<someone@fabrikam.com>")).startsWith("250 ");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
            assertThat(microsoft.message("Subject: a", "", "b")).isEqualTo(DENIED);
        }
    }

    @Test
    void dropsAConnectionThatHidesCommandsBehindStartTls() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.write(List.of("STARTTLS", "MAIL FROM:<someone@contoso.com> XOORG=contoso.com", OUTSIDE));
            assertThat(replies(microsoft, 3)).doesNotContain("250");
            assertThat(james.accepted()).isEmpty();
        }
    }

    @Test
    void readsAHeaderOfTenThousandFields() throws Exception {
        String[] flood = IntStream.range(0, 10_000).mapToObj(i -> "X-Field-" + i + ": " + "x".repeat(60)).toArray(String[]::new);
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say(OUTSIDE);
            assertThat(microsoft.message(with(flood, OURS, "", "b"))).startsWith("250 ");
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say(OUTSIDE);
            assertThat(microsoft.message(with(with(new String[] {OURS}, flood), "X-OriginatorOrg: fabrikam.com", "", "b"))).isEqualTo(DENIED);
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            microsoft.say(OUTSIDE);
            assertThat(microsoft.message(IntStream.range(0, 10_000).mapToObj(i -> OURS).toArray(String[]::new))).as("one and the same").startsWith("250 ");
        }
    }

    @Test
    void decidesTenThousandRecipientsAtTheEnd() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com>");
            List<String> recipients = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                recipients.add("RCPT TO:<someone" + i + "@outside.example>");
                if (recipients.size() == 100) {
                    microsoft.write(recipients);
                    assertThat(replies(microsoft, 100)).containsOnly("250");
                    recipients.clear();
                }
            }
            assertThat(microsoft.say(OUTSIDE)).isEqualTo("452 4.5.3 Too many recipients");
            assertThat(microsoft.message(OURS, "", "b")).startsWith("250 ");
            assertThat(james.accepted()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH=<>", "SMTPUTF8", "BODY=BINARYMIME", "BODY=8BITMIME", "XATTRDIRECT=Originating",
        "XMESSAGEVALUE=Medium", "RET=HDRS ENVID=x", "=", "X=="})
    void toleratesMailParametersThatItDoesNotKnow(String parameter) throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            assertThat(microsoft.say("MAIL FROM:<someone@fabrikam.com> " + parameter + " XOORG=contoso.com")).startsWith("250 ");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
        }
    }

    @Test
    void leavesRecipientParametersToJamesWhichRefusesThoseThatNobodyOffered() throws Exception {
        try (SmtpDialogue microsoft = connect(MICROSOFT)) {
            microsoft.say("MAIL FROM:<someone@fabrikam.com> XOORG=contoso.com");
            assertThat(microsoft.say(OUTSIDE + " XRDST=x")).startsWith("504 ");
            assertThat(microsoft.say(OUTSIDE)).startsWith("250 ");
        }
    }

    private SmtpDialogue connect(String proxy) throws Exception {
        return SmtpDialogue.connect(james.address(), proxy);
    }

    private static List<String> replies(SmtpDialogue dialogue, int count) throws Exception {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String reply = dialogue.next();
            codes.add(reply.substring(0, Math.min(3, reply.length())));
        }
        return codes;
    }

    private static String[] with(String[] lines, String... more) {
        return Stream.of(lines, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static InboundRules rules() {
        DomainName contoso = DomainName.parse("contoso.com");
        return InboundRules.of(new Connectors(
            List.of(new AcceptedDomain(contoso, AcceptedDomain.Type.AUTHORITATIVE, false)), false,
            List.of(new PublishedAddresses("exchangeOnline", Path.of("list.json"), Optional.empty(), List.of(Cidr.parse("203.0.113.0/24")))),
            Stream.of(InboundConnector.of(ConnectorName.parse("Tenant"), ConnectorType.OFFICE365).publishedAddresses(List.of("exchangeOnline")).build())
                .collect(Collectors.toList()),
            List.of(), List.of()));
    }
}
