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

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.TestCa;
import io.jamesconnectors.testing.secrets.KeptOutput;

/**
 * A stand-in for Office 365 on loopback: client submission, the MX endpoint and the token endpoint, with the behaviour that Microsoft publishes. It is made for
 * tests and the demo, is not Microsoft's software, and says so in its banner. Limits, tokens and connections age by the given clock alone.
 *
 * <pre>{@code
 * try (Office365Simulator office = Office365Simulator.start(TestCa.create(), clock)) {
 *     Tenant contoso = office.tenant("contoso").authoritative("contoso.com");
 *     App app = contoso.app(clientId).secret(secret, expires).mayTrySending();
 *     Mailbox printer = contoso.mailbox("printer@contoso.com").permit(app);
 *     // send to office.submission().port() with tokens from office.tokens().uri("contoso"), then ask office.record()
 * }
 * }</pre>
 *
 * <h2>What is published, and where</h2>
 * <ul>
 *   <li>TLS 1.2 or newer, a login before MAIL, one mailbox as sender: Microsoft, "How to set up a multifunction device or application to send email using
 *       Microsoft 365 or Office 365"; refusals {@code 530 5.7.57}, {@code 5.7.60}, {@code 5.6.11}:
 *       "Email non-delivery reports and SMTP errors in Exchange Online";</li>
 *   <li>AUTH XOAUTH2, {@code 235 2.7.0}, {@code 535 5.7.3}, what an app needs: "Authenticate an IMAP, POP or SMTP connection using OAuth";</li>
 *   <li>{@code 535 5.7.139}: "Enable or disable authenticated client SMTP submission (SMTP AUTH) in Exchange Online";</li>
 *   <li>3 connections, 30 messages a minute, 10,000 recipients a day, {@code 432 4.3.2}, {@code 554 5.2.0}: "Message storage and concurrent connection
 *       throttling for SMTP Authenticated Submission";</li>
 *   <li>attribution, {@code 5.7.64}, {@code 5.7.51}, {@code 5.7.68}, {@code 5.4.1}: the pages named at {@link Attribution} and {@link MxPolicy};</li>
 *   <li>20 minutes for a connection: "Configure Proofpoint Email Protection to work with Exchange Online"; about 199 messages is advice there, no limit;</li>
 *   <li>tokens: the pages named at {@link TokenDesk}, {@link ClientAssertion} and {@link AadError}.</li>
 * </ul>
 *
 * <h2>What is not published, and thus a switch (default in brackets)</h2>
 * <ul>
 *   <li>{@link WireSwitches}: TLS versions (1.2 and 1.3), keywords of EHLO (as seen at Microsoft's hosts), what is said at the end of a connection's life
 *       ({@code 421 4.4.2}), messages per connection (no limit), recipients per message (1,000);</li>
 *   <li>{@link SubmissionSwitches}: AUTH PLAIN (off), a {@code 334} challenge after a failed XOAUTH2 (off, as in Microsoft's sample), when a foreign sender is
 *       refused (end of data) and with which code (550), when a connection too many is refused (MAIL), what becomes of messages above the rate
 *       (refused: stricter than the delay that is published). Windows of a minute and of a day slide, which is the stricter reading, and no switch;</li>
 *   <li>{@link MxSwitches}: when relaying (end of data), a false partner (RCPT) and direct send (RCPT) are refused, throttling by rate (none);</li>
 *   <li>{@link TokenSwitches}: lifetimes (3,599 s, 90 days), used refresh tokens (stay good), repeated assertions (allowed), resources.</li>
 *   <li>{@link SmtpEndpoint#answerNext}: any other reply, at any phase.</li>
 * </ul>
 * Not imitated: delivery, quarantine, spam verdicts, Sent Items, tenant-wide limits.
 * Sessions that are logged in stay so when an administrator changes something.
 */
public final class Office365Simulator implements AutoCloseable {
    /** The name of client submission, in its certificate. */
    public static final String SUBMISSION_HOST = "smtp.office365.com";
    /** The name of the MX endpoint of contoso.com; the certificate covers those of all domains. */
    public static final String MX_HOST = "contoso-com.mail.protection.outlook.com";
    private static final String MX_NAMES = "*.mail.protection.outlook.com";

    private final Directory directory = new Directory();
    private final Office365Record record = new Office365Record();
    private final SubmissionSwitches submissionSwitches = new SubmissionSwitches();
    private final MxSwitches mxSwitches = new MxSwitches();
    private final SmtpEndpoint submission;
    private final SmtpEndpoint mx;
    private final TokenEndpoint tokens;

    private Office365Simulator(TestCa ca, InstantSource clock, boolean httpsTokens) {
        TokenStore store = new TokenStore(clock);
        X509TrustManager trust = trusting(ca);
        LoginDialogue logins = new LoginDialogue(directory, store, submissionSwitches);
        submission = new SmtpEndpoint(SUBMISSION_HOST, new SubmissionPolicy(clock, submissionSwitches, logins, record), new WireSwitches(true), clock, record,
            trust, ca.server(SUBMISSION_HOST));
        mx = new SmtpEndpoint(MX_HOST, new MxPolicy(directory, clock, mxSwitches), new WireSwitches(false), clock, record, trust,
            ca.server("mail.protection.outlook.com", MX_NAMES));
        TokenSwitches tokenSwitches = new TokenSwitches();
        tokens = new TokenEndpoint(new TokenDesk(directory, store, tokenSwitches, clock), store, tokenSwitches, clock, record,
            httpsTokens ? Optional.of(ca.server("login.microsoftonline.com", "localhost")) : Optional.empty());
    }

    /**
     * Starts all three on free ports. Certificates of the endpoints are issued by {@code ca}, and those of clients count when it has issued them.
     * Tokens come over HTTPS.
     */
    public static Office365Simulator start(TestCa ca, InstantSource clock) {
        return new Office365Simulator(ca, clock, true).begin();
    }

    /** As {@link #start}, with tokens over HTTP. */
    public static Office365Simulator startWithPlainHttp(TestCa ca, InstantSource clock) {
        return new Office365Simulator(ca, clock, false).begin();
    }

    /** The tenant with this id; made when there is none yet. */
    public Tenant tenant(String id) {
        return directory.tenant(id);
    }

    /** Client submission. */
    public SmtpEndpoint submission() {
        return submission;
    }

    /** What is decided about client submission; may be changed at any time. */
    public SubmissionSwitches submissionSwitches() {
        return submissionSwitches;
    }

    /** The MX endpoint, that of all tenants. */
    public SmtpEndpoint mx() {
        return mx;
    }

    /** What is decided about the MX endpoint; may be changed at any time. */
    public MxSwitches mxSwitches() {
        return mxSwitches;
    }

    /** The token endpoint. */
    public TokenEndpoint tokens() {
        return tokens;
    }

    /** What has happened at all three. */
    public Office365Record record() {
        return record;
    }

    @Override
    public void close() {
        try (submission; mx; tokens) {
            tokens.release();
        }
        record.messages().stream().map(Office365Message::message).filter(ReceivedMessage::isNotice).forEach(notice -> KeptOutput.keep("notice.eml", notice.content()));
    }

    private Office365Simulator begin() {
        submission.start();
        mx.start();
        tokens.up();
        return this;
    }

    private static X509TrustManager trusting(TestCa ca) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(ca.trustStore());
            return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance).map(X509TrustManager.class::cast)
                .findFirst().orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("trust of clients", e);
        }
    }
}
