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
import java.util.Set;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.replies.ReplyCatalogue;
import io.jamesconnectors.connectors.replies.ReplyEntry;
import io.jamesconnectors.connectors.replies.TroubleClass;
import io.jamesconnectors.smtp.delivery.Failure;

/**
 * Which refusals for good say that something is wrong between us and our own tenant or provider, rather than with one message, its sender or its
 * recipient: no login where one is wanted, a connector that does not know us or is blocked, an address that is banned. All mail would meet the same,
 * and be lost, though it could go as soon as an administrator has mended that. So it waits, by the retry schedule.
 *
 * <p>Only replies to connectors of type {@code office365}, or with mailboxes, count: strangers mean other things by these codes, and our
 * administrator can mend nothing there. Other rows of the class {@code configuration} concern a sender or a domain (such as {@code 5.7.60}, {@code
 * 5.7.23}, {@code 5.7.509}), for which trying again is punished or does not help: they are returned at once.
 */
final class OwnFault {
    /** Their codes as the catalogue writes them. */
    static final Set<String> ROWS = Set.of("5.7.57", "5.7.0", "5.7.3", "5.7.139", "5.7.51", "5.7.64", "5.7.68", "5.7.711", "5.7.750", "5.7.506", "5.7.511", "5.7.606-649",
        "5.7.705", "5.7.708");

    private OwnFault() {
    }

    /** Whether a refusal that the connector met is one. */
    static boolean is(OutboundConnector connector, Failure refusal) {
        if (connector.type() != ConnectorType.OFFICE365 && connector.submission().mailboxes().isEmpty() || refusal.host().isEmpty()) {
            return false;
        }
        Optional<ReplyEntry> known = ReplyCatalogue.find(refusal.asReply());
        return known.filter(entry -> entry.kind() == TroubleClass.CONFIGURATION && ROWS.contains(entry.enhanced())).isPresent();
    }
}
