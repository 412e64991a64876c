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
package io.jamesconnectors.testing.office365;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose mail it is that a client brings to the MX endpoint.
 *
 * <ul>
 *   <li>The order (certificate, then address) and the most exact name: Microsoft, Exchange Team blog "Office 365 Message Attribution";</li>
 *   <li>the two proofs that relaying takes, connector and accepted domain: Microsoft, "Requirements for SMTP relay through Exchange Online";</li>
 *   <li>partner restrictions: Microsoft, "Configure mail flow using connectors in Exchange Online";</li>
 *   <li>direct send: Microsoft, Exchange Team blog "Introducing more control over Direct Send in Exchange Online".</li>
 * </ul>
 * Not published, and so: the null sender matches no partner connector; a refused sender whose domain is somebody's
 * is told {@code 5.7.64}, any other {@code 5.4.1}.
 *
 * @param connector the connector that the mail is attributed to
 * @param verdict what follows
 */
record Attribution(Optional<InboundConnector> connector, Verdict verdict) {

    /** What becomes of mail for one recipient. */
    enum Verdict {
        /** It is taken. */
        TAKEN,
        /** A partner connector demands TLS. */
        NEEDS_TLS,
        /** A partner connector demands another certificate or address: {@code 5.7.51}. */
        NOT_THE_PARTNER,
        /** A proof for relaying lacks: {@code 5.7.64}. */
        NO_RELAY,
        /** Neither sender, recipient nor client is known: {@code 5.4.1}. */
        STRANGER,
        /** The edge knows that there is no such recipient: {@code 5.4.1}. */
        UNKNOWN_RECIPIENT,
        /** Our own sender without a connector: {@code 5.7.68}. */
        DIRECT_SEND
    }

    /** Judges one recipient. One partner connector whose terms are all met is enough; one that restricts nothing never lifts what another restricts. */
    static Attribution of(Directory directory, Client client, String sender, String recipient) {
        String senderDomain = Directory.domainOf(sender).toLowerCase(Locale.ROOT);
        Optional<Match> own = ownServers(directory, client, senderDomain);
        if (own.isPresent() && own.get().isProven()) {
            return new Attribution(Optional.of(own.get().connector()), Verdict.TAKEN);
        }
        String recipientDomain = Directory.domainOf(recipient).toLowerCase(Locale.ROOT);
        Optional<Tenant> owner = directory.ownerOf(recipientDomain);
        if (owner.isEmpty()) {
            boolean somebody = own.isPresent() || directory.ownerOf(senderDomain).isPresent();
            return new Attribution(Optional.empty(), somebody ? Verdict.NO_RELAY : Verdict.STRANGER);
        }
        return incoming(owner.get(), client, sender, senderDomain, recipient, recipientDomain);
    }

    /** The connector of own servers that this connection fits best, by certificate before by address. */
    static Optional<Match> ownServers(Directory directory, Client client, String senderDomain) {
        List<Match> matches = directory.tenants().stream()
            .flatMap(tenant -> tenant.connectors().stream().filter(InboundConnector::ownServers)
                .map(connector -> Match.of(tenant, connector, client, senderDomain)))
            .filter(match -> match.rank() > 0)
            .sorted(Comparator.comparing(Match::isProven).thenComparing(Match::rank).reversed())
            .toList();
        return matches.stream().findFirst();
    }

    private static Attribution incoming(Tenant owner, Client client, String sender, String senderDomain, String recipient, String recipientDomain) {
        List<InboundConnector> partners = owner.connectors().stream()
            .filter(connector -> !connector.ownServers() && !sender.isEmpty() && connector.coversSender(senderDomain)).toList();
        List<InboundConnector> restricting = partners.stream().filter(Attribution::restricts).toList();
        List<InboundConnector> deciding = restricting.isEmpty() ? partners : restricting;
        Optional<InboundConnector> partner = deciding.stream().filter(connector -> refusal(connector, client) == Verdict.TAKEN).findFirst();
        if (partner.isEmpty() && !restricting.isEmpty()) {
            return new Attribution(Optional.empty(), refusal(restricting.get(0), client));
        }
        if (partner.isEmpty() && owner.rejectsDirectSend() && owner.accepts(senderDomain)) {
            return new Attribution(Optional.empty(), Verdict.DIRECT_SEND);
        }
        boolean unknown = owner.blocksUnknownRecipients(recipientDomain) && !owner.knows(recipient);
        return new Attribution(partner, unknown ? Verdict.UNKNOWN_RECIPIENT : Verdict.TAKEN);
    }

    private static boolean restricts(InboundConnector partner) {
        return partner.requireTls() || partner.restrictToCertificate() || partner.restrictToAddresses();
    }

    private static Verdict refusal(InboundConnector partner, Client client) {
        if (partner.requireTls() && !client.isOverTls()) {
            return Verdict.NEEDS_TLS;
        }
        boolean certificate = !partner.restrictToCertificate() || partner.fit(client.certificateNames()) > 0;
        boolean address = !partner.restrictToAddresses() || partner.lists(client.address());
        return certificate && address ? Verdict.TAKEN : Verdict.NOT_THE_PARTNER;
    }

    /**
     * How a connection fits a connector of own servers.
     *
     * @param rank by an exact certificate name before a wildcard before an address; 0 for not at all
     * @param isProven whether the domain of the certificate name, or of the sender, is an accepted domain of its tenant
     */
    record Match(InboundConnector connector, int rank, boolean isProven) {

        static Match of(Tenant tenant, InboundConnector connector, Client client, String senderDomain) {
            int byCertificate = connector.fit(client.certificateNames());
            boolean proven = tenant.accepts(senderDomain) || byCertificate > 0 && connector.certificateDomain().filter(tenant::accepts).isPresent();
            return new Match(connector, byCertificate > 0 ? 1 + byCertificate : connector.lists(client.address()) ? 1 : 0, proven);
        }
    }
}
