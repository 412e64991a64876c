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
package io.jamesconnectors.mailets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.jamesconnectors.connectors.ClientCertificate;
import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.connectors.SecretSource;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.testing.TestCertificate;
import io.jamesconnectors.testing.office365.InboundConnector;
import io.jamesconnectors.testing.office365.Office365Simulator;
import io.jamesconnectors.testing.office365.Phase;
import io.jamesconnectors.testing.office365.SmtpLogins;
import io.jamesconnectors.testing.secrets.UsedSecrets;

/** Refused logins and unreachable hosts: what the wire shows, what becomes of the mail, and that nobody is hammered. */
@Timeout(120)
class RefusedLoginTest {
    static final String PASSWORD = UsedSecrets.note("password of the printer", "warm paper, cold ink");
    static final String WRONG = UsedSecrets.note("a wrong password, and a wrong secret", "cold paper, warm ink");
    private static final List<String> TOKEN_WITH_IT = List.of("C: EHLO ours.test", "C: AUTH XOAUTH2 ***", "C: QUIT");
    private static final List<String> TOKEN_AFTER_IT = List.of("C: EHLO ours.test", "C: AUTH XOAUTH2", "C: ***", "C: QUIT");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Path folder;
    private final SubmissionStand stand;

    RefusedLoginTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.stand = new SubmissionStand(folder);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void smtpLoginsThatAreOffForTheTenant() throws Exception {
        stand.contoso.smtpLoginsDisabled(true);
        refused("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant",
            "Set-CASMailbox printer@contoso.com -SmtpClientAuthenticationDisabled $false, for this mailbox alone.");
        stand.printer.smtpLogins(SmtpLogins.ENABLED);
        stand.pass(PAUSE);
        stand.delivers();
    }

    @Test
    void aMailboxThatIsSwitchedOffInTheMiddle() throws Exception {
        stand.delivers();
        stand.printer.smtpLogins(SmtpLogins.DISABLED);
        stand.delivers();
        stand.office.submission().dropConnections();
        refused("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox",
            "Set-CASMailbox printer@contoso.com -SmtpClientAuthenticationDisabled $false.");
        stand.printer.smtpLogins(SmtpLogins.ENABLED);
        stand.pass(PAUSE);
        stand.delivers();
    }

    @Test
    void anApplicationThatMayNotUseTheMailbox() throws Exception {
        stand.printer.forbid(stand.app);
        refused("535 5.7.3 Authentication unsuccessful", "the service principal must be registered in Exchange Online by the object id of the enterprise application "
            + "(New-ServicePrincipal), have SMTP.SendAsApp with admin consent, and permission on the mailbox (Add-MailboxPermission).");
    }

    @Test
    void aServicePrincipalWithTheWrongObjectId() throws Exception {
        stand.app.servicePrincipal("the object id of the registration");
        refused("535 5.7.3 Authentication unsuccessful", "by the object id of the enterprise application (New-ServicePrincipal)");
    }

    @Test
    void aChallengeIsAnsweredAndItsErrorTold() throws Exception {
        stand.printer.forbid(stand.app);
        stand.office.submissionSwitches().oauthChallenge(true);
        String told = stand.waits();
        assertThat(told).contains("login as printer@contoso.com: XOAUTH2: 535 5.7.3 Authentication unsuccessful; challenge: {'status':'", "New-ServicePrincipal");
        assertThat(stand.said()).containsSubsequence("C: EHLO ours.test", "C: ", "C: QUIT").filteredOn(line -> line.startsWith("S: 334 ")).isNotEmpty();
        assertThat(stand.said()).noneMatch(line -> line.startsWith("C: MAIL"));
        isNotHammered(1);
    }

    @Test
    void aPasswordThatIsWrong() throws Exception {
        stand.printer.password(PASSWORD);
        stand.use(new Login.Password(new SecretSource.Variable("WRONG")));
        assertThat(stand.waits()).contains("reply=\"454 4.7.0 Login to 127.0.0.1 failed: 535 5.7.3 Authentication unsuccessful",
            "login as printer@contoso.com: LOGIN: 535 5.7.3 Authentication unsuccessful", "Check user and secret.");
        assertThat(stand.said()).containsSubsequence("C: EHLO ours.test", "C: AUTH LOGIN", "C: ***", "C: ***", "C: QUIT").noneMatch(line -> line.startsWith("C: MAIL"));
        isNotHammered(1);
        stand.use(SubmissionStand.byPassword());
        stand.delivers();
    }

    @Test
    void passwordsThatAreNotTakenAnyMore() throws Exception {
        stand.printer.password(PASSWORD);
        stand.contoso.basicLoginsRetired(true);
        stand.use(SubmissionStand.byPassword());
        assertThat(stand.waits()).contains("454 4.7.0 Login to 127.0.0.1 failed: 550 5.7.30 ", "LOGIN: 550 5.7.30 ");
        isNotHammered(1);
    }

