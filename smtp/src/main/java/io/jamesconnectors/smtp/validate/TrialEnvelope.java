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
package io.jamesconnectors.smtp.validate;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.connectors.outbound.SubmissionRules;
import io.jamesconnectors.smtp.spf.SpfAdvice;
import io.jamesconnectors.smtp.validate.Step.Kind;
import io.jamesconnectors.smtp.validate.Step.Outcome;
import io.jamesconnectors.smtp.wire.MailAddress;

/**
 * The sender and the recipient that are tried.
 *
 * @param recipient empty where only the sender is
 * @param mailbox who logs in for the sender
 */
record TrialEnvelope(MailAddress sender, Optional<MailAddress> recipient, Optional<Mailbox> mailbox) {

    /** What is to be tried, by the rules that mail obeys; empty, with a failed step, where they refuse it, and without a step where nothing was asked for. */
    static Optional<TrialEnvelope> of(Connectors connectors, OutboundConnector connector, ValidationRequest request, StepLog log) {
        if (request.from().isEmpty() && request.sendTo().isEmpty()) {
            return Optional.empty();
        }
        MailAddress from = request.from().orElseGet(() -> usualSender(connectors, connector));
        log.begin(Kind.ENVELOPE, "");
        if (request.sendTo().filter(recipient -> !isFor(connectors, connector, recipient)).isPresent()) {
            log.end(Outcome.FAILED, "the connector is not for the domain of " + request.sendTo().get(),
                "Name a recipient in one of its recipient domains, or add the domain to them.");
            return Optional.empty();
        }
        String recipient = request.sendTo().map(MailAddress::asString).orElseGet(() -> "postmaster@" + somewhereOfOurs(connectors));
        SubmissionDecision decision = SubmissionRules.of(connectors).decide(connector, from.asString(), recipient, false);
        if (decision instanceof SubmissionDecision.Refuse refusal) {
            log.end(Outcome.FAILED, "550 " + refusal.code() + " " + refusal.text() + " (from <" + from + ">)", "");
            return Optional.empty();
        }
        SubmissionDecision.Send send = (SubmissionDecision.Send) decision;
        log.ok("from <" + send.sender() + ">" + (send.rewritten() ? ", which takes the place of <" + from + ">" : "")
            + request.sendTo().map(to -> " to <" + to + ">").orElse("") + send.mailbox().map(mailbox -> ", as the mailbox " + mailbox.user()).orElse(""));
        return Optional.of(new TrialEnvelope(new MailAddress(send.sender()), request.sendTo(), send.mailbox()));
    }

    /** The first mailbox; else the postmaster of the first domain that the connector is for, else of the first that is ours; else nobody. */
    private static MailAddress usualSender(Connectors connectors, OutboundConnector connector) {
        List<Mailbox> mailboxes = connector.submission().mailboxes();
        if (!mailboxes.isEmpty()) {
            return new MailAddress(mailboxes.get(0).user());
        }
        return SpfAdvice.domains(connectors, connector).stream().findFirst().or(() -> connectors.acceptedDomains().stream().map(AcceptedDomain::name)
            .findFirst())
            .map(domain -> new MailAddress("postmaster@" + domain)).orElse(MailAddress.NULL_SENDER);
    }

    private static boolean isFor(Connectors connectors, OutboundConnector connector, MailAddress recipient) {
        Optional<DomainName> domain = domainOf(recipient);
        return connector.isTransportRuleScoped() || domain.filter(known -> connector.recipientDomains().stream().anyMatch(pattern -> pattern.covers(known))
            || connector.addressSpace().allAcceptedDomains() && connectors.acceptedDomain(known).isPresent()).isPresent();
    }

    static Optional<DomainName> domainOf(MailAddress address) {
        return DomainName.tryParse(address.asString().substring(address.asString().lastIndexOf('@') + 1));
    }

    private static String somewhereOfOurs(Connectors connectors) {
        return connectors.acceptedDomains().stream().findFirst().map(domain -> domain.name().asString()).orElse("example.com");
    }
}
