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
package io.jamesconnectors.connectors.file;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.connectors.outbound.MailboxChoice;

/** Where credentials may be shown, and whether what a connector sends as is its to send as. */
final class CredentialsCheck implements OutboundCheck {
    private final FileFacts file;
    private final Findings findings;

    CredentialsCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(OutboundDraft draft) {
        Submission submission = draft.connector().submission();
        boolean isSubmission = submission.option().filter(SendingOption.CLIENT_SUBMISSION::equals).isPresent();
        draft.node().child("credentials").ifPresent(credentials -> {
            if (!isSubmission && !draft.connector().tlsSettings().isAtLeast(TlsSettings.CERTIFICATE_VALIDATION)) {
                findings.add(Check.UNVERIFIED_CREDENTIALS, credentials.position(), draft.called() + " has credentials, and tlsSettings "
                    + draft.connector().tlsSettings().word() + " (expected: CertificateValidation or DomainValidation)");
            }
            if (!isSubmission && draft.connector().route() instanceof Route.MxRecords && draft.node().child("smartHosts").isEmpty()) {
                findings.add(Check.CREDENTIALS_BY_MX, credentials.position(), draft.called() + " has credentials, and sends by MX records (expected: smart hosts)");
            }
        });
        submission.fromRewrite().ifPresent(rewrite -> checkRewrite(draft, submission, rewrite));
        checkStaticAddress(draft, submission.option());
    }

    private void checkRewrite(OutboundDraft draft, Submission submission, FromRewrite rewrite) {
        String sender = rewrite.sender();
        boolean needsMailbox = !draft.node().lacks("credentials");
        if (needsMailbox && !submission.mailboxes().isEmpty() && MailboxChoice.of(submission.mailboxes()).of(sender).isEmpty()) {
            findings.add(Check.REWRITTEN_TO_NOBODY, draft.at("fromRewrite"),
                "the sender of <fromRewrite> in " + draft.called() + " has no mailbox that may send as it (expected: one of " + users(submission.mailboxes()) + ")");
        }
        Optional<DomainName> domain = DomainName.tryParse(sender.substring(sender.lastIndexOf('@') + 1));
        boolean needsAccepted = submission.option().filter(option -> option != SendingOption.CLIENT_SUBMISSION).isPresent();
        if (needsAccepted && domain.filter(known -> file.acceptedDomains().stream().anyMatch(accepted -> accepted.covers(known))).isEmpty()) {
            findings.add(Check.REWRITTEN_TO_NOBODY, draft.at("fromRewrite"),
                "the sender of <fromRewrite> in " + draft.called() + " is in no accepted domain");
        }
    }

    private static String users(List<Mailbox> mailboxes) {
        return mailboxes.stream().limit(3).map(Mailbox::user).map(Options::shown).reduce((first, next) -> first + ", " + next).orElse("");
    }

    private void checkStaticAddress(OutboundDraft draft, Optional<SendingOption> option) {
        Optional<Value> value = draft.node().attribute("staticAddress");
        if (value.isPresent() && option.filter(known -> known != SendingOption.CLIENT_SUBMISSION).isEmpty()) {
            findings.add(Check.STATIC_ADDRESS_WITHOUT_EFFECT, value.get().position(), draft.called() + " has a staticAddress, and neither option smtpRelay nor directSend");
        }
    }
}
