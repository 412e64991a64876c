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
package io.jamesconnectors.connectors.hybrid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.Reason;

/** Whether the server's own list of domains and the accepted domains of the connectors say the same. */
public final class DomainLists {
    private DomainLists() {
    }

    /**
     * Where the two lists differ.
     *
     * @param unknownToServer accepted domains that the server does not take for its own, in the order of the file
     * @param notAccepted domains of the server that are no accepted domains, by name
     */
    public record Difference(List<AcceptedDomain> unknownToServer, List<DomainName> notAccepted) {
        public Difference {
            unknownToServer = List.copyOf(unknownToServer);
            notAccepted = List.copyOf(notAccepted);
        }

        /** What an administrator should look at; empty when the lists agree. */
        public List<Reason> reasons() {
            List<Reason> reasons = new ArrayList<>();
            unknownToServer.forEach(accepted -> reasons.add(Reason.of("accepted-but-not-the-servers", "'" + accepted.name() + "' is an accepted domain ("
                + accepted.type().word() + "), and the server does not take it for its own: it relays mail for it, or refuses it as relaying.")));
            notAccepted.forEach(domain -> reasons.add(Reason.of("servers-but-not-accepted", "The server takes '" + domain
                + "' for its own, and it is no accepted domain: it proves nothing as a sender's, and nobody in it lives on the other side.")));
            return reasons;
        }
    }

    /**
     * Compares the lists.
     *
     * @param servers the domains that the server by itself takes for its own. Names of one label, such as {@code localhost}, are passed over: servers add them
     *     by themselves
     */
    public static Difference between(Connectors connectors, Collection<DomainName> servers) {
        Set<DomainName> own = new TreeSet<>(servers);
        return new Difference(connectors.acceptedDomains().stream().filter(accepted -> !own.contains(accepted.name())).toList(),
            own.stream().filter(domain -> domain.parent().isPresent() && connectors.acceptedDomain(domain).isEmpty()).toList());
    }
}
