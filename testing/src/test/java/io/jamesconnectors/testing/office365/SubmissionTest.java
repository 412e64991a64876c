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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.jamesconnectors.testing.AnyPeer;
import io.jamesconnectors.testing.SmtpDialogue;

@Timeout(120)
class SubmissionTest {

    @Test
    void saysInItsBannerThatItIsAStandIn() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = new SmtpDialogue(office.simulator.submission().host(), office.simulator.submission().port())) {
            assertThat(client.reply()).startsWith("220 smtp.office365.com Stand-in for Office 365").contains("not Microsoft's software");
        }
    }

    @Test
    void offersLoginsOnlyOverTls() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = new SmtpDialogue(office.simulator.submission().host(), office.simulator.submission().port())) {
            client.reply();
            assertThat(client.send("EHLO device").replyLines()).containsExactly("250-smtp.office365.com Hello [127.0.0.1]", "250-SIZE 157286400",
                "250-PIPELINING", "250-DSN", "250-ENHANCEDSTATUSCODES", "250-STARTTLS", "250-8BITMIME", "250-BINARYMIME", "250-CHUNKING", "250 SMTPUTF8");
            assertThat(client.say("AUTH LOGIN")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
            assertThat(client.say("STARTTLS")).startsWith("220 2.0.0 ");
            client.startTls(SmtpDialogue.trusting(Office.CA));
            assertThat(client.send("EHLO device").replyLines()).contains("250-AUTH LOGIN XOAUTH2").noneMatch(line -> line.contains("STARTTLS"));
        }
    }

    @Test
    void offersWhatItIsToldTo() throws Exception {
        try (Office office = new Office()) {
            office.simulator.submission().wire().keywordsBeforeTls("STARTTLS").keywordsAfterTls("AUTH PLAIN", "SIZE");
            try (SmtpDialogue client = new SmtpDialogue(office.simulator.submission().host(), office.simulator.submission().port())) {
                client.reply();
                assertThat(client.send("EHLO device").replyLines()).containsExactly("250-smtp.office365.com Hello [127.0.0.1]", "250 STARTTLS");
            }
            try (SmtpDialogue client = office.secured()) {
                assertThat(client.send("EHLO device").replyLines()).containsExactly("250-smtp.office365.com Hello [127.0.0.1]", "250-AUTH PLAIN", "250 SIZE");
            }
        }
    }

    @Test
    void showsACertificateWithItsName() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.submission())) {
            client.say("STARTTLS");
            SSLSession session = client.startTls(SmtpDialogue.trusting(Office.CA));

            assertThat(session.getPeerCertificates()[0].toString()).contains("DNSName: smtp.office365.com");
        }
    }

    @Test
    void showsAnotherCertificateWhenToldTo() throws Exception {
        try (Office office = new Office()) {
            office.simulator.submission().certificate(Office.CA.issue().dnsNames("smtp.office365.com").expired().done());
            try (SmtpDialogue client = office.plain(office.simulator.submission())) {
                client.say("STARTTLS");
                assertThatThrownBy(() -> client.startTls(SmtpDialogue.trusting(Office.CA)))
                    .isInstanceOf(SSLException.class).hasStackTraceContaining("NotAfter");
            }
        }
    }

    @Test
    void speaksNoTlsBelowItsFloor() throws Exception {
        SSLContext newest = SSLContext.getInstance("TLSv1.2");
        newest.init(null, new TrustManager[] {new AnyPeer()}, null);
        try (Office office = new Office()) {
            try (SmtpDialogue client = office.plain(office.simulator.submission())) {
                client.say("STARTTLS");
                assertThat(client.startTls(newest).getProtocol()).isEqualTo("TLSv1.2");
            }
            office.simulator.submission().wire().tlsProtocols("TLSv1.3");
            try (SmtpDialogue client = office.plain(office.simulator.submission())) {
                client.say("STARTTLS");
                assertThatThrownBy(() -> client.startTls(newest)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void asksNobodyForACertificate() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.submission())) {
            client.say("STARTTLS");
            SSLSession session = client.startTls(Office.CA.client("device.contoso.com").sslContextForAnyPeer());

            assertThat(session.getLocalCertificates()).isNull();
            assertThat(session.getPeerCertificates()).isNotEmpty();
        }
    }

    @Test
    void endsAConnectionThatSaysMoreBehindStartTls() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.plain(office.simulator.submission())) {
            assertThat(client.send("STARTTLS", "MAIL FROM:<printer@contoso.com>").reply()).startsWith("554 ");
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesMailOnlyOverTlsAndOnlyFromThoseLoggedIn() throws Exception {
        try (Office office = new Office(); SmtpDialogue clear = office.plain(office.simulator.submission()); SmtpDialogue anonymous = office.secured()) {
            assertThat(clear.say("MAIL FROM:<printer@contoso.com>")).isEqualTo("530 5.7.0 Must issue a STARTTLS command first");
            assertThat(anonymous.say("MAIL FROM:<printer@contoso.com>"))
                .isEqualTo("530 5.7.57 Client not authenticated to send anonymous mail during MAIL FROM");
        }
    }

    @Test
    void recordsWhatItTakes() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            assertThat(Office.send(client, "printer@contoso.com", "From: Printer <printer@contoso.com>", "a@fabrikam.com", "b@contoso.com"))
                .isEqualTo("250 2.6.0 Queued mail for delivery");

            assertThat(office.simulator.record().awaitMessages(1, Duration.ofSeconds(30))).isTrue();
            assertThat(office.simulator.record().messages()).singleElement().satisfies(taken -> {
                assertThat(taken.mailbox()).contains("printer@contoso.com");
                assertThat(taken.at()).isEqualTo(office.clock.instant());
                assertThat(taken.message().sender()).isEqualTo("printer@contoso.com");
                assertThat(taken.message().recipients()).containsExactly("a@fabrikam.com", "b@contoso.com");
                assertThat(taken.message().text()).isEqualTo("From: Printer <printer@contoso.com>\r\n\r\nHello\r\n");
                assertThat(taken.message().tlsProtocol()).contains("TLSv1.3");
            });
        }
    }

    @Test
    void takesAPipelinedMessageAndOneInChunks() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            client.send("MAIL FROM:<printer@contoso.com> BODY=BINARYMIME SIZE=20", "RCPT TO:<a@fabrikam.com> NOTIFY=NEVER", "BDAT 3", "a\nbBDAT 3 LAST",
                "c", "NOOP");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply(), client.reply())).extracting(line -> line.substring(0, 9))
                .containsExactly("250 2.1.0", "250 2.1.5", "250 2.6.0", "250 2.6.0", "250 2.0.0");
            assertThat(office.simulator.record().messages().get(0).message().text()).isEqualTo("a\nbc\r\n");
        }
    }

    @Test
    void refusesASenderThatIsNotTheMailbox() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            assertThat(Office.send(client, "boss@contoso.com", "From: printer@contoso.com", "a@fabrikam.com")).startsWith("550 5.7.60 SendAsDenied; ");
            assertThat(Office.send(client, "printer@contoso.com", "From: \"printer@contoso.com\" <boss@contoso.com>", "a@fabrikam.com"))
                .isEqualTo("550 5.7.60 SendAsDenied; printer@contoso.com not allowed to send as boss@contoso.com");
            office.printer.sendAs("Boss@contoso.com");
            assertThat(Office.send(client, "boss@contoso.com", "From: boss@contoso.com", "a@fabrikam.com")).startsWith("250 ");
            assertThat(office.simulator.record().messages()).hasSize(1);
        }
    }

    @Test
    void canRefuseAForeignSenderAtMail() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            office.simulator.submissionSwitches().sendAsRefusedAt(Phase.MAIL).sendAsReply("554 5.7.60 SendAsDenied %s %s");

            assertThat(client.say("MAIL FROM:<boss@contoso.com>")).isEqualTo("554 5.7.60 SendAsDenied printer@contoso.com boss@contoso.com");
        }
    }

    @Test
    void refusesWhatBreaksTheProtocol() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = office.loggedIn(office.printer)) {
            assertThat(client.say("AUTH LOGIN")).startsWith("503 ");
            assertThat(client.say("RCPT TO:<a@fabrikam.com>")).startsWith("503 ");
            assertThat(client.say("MAIL FROM:<printer@contoso.com> SIZE=157286401")).startsWith("552 5.3.4 ");
            assertThat(client.say("MAIL FROM:<printer@contoso.com> FOO=BAR")).startsWith("501 ");
            assertThat(client.say("MAIL printer@contoso.com")).startsWith("501 ");
            assertThat(client.say("MAIL FROM:<printer@contoso.com>")).startsWith("250 ");
            assertThat(client.say("MAIL FROM:<printer@contoso.com>")).startsWith("503 ");
            assertThat(client.say("DATA")).startsWith("503 ");
            assertThat(client.say("RCPT TO:<>")).startsWith("501 ");
            assertThat(client.say("XYZZY")).startsWith("500 ");
            assertThat(client.say("RCPT TO:<a@fabrikam.com>")).startsWith("250 ");
            client.say("DATA");
            assertThat(client.send("From: printer@contoso.com", "", "bare\nfeed", ".").reply()).startsWith("550 5.6.11 ");
        }
    }

    @Test
    void refusesPeersWithoutHello() throws Exception {
        try (Office office = new Office(); SmtpDialogue client = new SmtpDialogue(office.simulator.submission().host(), office.simulator.submission().port())) {
            client.reply();
            assertThat(client.say("MAIL FROM:<printer@contoso.com>")).startsWith("503 ");
            assertThat(client.say("EHLO")).startsWith("501 ");
            client.say("STARTTLS");
            client.startTls(SmtpDialogue.trusting(Office.CA));
            assertThat(client.say("AUTH LOGIN")).startsWith("503 ");
        }
    }
}
