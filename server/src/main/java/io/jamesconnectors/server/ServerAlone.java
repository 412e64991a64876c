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
package io.jamesconnectors.server;

import java.util.List;
import java.util.Optional;

import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.smtpserver.ExtendedSMTPSession;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.EnhancedCode;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.SmtpReply;
import io.jamesconnectors.connectors.inbound.Verdict;

/**
 * What James by itself says of a recipient while the header of its message, and so whose it is, is not there yet. Such a recipient has a right only where
 * James would refuse it without ({@code AuthRequiredToRelayRcptHook}, {@code SenderAuthIdentifyVerificationHook}); when that right turns out not to be due,
 * the refusal is made up for. Whatever else a right passes over, such as block lists, greylisting and SPF, is not passed over for mail that may be anybody's.
 */
final class ServerAlone {
    private static final Reason REFUSES = Reason.of("server-refuses", "The server by itself would have refused the recipient.");
    private static final SmtpReply AUTHENTICATION_REQUIRED = new SmtpReply(530, new EnhancedCode(5, 7, 1), "Authentication Required");

    private ServerAlone() {
    }

    /**
     * Whether James would refuse that sender without a right, as the name of a local domain is kept for users who have logged in ({@code verifyIdentity}).
     *
     * @throws DomainListException when James can't say which domains are its own
     */
    static boolean refusesSender(SMTPSession session, ConnectionFacts facts, DomainList domains) throws DomainListException {
        return session instanceof ExtendedSMTPSession extended && extended.verifyIdentity() && isLocal(facts.senderDomain(), domains);
    }

    /**
     * Whether James would refuse that recipient without a right.
     *
     * @throws DomainListException when James can't say which domains are its own
     */
    static boolean refuses(SMTPSession session, ConnectionFacts facts, DomainList domains) throws DomainListException {
        return !isLocal(facts.recipientDomain(), domains) || refusesSender(session, facts, domains);
    }

    /**
     * The decision, or the refusal that James would have given.
     *
     * @throws DomainListException when James can't say which domains are its own
     */
    static Decision unless(SMTPSession session, ConnectionFacts facts, Decision decision, DomainList domains) throws DomainListException {
        if (decision.verdict() != Verdict.ORDINARY || facts.login().isPresent() || facts.serverAllowsRelaying()) {
            return decision;
        }
        if (!isLocal(facts.recipientDomain(), domains)) {
            return refused(SmtpReply.RELAY_DENIED, decision);
        }
        return refusesSender(session, facts, domains) ? refused(AUTHENTICATION_REQUIRED, decision) : decision;
    }

    private static boolean isLocal(Optional<DomainName> domain, DomainList domains) throws DomainListException {
        return domain.isPresent() && domains.containsDomain(Domain.of(domain.get().asString()));
    }

    private static Decision refused(SmtpReply reply, Decision decision) {
        return new Decision(Verdict.REFUSE, Optional.of(reply), decision.connector(), Optional.empty(), List.of(REFUSES, decision.decidedBy()));
    }
}
