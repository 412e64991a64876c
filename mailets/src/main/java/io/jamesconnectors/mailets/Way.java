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

import java.util.Optional;

import org.apache.james.queue.api.MailQueueName;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.outbound.SubmissionDecision;
import io.jamesconnectors.smtp.delivery.Failure;

/** What becomes of a mail for one of its recipients, by the configuration of one moment. */
sealed interface Way {
    /** The queue in which the mail belongs; empty for that of no connector. */
    Optional<MailQueueName> queue();

    /** The domain that has a mail of its own there, since one transaction goes to one domain's hosts; empty where recipients of all domains share one. */
    String domain();

    /** The recipient lives here: no connector has a part in it. */
    record Home() implements Way {
        @Override
        public Optional<MailQueueName> queue() {
            return Optional.empty();
        }

        @Override
        public String domain() {
            return "";
        }
    }

    /**
     * It is sent by a connector.
     *
     * @param send as whom
     * @param recipient RCPT TO, without angle brackets
     * @param recipientDomain its domain; empty for an address literal
     * @param crosses whether the mail passes from one side of the organisation to the other
     * @param why what decided for this connector
     */
    record Sent(OutboundConnector connector, SubmissionDecision.Send send, String recipient, Optional<DomainName> recipientDomain, boolean crosses, Reason why)
            implements Way {
        @Override
        public Optional<MailQueueName> queue() {
            return Optional.of(QueueNames.of(connector.name(), send.mailbox()));
        }

        @Override
        public String domain() {
            return connector.route() instanceof Route.MxRecords ? recipientDomain.map(DomainName::asString).orElseGet(this::literal) : "";
        }

        private String literal() {
            return recipient.substring(recipient.lastIndexOf('@') + 1).replaceAll("[\\[\\]]", "");
        }
    }

    /**
     * It can't be sent now, and waits.
     *
     * @param connector whose mail it is, whether it exists or not
     * @param why what the sender is told when it waits too long; empty where that is nobody's fault, as with a connector that is switched off
     */
    record Held(ConnectorName connector, Optional<MailQueueName> queue, String domain, Optional<Failure> why) implements Way {
        Held(ConnectorName connector, MailQueueName queue, String domain, Optional<Failure> why) {
            this(connector, Optional.of(queue), domain, why);
        }
    }

    /** It is given back; nothing is connected for that. */
    record Refused(OutboundConnector connector, Failure why) implements Way {
        @Override
        public Optional<MailQueueName> queue() {
            return Optional.of(QueueNames.of(connector.name()));
        }

        @Override
        public String domain() {
            return "";
        }
    }
}
