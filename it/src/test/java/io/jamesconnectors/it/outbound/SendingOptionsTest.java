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

import static io.jamesconnectors.it.outbound.OfficeGateway.TRUSTED;
import static io.jamesconnectors.it.outbound.OfficeGateway.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.it.support.SmtpDialogue;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.office365.Office365Message;
import io.jamesconnectors.testing.office365.Office365Simulator;

/** The three options for sending through Office 365, and the classes of its replies, from a device through the gateway to the stand-in and back to the sender. */
class SendingOptionsTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    static OfficeGateway gateway;
    static ScriptedSmtpServer transientReply;
    static ScriptedSmtpServer permanentReply;
    static ScriptedSmtpServer throttlingReply;
    static ScriptedSmtpServer configurationReply;

    @BeforeAll
    static void start() throws Exception {
        gateway = new OfficeGateway(home);
        transientReply = gateway.server("Transient", script -> script.on("MAIL", "451 4.3.2 Temporary server error. Please try again later ATTR55"));
        permanentReply = gateway.server("Permanent", script -> script.on("MAIL", "250 ok").on("RCPT", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found"));
        throttlingReply = gateway.server("Throttling", script -> script.on("MAIL", "451 4.7.500 Access denied, please try again later (AS761)"));
        configurationReply = gateway.server("Configuration", script -> script.on("MAIL", "250 ok").on("RCPT", "250 ok").on("DATA", "354 go").hearMessage()
            .say("550 5.7.64 TenantAttribution; Relay Access Denied"));
        gateway.start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void clientSubmissionSendsAsItsMailboxToAnyone() throws Exception {
        gateway.send("printer@contoso.com", "bob@fabrikam.test", "submitted");

        Office365Message message = gateway.taken("submitted");
        assertThat(message.mailbox()).contains("printer@contoso.com");
        assertThat(message.message().sender()).isEqualTo("printer@contoso.com");
        assertThat(gateway.commands("MAIL FROM:<printer@contoso.com>")).containsSubsequence("C: EHLO gateway.contoso.com", "C: STARTTLS", "C: EHLO gateway.contoso.com", "C: AUTH LOGIN", "C: ***", "C: ***",
            "C: RCPT TO:<bob@fabrikam.test>").filteredOn(line -> line.startsWith("C: MAIL FROM:<printer@contoso.com>")).hasSize(1);
    }

    @Test
    void clientSubmissionRefusesASenderWithoutAMailbox() throws Exception {
        long before = gateway.office.submission().connections();
        gateway.send("nobody@contoso.com", "carol@fabrikam.test", "no-mailbox");

        String refusal = "550 5.7.60 clientSubmission: no mailbox may send as this sender; add the sender to the senders of the mailbox that may, or add a mailbox for it";
        String notice = words(gateway.noticeAtOffice("nobody@contoso.com"));
        assertThat(notice).contains("carol@fabrikam.test", "Your own mail system may not send the message on, by the way that it is set up.", refusal);
        assertThat(gateway.outcome("carol@fabrikam.test")).contains("connector=\"Submission\" outcome=refused returned=[carol@fabrikam.test] told=true reply=\"" + refusal + "\"",
            "reason=\"the option of the connector forbids it: nothing was connected\"");
        assertThat(gateway.office.submission().connections()).isEqualTo(before);
        assertThat(gateway.office.record().transcripts().stream().flatMap(List::stream)).noneMatch(line -> line.contains("carol@fabrikam.test"));
    }

    @Test
    void directSendReachesOurOwnMailboxesWithoutALogin() throws Exception {
        gateway.send("anyone@contoso.com", "printer@contoso.com", "direct");

        Office365Message message = gateway.taken("direct");
        assertThat(message.mailbox()).isEmpty();
        assertThat(message.connector()).isEmpty();
        assertThat(gateway.commands("MAIL FROM:<anyone@contoso.com>")).containsSubsequence("C: EHLO gateway.contoso.com", "C: STARTTLS", "C: EHLO gateway.contoso.com", "C: RCPT TO:<printer@contoso.com>")
            .noneMatch(line -> line.startsWith("C: AUTH"));
    }

    @Test
    void directSendRefusesARecipientOutside() throws Exception {
        long before = connections();
        gateway.send("alice@elsewhere.test", TRUSTED, "ruled@elsewhere.test", "outside");

        String refusal = "550 5.7.1 directSend: the recipient is in none of our accepted domains, and direct send reaches only our own mailboxes; "
            + "send by a connector with clientSubmission or smtpRelay, or add the domain to <acceptedDomains> if it is yours";
        assertThat(words(gateway.noticeElsewhere("Undeliverable: outside"))).contains("ruled@elsewhere.test", refusal);
        isRefused("ruled@elsewhere.test", "Direct", refusal, before);
    }

    @Test
    void directSendRefusesASenderOutside() throws Exception {
        long before = connections();
        gateway.send("alice@elsewhere.test", TRUSTED, "hanna@contoso.com", "stranger");

        String refusal = "550 5.7.1 directSend: the sender domain elsewhere.test is none of our accepted domains; "
            + "let the device send with an address of yours, or add the domain to <acceptedDomains> here and in Microsoft 365 if it is yours";
        assertThat(words(gateway.noticeElsewhere("Undeliverable: stranger"))).contains("hanna@contoso.com", refusal);
        isRefused("hanna@contoso.com", "Direct", refusal, before);
    }

    @Test
    void smtpRelaySendsByItsCertificateToAnyone() throws Exception {
        gateway.send("whoever@contoso.com", "dora@woodgrove.test", "relayed");

        Office365Message message = gateway.taken("relayed");
        assertThat(message.connector()).contains("Relay");
        assertThat(gateway.commands("MAIL FROM:<whoever@contoso.com>")).containsSubsequence("C: EHLO gateway.contoso.com", "C: STARTTLS", "C: EHLO gateway.contoso.com", "C: RCPT TO:<dora@woodgrove.test>")
            .noneMatch(line -> line.startsWith("C: AUTH"));
    }

    @Test
    void smtpRelayRefusesASenderOutside() throws Exception {
        long before = connections();
        gateway.send("alice@elsewhere.test", TRUSTED, "erik@woodgrove.test", "foreign");

        String refusal = "550 5.7.64 smtpRelay: the sender domain elsewhere.test is none of our accepted domains; "
            + "let the device send with an address of yours, or add the domain to <acceptedDomains> here and in Microsoft 365 if it is yours";
        assertThat(words(gateway.noticeElsewhere("Undeliverable: foreign"))).contains("erik@woodgrove.test", refusal);
        isRefused("erik@woodgrove.test", "Relay", refusal, before);
    }

    /** Nobody can be told of mail without a sender: it is kept. */
    @Test
    void smtpRelayByAddressRefusesBouncesToTheOutside() throws Exception {
        long before = connections();
        try (SmtpDialogue device = SmtpDialogue.open(TRUSTED, gateway.process().smtp())) {
            device.send("EHLO device.test");
            device.send("MAIL FROM:<>");
            device.send("RCPT TO:<fritz@northwind.test>");
            device.send("DATA");
            assertThat(device.send("From: <>\r\nAuto-Submitted: auto-replied\r\nSubject: gone\r\n\r\nAway.\r\n.")).startsWith("250");
        }
        String refusal = "550 5.7.64 smtpRelay: a relay that is known by its address takes no mail without a sender, such as bounces, to the outside; add a <clientCertificate>";
        isRefused("fritz@northwind.test", "Relay by address", refusal, before);
        await().atMost(ARRIVAL).until(() -> {
            try (var kept = Files.walk(home.resolve("var/mail/undeliverable"))) {
                return kept.anyMatch(Files::isRegularFile);
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void aMailboxThatIsSwitchedOffKeepsItsMailAndSaysWhatToDo() throws Exception {
        gateway.send("locked@contoso.com", "gina@fabrikam.test", "locked-out");

        assertThat(gateway.outcome("gina@fabrikam.test")).contains("connector=\"Submission\" outcome=deferred deferred=[gina@fabrikam.test] failed_attempts=1",
            "reply=\"454 4.7.0 Login to " + Office365Simulator.SUBMISSION_HOST + " failed: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox",
            "Set-CASMailbox locked@contoso.com -SmtpClientAuthenticationDisabled $false.");
        gateway.waits("connector-submission_as_locked_40contoso_2ecom");
        assertThat(gateway.office.record().transcripts()).noneMatch(lines -> lines.stream().anyMatch(line -> line.contains("<locked@contoso.com>")));
    }

    @Test
    void aTransientReplyMakesMailWait() throws Exception {
        gateway.send("printer@contoso.com", "a@transient.test", "later");

        assertThat(gateway.outcome("a@transient.test")).contains("outcome=deferred", "failed_attempts=1", "reply=\"451 4.3.2 Temporary server error. Please try again later ATTR55\"",
            "class=transient meaning=\"Exchange Online can't find out at the moment whose mail this is.\" remedy=\"Nothing: it is tried again.\"");
        gateway.waits("connector-transient");
        assertThat(transientReply.transcript(0)).startsWith("EHLO gateway.contoso.com", "STARTTLS", "<TLS>", "EHLO gateway.contoso.com", "MAIL FROM:<printer@contoso.com>").doesNotContain("DATA");
    }

    @Test
    void aPermanentReplyReturnsMailWithItsRemedy() throws Exception {
        gateway.send("alice@elsewhere.test", TRUSTED, "b@permanent.test", "never");

        assertThat(words(gateway.noticeElsewhere("Undeliverable: never"))).contains("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found",
            "For the administrator: The recipient does not exist. Correct the address.");
        assertThat(gateway.outcome("b@permanent.test")).contains("outcome=refused returned=[b@permanent.test] told=true", "class=permanent");
        assertThat(permanentReply.transcript(0)).contains("RCPT TO:<b@permanent.test>").doesNotContain("DATA");
    }

    @Test
    void aThrottlingReplySlowsTheConnectorDownAndIsNoFailure() throws Exception {
        gateway.send("printer@contoso.com", "c@throttling.test", "slower");

        assertThat(gateway.outcome("c@throttling.test")).contains("outcome=throttled", "failed_attempts=0 next_in=30s", "class=throttling", "Create an inbound connector in the tenant");
        assertThat(throttlingReply.transcript(0)).contains("MAIL FROM:<printer@contoso.com>").noneMatch(line -> line.startsWith("RCPT"));
    }

    @Test
    void aReplyAboutOurOwnSetUpMakesMailWaitForTheAdministrator() throws Exception {
        gateway.send("printer@contoso.com", "d@configuration.test", "set-up");

        assertThat(gateway.outcome("d@configuration.test")).contains("outcome=deferred", "failed_attempts=1", "reply=\"550 5.7.64 TenantAttribution; Relay Access Denied\"",
            "class=configuration", "send the whole certificate chain");
        gateway.waits("connector-configuration");
        assertThat(configurationReply.transcript(0)).contains("RCPT TO:<d@configuration.test>", "DATA", ".");
    }

    private static void isRefused(String recipient, String connector, String refusal, long before) throws IOException {
        assertThat(gateway.outcome(recipient)).contains("connector=\"" + connector + "\" outcome=refused returned=[" + recipient + "]", "reply=\"" + refusal + "\"",
            "reason=\"the option of the connector forbids it: nothing was connected\"");
        assertThat(connections()).as("connections to Office 365").isEqualTo(before);
        assertThat(gateway.process().log().lines().filter(line -> line.contains(" attempt=") && line.contains(recipient))).as("attempts").isEmpty();
    }

    private static long connections() {
        return gateway.office.submission().connections() + gateway.office.mx().connections();
    }
}