    /** Said to one who is logged in, as by a server that forgets. */
    @Test
    void aServerThatForgetsTheLogin() throws Exception {
        stand.office.submission().answerNext(Phase.MAIL, "530 5.7.57 Client not authenticated to send anonymous mail during MAIL FROM", 1);
        assertThat(stand.waits()).contains("reply=\"454 4.7.57 Client not authenticated", " class=configuration meaning=\"The server has let us in, and says now that nobody has logged in.\"",
            "When it lasts, check host and port: submission is at 587.");
        assertThat(stand.transcripts()).hasSize(1);
        assertThat(stand.transcripts().get(0)).anyMatch(line -> line.startsWith("C: MAIL FROM:<printer@contoso.com>")).anyMatch(line -> line.startsWith("S: 530 5.7.57 "));
        assertThat(stand.office.record().messages()).isEmpty();
        stand.delivers();
        assertThat(stand.connections()).isEqualTo(2);
    }

    @Test
    void whatTheSenderIsToldWhenItHasTakenTooLong() throws Exception {
        stand.contoso.smtpLoginsDisabled(true);
        assertThat(stand.expires()).contains("454 4.7.0 Login to 127.0.0.1 failed: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant",
            "For the administrator: SMTP AUTH is switched off for the whole organization. Set-CASMailbox USER -SmtpClientAuthenticationDisabled $false, for this mailbox alone.");
    }

    @Test
    void aRelayWhoseCertificateHasExpired() throws Exception {
        TestCertificate expired = SubmissionStand.CA.issue().dnsNames("relay.contoso.com").forClientsOnly().expired().done();
        Path chain = Files.writeString(folder.resolve("relay.pem"), expired.chainPem());
        Path key = Files.writeString(folder.resolve("relay.key"), expired.keyPem());
        stand.contoso.connector(InboundConnector.ownServersByCertificate("Relay", "relay.contoso.com"));
        stand.use(stand.connector(new SmartHost(stand.office.mx().host(), stand.office.mx().port()), Office365Simulator.MX_HOST,
            new TlsOptions(TlsVersion.TLS_1_2, List.of(), Optional.of(new ClientCertificate(chain, Optional.of(key), Optional.empty()))),
            new Submission(Optional.of(SendingOption.SMTP_RELAY), List.of(), Optional.empty(), Optional.empty())));

        assertThat(stand.waits()).contains("reply=\"550 5.7.64 TenantAttribution; Relay Access Denied", " class=configuration ", "send the whole certificate chain");
        assertThat(stand.office.record().messages()).isEmpty();
    }

    @Test
    void nameServersThatDoNotAnswer() throws Exception {
        try (FakeDns names = FakeDns.start(); SubmissionStand lost = new SubmissionStand(folder, new SmartHost(names.host(), names.port()))) {
            names.zone().silent(true);
            lost.use(lost.connector(new SmartHost(Office365Simulator.SUBMISSION_HOST, 587), SubmissionStand.byPassword()));
            assertThat(lost.waits()).contains("reply=\"45", "4.4.312", " class=transient meaning=\"DNS did not answer", "remedy=\"Check name servers and domain.\"");
            assertThat(names.queries()).isNotEmpty();
            assertThat(lost.connections()).isZero();
        }
    }

    /** A token that the server refuses: what it says, and what helps, and that one login is tried. */
    private void refused(String reply, String remedy) throws Exception {
        long before = stand.connections();
        assertThat(stand.waits()).contains("reply=\"454 4.7.0 Login to 127.0.0.1 failed: " + reply, "login as printer@contoso.com: XOAUTH2: " + reply, remedy, " class=configuration ");
        assertThat(stand.said().stream().filter(line -> line.startsWith("C: ")).toList()).isIn(TOKEN_AFTER_IT, TOKEN_WITH_IT);
        assertThat(stand.said()).anyMatch(line -> line.startsWith("S: " + reply));
        isNotHammered(stand.connections() - before);
    }

    private void isNotHammered(long tried) throws Exception {
        assertThat(tried).isBetween(1L, 2L);
        long connections = stand.connections();
        long fetches = stand.fetches();
        for (int i = 0; i < 20; i++) {
            assertThat(stand.waits()).contains("not tried for another 60 s, after: ");
        }
        stand.pass(PAUSE.minusSeconds(1));
        assertThat(stand.waits()).contains("not tried for another 1 s, after: ");
        assertThat(stand.connections()).isEqualTo(connections);
        assertThat(stand.fetches()).isEqualTo(fetches);
    }
}
