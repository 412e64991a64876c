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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.SinkSmtpServer;
import io.jamesconnectors.testing.SmtpDialogue;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.tenant.TenantEvent.Kind;

/**
 * Two sides of one domain. The other side is a second stand-in here, which knows the first by the certificate of Exchange Online: reference §3.6, §4.2, §5.1
 * to §5.6.
 */
@Timeout(300)
class HybridTest {
    private static final String TEXT = "Subject: hello\nX-MS-Exchange-CrossPremises-SCL: -1\n\nbody\n";

    @Test
    void carriesMailToTheOtherSideWithProofAndHeaders() throws Exception {
        try (TenantSimulator there = otherSide().start(); TenantSimulator here = Cloud.contoso().connectsFrom("127.0.0.40").outbound(hybrid(there)).start()) {
            there.mx().wire().keywordsAfterTls("SIZE", "XOORG");
            there.recipients().mailbox("james@contoso.test");
            here.recipients().mailbox("cloud@contoso.test").mailUser("james@contoso.test", "james@contoso.test");
            String id = here.submit("cloud@contoso.test", "james@contoso.test", TEXT);
            StoredMessage stored = there.awaitMessage("james@contoso.test", mail -> mail.header("Message-ID").orElse("").equals(id), Cloud.PATIENCE)
                .orElseThrow();

            assertThat(stored.arrival().connector()).contains("From cloud");
            assertThat(stored.arrival().peer().orElseThrow().certificateNames()).containsExactly("mail.protection.outlook.com");
            assertThat(stored.arrival().peer().orElseThrow().address().getHostAddress()).isEqualTo("127.0.0.40");
            assertThat(stored.header("X-MS-Exchange-Organization-AuthAs")).contains("Internal");
            assertThat(stored.header("X-MS-Exchange-Organization-SCL")).isEmpty();
            assertThat(stored.header("X-OriginatorOrg")).contains("contoso.test");
            assertThat(stored.arrival().message().text()).contains("X-MS-Exchange-CrossPremises-AuthAs: Internal\r\n").doesNotContain("Exchange-Organization-");
            assertThat(here.awaitSettled(Cloud.PATIENCE)).isTrue();
            assertThat(here.events()).extracting(TenantEvent::kind).containsExactly(Kind.SUBMITTED, Kind.SENT);
            assertThat(here.conversations()).hasSize(1);
            assertThat(here.conversations().get(0).stream().filter(line -> line.startsWith("C: ") || line.startsWith("---")).map(HybridTest::withoutSize))
                .containsExactly("C: EHLO contoso.outbound.protection.outlook.com", "C: STARTTLS", "--- TLSv1.3 ---",
                    "C: EHLO contoso.outbound.protection.outlook.com", "C: MAIL FROM:<cloud@contoso.test> SIZE=# XOORG=contoso.test",
                    "C: RCPT TO:<james@contoso.test>", "C: DATA", "C: (# bytes)", "C: QUIT");
        }
    }

    @Test
    void sendsInternetMailOnPremisesFirstAndNotBack() throws Exception {
        try (SinkSmtpServer outside = SinkSmtpServer.that().keep(10, 100_000).start();
                SinkSmtpServer onPremises = SinkSmtpServer.that().keep(10, 100_000).start();
                TenantSimulator here = Cloud.contoso().outside("fabrikam.test", host(outside))
                    .outbound(OutboundConnector.toOnPremises("All", host(onPremises)).forDomains("contoso.test").centralised()).start();
                SmtpDialogue gateway = Cloud.secured(here, Cloud.GATEWAY)) {
            here.recipients().mailbox("cloud@contoso.test");
            here.submit("cloud@contoso.test", List.of("a@fabrikam.test", "james@contoso.test", "cloud@contoso.test"), TEXT);
            assertThat(here.awaitSettled(Cloud.PATIENCE)).isTrue();
            assertThat(onPremises.received()).singleElement()
                .satisfies(message -> assertThat(message.recipients()).containsExactly("a@fabrikam.test", "james@contoso.test"));
            assertThat(outside.messages()).isZero();
            assertThat(here.messages("cloud@contoso.test")).hasSize(1);

            assertThat(Cloud.send(gateway, "cloud@contoso.test", "a@fabrikam.test", "X-MS-Exchange-CrossPremises-AuthAs: Internal")).startsWith("250 ");
            assertThat(here.awaitSettled(Cloud.PATIENCE)).isTrue();
            assertThat(onPremises.messages()).isEqualTo(1);
            assertThat(outside.received()).singleElement().satisfies(message -> {
                assertThat(message.sender()).isEqualTo("cloud@contoso.test");
                assertThat(message.text()).doesNotContain("X-MS-Exchange-").contains("X-OriginatorOrg: contoso.test\r\n");
            });
        }
    }

