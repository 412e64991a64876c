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

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.FromRewrite;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * What a sending option lets pass, decided for each recipient. Immutable; built once for a configuration.
 *
 * <table>
 *   <caption>Who may send to whom</caption>
 *   <tr><th>Option</th><th>Sender</th><th>Null sender</th><th>Recipient</th></tr>
 *   <tr><td>clientSubmission</td><td>with a mailbox that sends for it</td><td>with a mailbox for {@code *}, or one that names no senders</td><td>any</td></tr>
 *   <tr><td>directSend</td><td>in an accepted domain</td><td>yes: bounces to our own mailboxes are ordinary mail there</td><td>in an accepted domain</td></tr>
 *   <tr><td>smtpRelay by certificate</td><td>in an accepted domain</td><td>yes</td><td>any</td></tr>
 *   <tr><td>smtpRelay by address</td><td>in an accepted domain</td><td>only to an accepted domain</td><td>any</td></tr>
 *   <tr><td>none</td><td>any; where there are mailboxes, with one that sends for it</td><td>likewise</td><td>any</td></tr>
 * </table>
 *
 * (Microsoft: "How to set up a multifunction device or application", "Requirements for SMTP relay through Exchange Online".)
 *
 * <p>{@link FromRewrite} comes first. It takes senders that no server would take, and the null sender of mail that is no report, where the option wants a sender: all but
 * smtpRelay by certificate. A report (a bounce, RFC 3464, or another automatic answer, RFC 3834) keeps the null sender whatever happens: with another one, two servers
 * could return each other's reports for ever. So a report that the option does not take is refused, and as nobody is to be told of a failed report, that is its end.
 */
public final class SubmissionRules {
    private static final EnhancedCode NOT_AUTHORIZED = new EnhancedCode(5, 7, 1);
    private static final EnhancedCode SEND_AS_DENIED = new EnhancedCode(5, 7, 60);
    private static final EnhancedCode RELAY_DENIED = new EnhancedCode(5, 7, 64);
    private static final EnhancedCode BAD_SENDER = new EnhancedCode(5, 1, 8);

    private final DomainMap<AcceptedDomain> acceptedDomains;
    private final Map<ConnectorName, MailboxChoice> choices;

    private SubmissionRules(DomainMap<AcceptedDomain> acceptedDomains, Map<ConnectorName, MailboxChoice> choices) {
        this.acceptedDomains = acceptedDomains;
        this.choices = choices;
    }

    /** The rules of this configuration. */
    public static SubmissionRules of(Connectors connectors) {
        return new SubmissionRules(
            DomainMap.ofAccepted(connectors.acceptedDomains()),
            connectors.outbound().stream().filter(connector -> !connector.submission().mailboxes().isEmpty()).collect(Collectors.toUnmodifiableMap(
                OutboundConnector::name, connector -> MailboxChoice.of(connector.submission().mailboxes()), (first, second) -> first)));
    }

    /**
     * What becomes of a message.
     *
     * @param sender MAIL FROM, without angle brackets; empty for the null sender
     * @param recipient RCPT TO, without angle brackets
     * @param isReport whether the message says that it was made by a machine in answer to another one: {@code multipart/report}, or {@code Auto-Submitted} that is
     *     neither {@code no} nor {@code auto-generated}. Only counts for the null sender; when in doubt, true
     */
    public SubmissionDecision decide(OutboundConnector connector, String sender, String recipient, boolean isReport) {
        Optional<SendingOption> option = connector.submission().option();
        Optional<String> instead = replacement(connector, sender, isReport);
        String from = instead.orElse(sender);
        if (option.isPresent() && !from.isEmpty() && !isValid(from)) {
            return refuse(BAD_SENDER, option.get(),
                "the sender has no address that other servers would take; let the device send with an address of yours, or add <fromRewrite>");
        }
        Optional<SubmissionDecision.Refuse> refusal = option.flatMap(known -> refusal(known, connector, from, recipient));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        MailboxChoice choice = choice(connector);
        Optional<Mailbox> mailbox = choice.of(from);
        boolean needsMailbox = !choice.isEmpty() || option.filter(SendingOption.CLIENT_SUBMISSION::equals).isPresent();
        return mailbox.isEmpty() && needsMailbox
            ? new SubmissionDecision.Refuse(SEND_AS_DENIED, option.map(known -> known.word() + ": ").orElse("")
                + (from.isEmpty() ? "no mailbox sends mail without a sender; give one of them senders=\"*\", or route such mail by another connector"
                : "no mailbox may send as this sender; add the sender to the senders of the mailbox that may, or add a mailbox for it"))
            : new SubmissionDecision.Send(from, mailbox, instead.isPresent());
    }

