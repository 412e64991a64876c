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
import java.util.Set;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.diagnostics.Check;

/** What Microsoft's sending options forbid, and what stops to work where their defaults are loosened. */
final class SendingOptionCheck implements OutboundCheck {
    private static final Set<Integer> SUBMISSION_PORTS = Set.of(587, 25);
    private static final int OLD_SUBMISSION_PORT = 465;

    private final FileFacts file;
    private final Findings findings;

    SendingOptionCheck(FileFacts file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void check(OutboundDraft draft) {
        draft.connector().submission().option().ifPresent(option -> {
            if (draft.connector().type() != ConnectorType.OFFICE365) {
                findings.add(Check.OPTION_OF_OFFICE365, draft.node().attribute("option").orElseThrow().position(),
                    draft.called() + " of type " + draft.connector().type().word() + " has option " + option.word() + " (expected: in type office365 only)");
            }
            hosts(draft, option).forEach(host -> checkHost(draft, option, host));
            switch (option) {
                case CLIENT_SUBMISSION -> checkClientSubmission(draft);
                case DIRECT_SEND -> checkDirectSend(draft);
                case SMTP_RELAY -> checkSmtpRelay(draft);
            }
        });
    }

    private List<SmartHost> hosts(OutboundDraft draft, SendingOption option) {
        if (draft.connector().route() instanceof Route.SmartHosts smartHosts) {
            return smartHosts.hosts();
        }
        if (draft.node().child("smartHosts").isEmpty() && !draft.node().misspelt().contains("smartHosts")) {
            findings.add(Check.OPTION_WITHOUT_HOST, draft.node().position(), draft.called() + " with option " + option.word() + " has no smart host",
                option == SendingOption.CLIENT_SUBMISSION
                    ? "remove <useMxRecord>; smtp.office365.com is used then, and in clouds other than the worldwide one add its host for submission as <smartHosts>."
                    : "add <smartHosts> with the MX endpoint of your domain, such as contoso-com.mail.protection.outlook.com.");
        }
        return List.of();
    }

    private void checkHost(OutboundDraft draft, SendingOption option, SmartHost host) {
        boolean submission = option == SendingOption.CLIENT_SUBMISSION;
        String called = draft.called() + " with option " + option.word() + " has the smart host " + host;
        if (InetAddresses.isInetAddress(host.host())) {
            findings.add(option == SendingOption.SMTP_RELAY ? Check.ADDRESS_OF_ENDPOINT : Check.ADDRESS_AS_HOST, draft.at("smartHosts"), called);
        }
        if (submission && host.port() == OLD_SUBMISSION_PORT) {
            findings.add(Check.PORT_465, draft.at("smartHosts"), called);
        } else if (submission ? !SUBMISSION_PORTS.contains(host.port()) : host.port() != SmartHost.DEFAULT_PORT) {
            findings.add(Check.OTHER_PORT, draft.at("smartHosts"), called + " (expected: port " + (submission ? "587 or 25)" : "25)"));
        }
    }

    private void checkClientSubmission(OutboundDraft draft) {
        OutboundConnector connector = draft.connector();
        if (draft.node().lacks("credentials")) {
            findings.add(Check.NO_CREDENTIALS, draft.node().position(), draft.called() + " with option clientSubmission has no credentials");
        }
        if (!connector.tlsSettings().isAtLeast(TlsSettings.CERTIFICATE_VALIDATION) || !connector.tlsOptions().minimumVersion().isAtLeast(TlsVersion.TLS_1_2)) {
            findings.add(Check.SUBMISSION_WITHOUT_TLS, draft.at(connector.tlsSettings().isAtLeast(TlsSettings.CERTIFICATE_VALIDATION) ? "tlsOptions" : "tlsSettings"),
                draft.called() + " with option clientSubmission has tlsSettings " + connector.tlsSettings().word() + " and minimumVersion "
                    + connector.tlsOptions().minimumVersion().word() + " (expected: CertificateValidation or DomainValidation, and TLSv1.2 or TLSv1.3)");
        }
        if (connector.tlsSettings() == TlsSettings.CERTIFICATE_VALIDATION) {
            loosened(draft, "tlsSettings", "tlsSettings CertificateValidation: whoever has any valid certificate could get the password");
        }
        long minute = connector.pace().messagesPerMinute();
        long day = connector.pace().recipientsPerDay();
        if (minute == 0 || minute > OutboundDefaults.MAILBOX_PACE.messagesPerMinute()) {
            loosened(draft, "limits", "messagesPerMinute=" + minute + ": Exchange Online takes 30 messages a minute from a mailbox, and throttles the rest");
        }
        if (day == 0 || day > OutboundDefaults.MAILBOX_PACE.recipientsPerDay()) {
            loosened(draft, "limits", "recipientsPerDay=" + day + ": Exchange Online takes 10,000 recipients a day from a mailbox, and refuses the rest with 550 5.1.90");
        }
        if (connector.limits().maxConnections() > OutboundDefaults.MAILBOX_CONNECTIONS) {
            loosened(draft, "limits", "maxConnections=" + connector.limits().maxConnections() + ": a mailbox may have 3, and the others get 432 4.3.2");
        }
    }

    private void checkDirectSend(OutboundDraft draft) {
        noCredentials(draft, "directSend");
        List<DomainPattern> outside = draft.connector().recipientDomains().stream().filter(pattern -> !isInside(pattern)).toList();
        if (!outside.isEmpty()) {
            findings.add(Check.DIRECT_SEND_OUTSIDE, draft.at("recipientDomains"), draft.called() + " with option directSend has the recipient domain "
                + Options.shown(outside.get(0).asString()) + (outside.size() > 1 ? " and " + (outside.size() - 1) + " more" : "") + " (expected: accepted domains only)");
        }
    }

    private void checkSmtpRelay(OutboundDraft draft) {
        OutboundConnector connector = draft.connector();
        noCredentials(draft, "smtpRelay");
        if (draft.node().lacks("clientCertificate") && draft.node().lacks("staticAddress")) {
            findings.add(Check.UNKNOWN_RELAY, draft.node().position(), draft.called() + " with option smtpRelay has neither a clientCertificate nor a staticAddress");
        }
        if (!file.acceptsDomains()) {
            findings.add(Check.RELAY_FOR_NOBODY, draft.node().position(), draft.called() + " with option smtpRelay, and the file has no accepted domains");
        }
        if (connector.tlsSettings() != TlsSettings.DOMAIN_VALIDATION) {
            loosened(draft, "tlsSettings", "tlsSettings " + connector.tlsSettings().word() + ": " + (connector.tlsSettings() == TlsSettings.OPPORTUNISTIC
                ? "in clear no certificate is shown, and mail is refused with 550 5.7.64" : "another server could take the mail in Microsoft's place"));
        }
    }

    private void noCredentials(OutboundDraft draft, String option) {
        draft.node().child("credentials").ifPresent(credentials ->
            findings.add(Check.CREDENTIALS_OF_SUBMISSION, credentials.position(), draft.called() + " with option " + option + " has credentials"));
    }

    private void loosened(OutboundDraft draft, String option, String what) {
        findings.add(Check.OPTION_LOOSENED, draft.at(option),
            draft.called() + " with option " + draft.connector().submission().option().orElseThrow().word() + " has " + what);
    }

    /** Whether all of a pattern is ours. */
    private boolean isInside(DomainPattern pattern) {
        if (pattern instanceof DomainPattern.Exactly exactly) {
            return file.acceptedDomains().stream().anyMatch(accepted -> accepted.covers(exactly.domain()));
        }
        if (pattern instanceof DomainPattern.WithSubdomains below) {
            DomainName domain = below.domain();
            return file.acceptedDomains().stream().anyMatch(accepted -> accepted.matchSubDomains() && domain.isOrIsBelow(accepted.name()));
        }
        return false;
    }
}
