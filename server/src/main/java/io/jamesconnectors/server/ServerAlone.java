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
 * What James by itself says of a recipient that it saw with a right which turned out not to be due: James was asked at RCPT, the header came with DATA.
 * These are the two checks of James that the right passes over ({@code AuthRequiredToRelayRcptHook}, {@code SenderAuthIdentifyVerificationHook}).
 */
final class ServerAlone {
    private static final Reason REFUSES = Reason.of("server-refuses", "The server by itself would have refused the recipient.");
    private static final SmtpReply AUTHENTICATION_REQUIRED = new SmtpReply(530, new EnhancedCode(5, 7, 1), "Authentication Required");

    private ServerAlone() {
    }

    /** Whether James asks that the sender's domain is nobody's but a logged-in user's ({@code verifyIdentity}). */
    static boolean verifiesIdentity(SMTPSession session) {
        return session instanceof ExtendedSMTPSession extended && extended.verifyIdentity();
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
        return verifiesIdentity(session) && isLocal(facts.senderDomain(), domains) ? refused(AUTHENTICATION_REQUIRED, decision) : decision;
    }

    private static boolean isLocal(Optional<DomainName> domain, DomainList domains) throws DomainListException {
        return domain.isPresent() && domains.containsDomain(Domain.of(domain.get().asString()));
    }

    private static Decision refused(SmtpReply reply, Decision decision) {
        return new Decision(Verdict.REFUSE, Optional.of(reply), decision.connector(), Optional.empty(), List.of(REFUSES, decision.decidedBy()));
    }
}
