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
package io.jamesconnectors.connectors.explain;

import java.util.List;
import java.util.Optional;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Reason;
import io.jamesconnectors.connectors.candidates.Candidates;
import io.jamesconnectors.connectors.inbound.Decision;
import io.jamesconnectors.connectors.inbound.received.TrueSource;

/**
 * What would become of a message, and why.
 *
 * @param question what was asked
 * @param inbound what is decided of its first recipient; empty where nothing is said of the client, and only the way out is explained
 * @param recipients each of them, in their order
 * @param notes what else is to be known, a sentence each
 */
public record Explanation(Question question, Optional<Inbound> inbound, List<Recipient> recipients, List<String> notes) {

    public Explanation {
        recipients = List.copyOf(recipients);
        notes = List.copyOf(notes);
    }

    /**
     * Whether the mail is let in.
     *
     * @param decision at RCPT; where that awaits the message and there is one, at the end of DATA
     * @param candidates all inbound connectors
     * @param trueSource where it really came from, where the connector searches for that in a message
     */
    public record Inbound(Decision decision, Candidates candidates, Optional<TrueSource> trueSource) {
    }

    /**
     * One recipient.
     *
     * @param address RCPT TO
     * @param inbound what is decided of it; empty where nothing is said of the client
     * @param reply what RCPT is answered, or the end of DATA where the message decides; {@code 250} for one that is taken
     * @param where where it lives; empty for one whose client is refused before anybody asks
     * @param departure how its mail leaves; empty where it does not
     */
    public record Recipient(String address, Optional<Inbound> inbound, String reply, Optional<Whereabouts> where, Optional<Departure> departure) {
        /** Whether it is taken. */
        public boolean isTaken() {
            return reply.startsWith("2");
        }
    }

    /**
     * How mail for one recipient leaves.
     *
     * @param connector by which
     * @param decidedBy why by that one
     * @param candidates all outbound connectors
     * @param outcome what becomes of it there, where it is not simply sent: it waits, or is returned
     * @param sender MAIL FROM there; empty for the null sender
     * @param recipient RCPT TO there
     * @param floor the least security, and where that comes from
     * @param hosts in their order, as the configuration names them
     * @param lookedUp the same as the DNS gives them; empty where it was not asked
     * @param identity what we show
     * @param login as whom we log in
     * @param limits what holds it back
     * @param retry when it is tried again
     * @param commands what would be said to the server
     */
    public record Departure(ConnectorName connector, Reason decidedBy, Candidates candidates, Optional<Outcome> outcome, String sender, String recipient, Floor floor,
            List<String> hosts, Optional<LookedUp> lookedUp, Identity identity, Optional<LoginShown> login, Limits limits, Retry retry, List<String> commands) {
        public Departure {
            hosts = List.copyOf(hosts);
            commands = List.copyOf(commands);
        }
    }

    /**
     * Why mail is not simply sent.
     *
     * @param isReturned whether it goes back to its sender; else it waits
     * @param code the enhanced code that the sender is told
     * @param why in a sentence
     */
    public record Outcome(boolean isReturned, String code, String why) {
        /** It goes back to its sender. */
        public static Outcome returned(String code, String why) {
            return new Outcome(true, code, why);
        }

        /** It waits, and is tried again. */
        public static Outcome waits(String code, String why) {
            return new Outcome(false, code, why);
        }

        /** {@code waits} or {@code returned}. */
        public String kind() {
            return isReturned ? "returned" : "waits";
        }
    }

    /**
     * The least security.
     *
     * @param level the word of {@code tlsSettings}
     * @param from where it comes from
     * @param writtenAt where the file says it, as {@code file:line:column}; empty for a default
     * @param minimumVersion the oldest version of TLS
     * @param names one of which the certificate must have; empty for none
     * @param trustedCertificates the file of trusted roots; empty for those of Java
     */
    public record Floor(String level, String from, Optional<String> writtenAt, String minimumVersion, List<String> names, Optional<String> trustedCertificates) {
        public Floor {
            names = List.copyOf(names);
        }
    }

    /**
     * What we show.
     *
     * @param clientCertificate the file of our certificate
     * @param subject whom it is for
     * @param sourceAddresses from where we connect; empty where the system chooses
     * @param helo what we call ourselves
     */
    public record Identity(Optional<String> clientCertificate, Optional<String> subject, List<String> sourceAddresses, Optional<String> helo) {
        public Identity {
            sourceAddresses = List.copyOf(sourceAddresses);
        }
    }

    /** @param mechanisms the best first; the server has the choice */
    public record LoginShown(String mailbox, List<String> mechanisms) {
        public LoginShown {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    /**
     * What holds mail back.
     *
     * @param all those that are set
     * @param usage what is used now; empty without a server
     * @param binding the one that holds it back first, in words
     */
    public record Limits(List<Limit> all, Optional<Usage> usage, String binding) {
        public Limits {
            all = List.copyOf(all);
        }
    }

    /** @param name as the file calls it */
    public record Limit(String name, long most) {
    }

    /** In seconds. */
    public record Retry(List<Long> waits, long expireAfter) {
        public Retry {
            waits = List.copyOf(waits);
        }
    }
}