    /** The sender that takes the place of this one by {@link FromRewrite}; parameters as for {@link #decide}. */
    public Optional<String> replacement(OutboundConnector connector, String sender, boolean isReport) {
        return connector.submission().fromRewrite().filter(rewrite -> isReplaced(connector, sender, isReport)).map(FromRewrite::sender);
    }

    private Optional<SubmissionDecision.Refuse> refusal(SendingOption option, OutboundConnector connector, String sender, String recipient) {
        boolean inside = isAccepted(MailboxChoice.domainOf(recipient));
        return switch (option) {
            case CLIENT_SUBMISSION -> Optional.empty();
            case DIRECT_SEND -> !inside
                ? Optional.of(refuse(NOT_AUTHORIZED, option, "the recipient is in none of our accepted domains, and direct send reaches only our own mailboxes; "
                    + "send by a connector with clientSubmission or smtpRelay, or add the domain to <acceptedDomains> if it is yours"))
                : notAccepted(NOT_AUTHORIZED, option, sender);
            case SMTP_RELAY -> sender.isEmpty() && !inside && connector.tlsOptions().clientCertificate().isEmpty()
                ? Optional.of(refuse(RELAY_DENIED, option, "a relay that is known by its address takes no mail without a sender, such as bounces, to the outside; "
                    + "add a <clientCertificate>"))
                : notAccepted(RELAY_DENIED, option, sender);
        };
    }

    private Optional<SubmissionDecision.Refuse> notAccepted(EnhancedCode code, SendingOption option, String sender) {
        Optional<DomainName> domain = MailboxChoice.domainOf(sender);
        return sender.isEmpty() || isAccepted(domain) ? Optional.empty() : Optional.of(refuse(code, option,
            "the sender domain " + domain.map(DomainName::asString).orElse("") + " is none of our accepted domains; "
                + "let the device send with an address of yours, or add the domain to <acceptedDomains> here and in Microsoft 365 if it is yours"));
    }

    private boolean isReplaced(OutboundConnector connector, String sender, boolean isReport) {
        return sender.isEmpty() ? !isReport && demandsSender(connector) : !isValid(sender);
    }

    private static boolean demandsSender(OutboundConnector connector) {
        return connector.submission().option()
            .filter(option -> option != SendingOption.SMTP_RELAY || connector.tlsOptions().clientCertificate().isEmpty()).isPresent();
    }

    /** An accepted domain is believed to be one, whatever it looks like. */
    private boolean isValid(String sender) {
        Optional<DomainName> domain = MailboxChoice.domainOf(sender);
        return isAccepted(domain) || domain.filter(known -> !PrivateDomains.hold(known)).isPresent();
    }

    private boolean isAccepted(Optional<DomainName> domain) {
        return domain.flatMap(acceptedDomains::find).isPresent();
    }

    private MailboxChoice choice(OutboundConnector connector) {
        @Nullable MailboxChoice known = choices.get(connector.name());
        return known != null && known.isAmong(connector.submission().mailboxes()) ? known : MailboxChoice.of(connector.submission().mailboxes());
    }

    private static SubmissionDecision.Refuse refuse(EnhancedCode code, SendingOption option, String why) {
        return new SubmissionDecision.Refuse(code, option.word() + ": " + why);
    }
}