    @Test
    void rewritesTheSenderOfMailThatOwnServersRelay() throws Exception {
        try (SinkSmtpServer outside = SinkSmtpServer.that().keep(10, 100_000).start();
                TenantSimulator here = Cloud.contoso().outside("fabrikam.test", host(outside)).start();
                SmtpDialogue gateway = Cloud.secured(here, Cloud.GATEWAY); SmtpDialogue stranger = Cloud.plain(here)) {
            here.recipients().mailbox("bounces@contoso.test");
            assertThat(Cloud.send(gateway, "x@example.test", "a@fabrikam.test")).startsWith("250 ");
            assertThat(outside.awaitMessages(1, Cloud.PATIENCE)).isTrue();
            String sender = outside.received().get(0).sender();
            assertThat(sender).matches("bounces\\+SRS=[A-Z2-7]{5}=[A-Z2-7]{2}@contoso.test");

            assertThat(Cloud.send(stranger, "", sender)).startsWith("250 ");
            assertThat(here.awaitMessage("bounces@contoso.test", mail -> mail.recipient().equals(sender), Cloud.PATIENCE)).isPresent();
        }
    }

    @Test
    void endsALoopAfterTwentyPassesWithAReport() throws Exception {
        try (TenantSimulator there = otherSide().start(); TenantSimulator here = Cloud.contoso().outbound(hybrid(there)).start()) {
            there.outbound(hybrid(here));
            here.recipients().mailbox("cloud@contoso.test");
            String id = here.submit("cloud@contoso.test", "nobody@contoso.test", TEXT);
            StoredMessage report = here.awaitMessage("cloud@contoso.test", mail -> mail.sender().isEmpty(), Cloud.PATIENCE).orElseThrow();

            assertThat(report.text()).contains("Status: 5.4.14\r\nDiagnostic-Code: smtp; 554 5.4.14 Hop count exceeded - possible mail loop ATTR34\r\n");
            assertThat(report.header("In-Reply-To")).contains(id);
            assertThat(here.awaitSettled(Cloud.PATIENCE) && there.awaitSettled(Cloud.PATIENCE)).isTrue();
            assertThat(here.count(Kind.SENT)).isEqualTo(20);
            assertThat(there.count(Kind.SENT)).isEqualTo(20);
            assertThat(here.count(Kind.RETURNED)).isEqualTo(1);
        }
    }

    @Test
    void triesAgainAndThenReturns() throws Exception {
        TenantSetup setup = Cloud.contoso();
        setup.switches().retries(Duration.ofMillis(20), 3);
        try (SinkSmtpServer patient = SinkSmtpServer.that().greylist(2).start(); SinkSmtpServer never = SinkSmtpServer.that().greylist(1_000).start();
                TenantSimulator here = setup.outside("patient.test", host(patient)).outside("never.test", host(never)).start()) {
            here.recipients().mailbox("cloud@contoso.test");
            here.submit("cloud@contoso.test", List.of("a@patient.test", "b@never.test", "c@nowhere.test"), TEXT);
            assertThat(here.awaitSettled(Cloud.PATIENCE)).isTrue();

            assertThat(patient.messages()).isEqualTo(1);
            assertThat(here.events()).filteredOn(event -> event.to().equals("a@patient.test")).extracting(TenantEvent::kind)
                .containsExactly(Kind.DEFERRED, Kind.DEFERRED, Kind.SENT);
            assertThat(here.messages("cloud@contoso.test")).hasSize(2).extracting(StoredMessage::text)
                .anySatisfy(text -> assertThat(text).contains("b@never.test: 550 5.4.300 Message expired -> 450 4.7.1 "))
                .anySatisfy(text -> assertThat(text).contains("c@nowhere.test: 550 5.4.300 Message expired -> 450 4.4.312 DNS query failed for nowhere.test"));
        }
    }

