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

import java.io.IOException;
import java.util.Optional;

import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.header.HeaderEdit;
import io.jamesconnectors.connectors.hybrid.RecipientPlace;

/** Where recipients live, and how their mail looks when it leaves, by the configuration in force; each call may see a newer one. */
interface Placing {

    /** Where mail for this recipient goes. Tells those who watch for loops. */
    RecipientPlace place(Mail mail, MailAddress recipient);

    /**
     * The sender that takes the place of this one on the wire, where the connector rewrites foreign senders.
     *
     * @param sender MAIL FROM, without angle brackets; empty for the null sender
     */
    Optional<String> rewrittenSender(OutboundConnector connector, String sender);

    /**
     * What becomes of the header when the mail leaves.
     *
     * @param crosses whether it passes from one side of the organisation to the other
     * @throws IOException when the mail can't be read
     */
    HeaderEdit departing(OutboundConnector connector, Mail mail, boolean crosses) throws IOException;

    /** Of an organisation that is in one place: the routes say where everybody is, and nothing is changed. */
    static Placing inOnePlace(RouteTable table) {
        return new Placing() {
            @Override
            public RecipientPlace place(Mail mail, MailAddress recipient) {
                return new RecipientPlace.Outside(
                    table.routes().route(Recipients.domain(recipient), mail.getMaybeSender().asOptional().flatMap(Recipients::domain)), false);
            }

            @Override
            public Optional<String> rewrittenSender(OutboundConnector connector, String sender) {
                return Optional.empty();
            }

            @Override
            public HeaderEdit departing(OutboundConnector connector, Mail mail, boolean crosses) {
                return HeaderEdit.NONE;
            }
        };
    }
}
