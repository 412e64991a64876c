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
package io.jamesconnectors.connectors.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SendingOption;

class SubmissionRulesTest {
    private static final String OURS = "scanner@contoso.com";

    @ParameterizedTest(name = "[{index}] {0}, certificate {1}: {2} to {3} is {4}")
    @CsvSource(nullValues = "none", value = {
        "CLIENT_SUBMISSION, false, scanner@contoso.com, anyone@example.org, sent",
        "CLIENT_SUBMISSION, false, other@contoso.com,   anyone@example.org, 5.7.60",
        "CLIENT_SUBMISSION, false, other@example.org,   anna@contoso.com,   5.7.60",
        "CLIENT_SUBMISSION, false, '',                  anna@contoso.com,   5.7.60",
        "CLIENT_SUBMISSION, false, root@localhost,      anna@contoso.com,   5.1.8",
        "DIRECT_SEND, false, scanner@contoso.com,  anna@contoso.com,    sent",
        "DIRECT_SEND, false, scanner@contoso.com,  anna@it.fabrikam.com, sent",
        "DIRECT_SEND, false, scanner@contoso.com,  anna@it.contoso.com, 5.7.1",
        "DIRECT_SEND, false, scanner@contoso.com,  anyone@example.org,  5.7.1",
        "DIRECT_SEND, false, scanner@contoso.com,  postmaster,          5.7.1",
        "DIRECT_SEND, false, other@example.org,    anna@contoso.com,    5.7.1",
        "DIRECT_SEND, false, '',                   anna@contoso.com,    sent",
        "DIRECT_SEND, false, '',                   anyone@example.org,  5.7.1",
        "DIRECT_SEND, false, scanner@contoso.local, anna@contoso.com,   5.1.8",
        "SMTP_RELAY, true,  scanner@contoso.com, anyone@example.org, sent",
        "SMTP_RELAY, true,  other@example.org,   anyone@example.org, 5.7.64",
        "SMTP_RELAY, true,  '',                  anyone@example.org, sent",
        "SMTP_RELAY, false, scanner@contoso.com, anyone@example.org, sent",
        "SMTP_RELAY, false, other@example.org,   anna@contoso.com,   5.7.64",
        "SMTP_RELAY, false, '',                  anyone@example.org, 5.7.64",
        "SMTP_RELAY, false, '',                  anna@contoso.com,   sent",
        "SMTP_RELAY, false, scanner,             anna@contoso.com,   5.1.8",
        "none, false, other@example.org, anyone@example.org, 5.7.60",
        "none, false, root@localhost,    anyone@example.org, 5.7.60",
        "none, false, scanner@contoso.com, anyone@example.org, sent"
    })
    void theTable(SendingOption option, boolean certificate, String sender, String recipient, String outcome) {
        boolean withMailbox = option == null || option == SendingOption.CLIENT_SUBMISSION;
        Submitter submitter = new Submitter(option, certificate, withMailbox ? List.of(OURS + "=nobody@contoso.com") : List.of(), null);

        for (boolean isReport : List.of(false, true)) {
            SubmissionDecision decision = submitter.decide(sender, recipient, isReport);

            assertThat(decision instanceof SubmissionDecision.Refuse refused ? refused.code().toString() : "sent").isEqualTo(outcome);
            if (decision instanceof SubmissionDecision.Send sent) {
                assertThat(sent).isEqualTo(new SubmissionDecision.Send(sender,
                    withMailbox ? Optional.of(Submitter.mailbox(OURS + "=nobody@contoso.com")) : Optional.empty(), false));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "root@localhost", "root@host", "root@host.local", "root@localhost.localdomain", "root@printer.internal", "root@a.b.lan", "@contoso.com",
        "root@[192.0.2.1]", "root@[IPv6:2001:db8::1]", "root@192.0.2.1", "root@", "root@a b.com", "root@-a.com", "root@HOST.LOCAL", "root@host.local."})
    void aSenderThatNobodyWouldTakeGetsTheConfiguredOne(String sender) {
        for (SendingOption option : SendingOption.values()) {
            SubmissionDecision decision = new Submitter(option, false, List.of(OURS), OURS).decide(sender, "anna@contoso.com", false);

            assertThat(decision).isEqualTo(new SubmissionDecision.Send(OURS, Optional.of(Submitter.mailbox(OURS)), true));
        }
        assertThat(new Submitter(null, false, List.of(), OURS).decide(sender, "anyone@example.org", true))
            .isEqualTo(new SubmissionDecision.Send(OURS, Optional.empty(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other@contoso.com", "other@x.fabrikam.com", "other@example.org", "a@b@example.org"})
    void aSenderThatCouldBeTakenKeepsItsName(String sender) {
        assertThat(new Submitter(null, false, List.of(), OURS).decide(sender, "anyone@example.org", false))
            .isEqualTo(new SubmissionDecision.Send(sender, Optional.empty(), false));
    }

    @ParameterizedTest(name = "[{index}] {0}, certificate {1}: {2}")
    @CsvSource(nullValues = "none", value = {
        "CLIENT_SUBMISSION, false, replaced", "DIRECT_SEND, false, replaced", "SMTP_RELAY, false, replaced", "SMTP_RELAY, true, kept", "none, false, kept"})
    void theNullSenderIsReplacedWhereTheOptionWantsOne(SendingOption option, boolean certificate, String outcome) {
        SubmissionDecision decision = new Submitter(option, certificate, List.of(OURS), OURS).decide("", "anna@contoso.com", false);

        assertThat(decision).isEqualTo(new SubmissionDecision.Send(outcome.equals("replaced") ? OURS : "", Optional.of(Submitter.mailbox(OURS)), outcome.equals("replaced")));
    }

    @Test
    void aReportNeverGetsASender() {
        for (SendingOption option : SendingOption.values()) {
            for (String recipient : List.of("anna@contoso.com", "anyone@example.org")) {
                SubmissionDecision decision = new Submitter(option, false, List.of(OURS), OURS).decide("", recipient, true);

                assertThat(decision instanceof SubmissionDecision.Send sent && (sent.rewritten() || !sent.sender().isEmpty())).isFalse();
            }
        }
    }

    /** The sender of the rewriting is held to the same rules. */
    @Test
    void whatTheConfiguredSenderMayNotIsRefusedToo() {
        assertThat(new Submitter(SendingOption.SMTP_RELAY, true, List.of(), "scanner@example.org").decide("root", "anna@contoso.com", false))
            .isInstanceOf(SubmissionDecision.Refuse.class);
        assertThat(new Submitter(SendingOption.CLIENT_SUBMISSION, true, List.of("a@contoso.com=a@contoso.com"), OURS).decide("root", "anna@contoso.com", false))
            .isInstanceOf(SubmissionDecision.Refuse.class);
    }

    @Test
    void ordinaryDeliveryTakesAllMail() {
        assertThat(SubmissionRules.of(Connectors.NONE).decide(OutboundConnector.DEFAULT_ROUTE, "root@localhost", "anyone", false))
            .isEqualTo(new SubmissionDecision.Send("root@localhost", Optional.empty(), false));
    }

    /** A worker may hold a connector of the configuration before this one. */
    @Test
    void aConnectorThatHasChangedIsTakenAsItIs() {
        OutboundConnector before = new Submitter(SendingOption.CLIENT_SUBMISSION, false, List.of("a@contoso.com"), null).connector();
        OutboundConnector after = new Submitter(SendingOption.CLIENT_SUBMISSION, false, List.of("b@contoso.com"), null).connector();

        SubmissionRules rules = SubmissionRules.of(new Connectors(List.of(), List.of(), List.of(after), List.of()));

        assertThat(rules.decide(before, "x@contoso.com", "y@example.org", false)).isInstanceOfSatisfying(SubmissionDecision.Send.class,
            sent -> assertThat(sent.mailbox()).map(Mailbox::user).contains("a@contoso.com"));
    }

    @Test
    void theTextNamesOptionAndRemedyAndFitsAReply() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            Submitter submitter = RandomMail.submitter(random);
            if (submitter.decide(RandomMail.address(random), RandomMail.address(random), random.nextBoolean()) instanceof SubmissionDecision.Refuse refused) {
                assertThat(refused.text()).startsWith(submitter.option() == null ? "" : submitter.option().word() + ": ").contains(";").hasSizeLessThan(400)
                    .matches("[ -~]+").doesNotContain("\u202e");
                assertThat(refused.code().klass()).isEqualTo(5);
            }
        }
    }

    /** The rules as Microsoft writes them down, row by row. */
    @Test
    void agreesWithANaiveReading() {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        int sent = 0;
        for (int i = 0; i < 20_000; i++) {
            Submitter submitter = RandomMail.submitter(random);
            String sender = RandomMail.address(random);
            String recipient = RandomMail.address(random);
            boolean isReport = random.nextBoolean();

            SubmissionDecision decision = submitter.decide(sender, recipient, isReport);

            boolean replaced = isReplaced(submitter, sender, isReport);
            String from = replaced ? String.valueOf(submitter.fromRewrite()) : sender;
            boolean passes = passes(submitter, from, recipient);
            sent += passes ? 1 : 0;
            assertThat(decision instanceof SubmissionDecision.Send).as("seed %d: %s to %s, report %s, by %s", seed, sender, recipient, isReport, submitter).isEqualTo(passes);
            if (decision instanceof SubmissionDecision.Send known) {
                assertThat(known.rewritten()).isEqualTo(replaced);
                assertThat(known.sender()).isEqualTo(from);
            }
        }
        assertThat(sent).as("both outcomes happen").isBetween(2_000, 18_000);
    }

    private static boolean isReplaced(Submitter submitter, String sender, boolean isReport) {
        if (submitter.fromRewrite() == null) {
            return false;
        }
        if (!sender.isEmpty()) {
            return isInvalid(sender);
        }
        return !isReport && submitter.option() != null && !(submitter.option() == SendingOption.SMTP_RELAY && submitter.certificate());
    }

    private static boolean passes(Submitter submitter, String from, String recipient) {
        if (submitter.option() != null && !from.isEmpty() && isInvalid(from)) {
            return false;
        }
        boolean mailbox = MailboxChoice.of(submitter.mailboxes().stream().map(Submitter::mailbox).toList()).of(from).isPresent();
        if (submitter.option() == null) {
            return submitter.mailboxes().isEmpty() || mailbox;
        }
        boolean noneNeeded = submitter.mailboxes().isEmpty() || mailbox;
        return switch (submitter.option()) {
            case CLIENT_SUBMISSION -> mailbox;
            case DIRECT_SEND -> isOurs(recipient) && (from.isEmpty() || isOurs(from)) && noneNeeded;
            case SMTP_RELAY -> (from.isEmpty() ? submitter.certificate() || isOurs(recipient) : isOurs(from)) && noneNeeded;
        };
    }

    private static boolean isOurs(String address) {
        return Set.of("contoso.com", "fabrikam.com", "it.fabrikam.com").contains(address.substring(address.lastIndexOf('@') + 1)) && address.indexOf('@') > 0;
    }

    private static boolean isInvalid(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        return address.indexOf('@') < 1 || DomainName.tryParse(domain).isEmpty() || !domain.contains(".") || domain.endsWith(".local") || domain.endsWith(".lan");
    }
}