    @Test
    void canRouteAgainWhatWaits() throws Exception {
        TenantSetup setup = Cloud.contoso();
        setup.switches().retries(Duration.ofMillis(20), Integer.MAX_VALUE).routesAgain(true);
        try (TenantSimulator here = setup.start()) {
            here.recipients().mailbox("cloud@contoso.test");
            here.submit("cloud@contoso.test", "late@contoso.test", TEXT);
            assertThat(here.awaitEvent(event -> event.kind() == Kind.DEFERRED, Cloud.PATIENCE)).isPresent();
            here.recipients().mailbox("late@contoso.test");

            assertThat(here.awaitMessage("late@contoso.test", mail -> true, Cloud.PATIENCE)).isPresent();
            assertThat(here.awaitSettled(Cloud.PATIENCE)).isTrue();
            assertThat(here.messages("late@contoso.test")).hasSize(1);
        }
    }

    @Test
    void losesNothingWhileAMailboxMoves() throws Exception {
        int messages = 200;
        try (SinkSmtpServer onPremises = SinkSmtpServer.that().start();
                TenantSimulator here = Cloud.contoso()
                    .outbound(OutboundConnector.toOnPremises("To gateway", host(onPremises)).forDomains("contoso.test")).start()) {
            here.recipients().mailbox("cloud@contoso.test").mailbox("mover@contoso.test");
            for (int i = 0; i < messages; i++) {
                here.submit("cloud@contoso.test", "mover@contoso.test", TEXT);
                if (i % 20 == 10) {
                    here.recipients().moveAway("mover@contoso.test");
                } else if (i % 20 == 0) {
                    here.recipients().moveHere("mover@contoso.test");
                }
            }
            assertThat(here.awaitSettled(Cloud.PATIENCE)).isTrue();

            assertThat(here.messages("mover@contoso.test").size() + onPremises.messages()).isEqualTo(messages);
            assertThat(here.count(Kind.STORED) + here.count(Kind.SENT)).isEqualTo(messages);
            assertThat(here.count(Kind.RETURNED) + here.count(Kind.DEFERRED)).isZero();
        }
    }

    @Test
    void sendsForItsMailboxesAlone() {
        try (TenantSimulator here = Cloud.contoso().start()) {
            here.recipients().mailbox("cloud@contoso.test").mailUser("james@contoso.test", "james@contoso.test");
            assertThatIllegalArgumentException().isThrownBy(() -> here.submit("james@contoso.test", "a@fabrikam.test", TEXT))
                .withMessageContaining("mailbox here");
            assertThatIllegalArgumentException().isThrownBy(() -> here.submit("cloud@contoso.test", "a@b.test>\r\nDATA", TEXT));
            assertThat(here.events()).isEmpty();
        }
    }

    private static TenantSetup otherSide() {
        return TenantSimulator.with(Cloud.CA).name("there").internalRelay("contoso.test")
            .inbound(InboundConnector.ownServersByCertificate("From cloud", TenantSimulator.CERTIFICATE_NAME), HeaderTerms.CLOUD_SERVICES_MAIL);
    }

    /** The certificate of a tenant's MX endpoint is Microsoft's own. */
    private static OutboundConnector hybrid(TenantSimulator other) {
        return OutboundConnector.hybrid("To " + other.mx().port(), new NextHost(TenantSimulator.CERTIFICATE_NAME, other.mx().host(), other.mx().port()),
            TenantSimulator.CERTIFICATE_NAME, "contoso.test");
    }

    private static NextHost host(SinkSmtpServer server) {
        return NextHost.of(server.host(), server.port());
    }

    private static String withoutSize(String line) {
        return line.replaceAll("SIZE=\\d+", "SIZE=#").replaceAll("\\(\\d+ ", "(# ");
    }
}
