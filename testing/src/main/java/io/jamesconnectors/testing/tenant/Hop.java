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
package io.jamesconnectors.testing.tenant;

import java.util.Optional;

/** What comes next for one recipient. */
sealed interface Hop {
    /** Why, for the events. */
    String why();

    /** Its mailbox is here. */
    record Store(String mailbox) implements Hop {
        @Override
        public String why() {
            return "mailbox " + mailbox;
        }
    }

    /**
     * It goes to another server.
     *
     * @param connector by which outbound connector; empty for none
     * @param host empty where nobody knows one: {@code 450 4.4.312} (reference §4.2)
     * @param domain of the recipient: what a certificate has to carry where the connector names neither that nor a host
     * @param address what RCPT says: the target address of a mail user
     */
    record Relay(Optional<OutboundConnector> connector, Optional<NextHost> host, String domain, String address) implements Hop {
        @Override
        public String why() {
            return connector.map(OutboundConnector::name).orElse("no connector") + " to " + host.map(NextHost::toString).orElse("no host");
        }
    }

    /** It can be brought nowhere. */
    record Return(String reply) implements Hop {
        @Override
        public String why() {
            return "not deliverable";
        }
    }
}
