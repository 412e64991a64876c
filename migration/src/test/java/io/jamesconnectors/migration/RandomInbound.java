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
package io.jamesconnectors.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.Fingerprint;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.TrustSource;
import io.jamesconnectors.migration.RandomConfiguration.Dice;

/** The inbound half of {@link RandomConfiguration}. */
final class RandomInbound {
    private final Dice dice;
    private final Ground ground;

    RandomInbound(Dice dice, Ground ground) {
        this.dice = dice;
        this.ground = ground;
    }

    /** @param lists the names of published addresses; each may stand in one connector only, since own mail is told apart by them */
    InboundConnector connector(int number, List<String> lists, List<AcceptedDomain> accepted) {
        ConnectorType type = dice.any(ConnectorType.values());
        boolean partner = type == ConnectorType.PARTNER;
        boolean byCertificate = dice.oneIn(2);
        boolean both = !partner && dice.oneIn(3);
        List<Cidr> addresses = !byCertificate || both ? dice.atLeastOne(3, n ->
            Dice.block(n == 1 ? "2001:db8:" + number + "::/64" : "198.51." + (10 * number + n) + ".0/" + (24 + n))) : List.of();
        boolean internal = type == ConnectorType.ORGANIZATION && dice.oneIn(4);
        return InboundConnector.of(ConnectorName.parse("In " + number + dice.any(" 'x' & \"y\"", "", " <z>")), type)
            .enabled(!dice.oneIn(5))
            .comment(dice.any("", "a <comment> & more", "]]> -->"))
            .listeners(dice.oneIn(4) ? Set.of("smtp", "mx-" + number, "[::1]:25") : Set.of())
            .senderDomains(partner ? dice.atLeastOne(3, n -> DomainPattern.parse(n == 2 ? "*" : (n == 1 ? "*." : "") + "from" + n + "-" + number + ".test"))
                : List.of())
            .senderIPAddresses(addresses)
            .publishedAddresses(type == ConnectorType.OFFICE365 && !addresses.isEmpty() && number < lists.size() ? List.of(lists.get(number)) : List.of())
            .certificate(byCertificate || both ? Optional.of(certificate(number)) : Optional.empty())
            .minimumTls(dice.oneIn(3) ? Optional.empty() : Optional.of(dice.any(TlsVersion.values())))
            .restrictDomainsToIPAddresses(partner && !byCertificate && dice.oneIn(2))
            .restrictDomainsToCertificate(partner && byCertificate && dice.oneIn(2))
            .associatedAcceptedDomains(dice.oneIn(4) ? List.of(accepted.get(0).name()) : List.of())
            .treatMessagesAsInternal(internal)
            .cloudServicesMailEnabled(!partner && !internal && dice.oneIn(3))
            .enhancedFiltering(filtering())
            .limits(limits())
            .build();
    }

    private SenderCertificate certificate(int number) {
        return new SenderCertificate(dice.atLeastOne(2, n -> DomainPattern.parse((n == 1 ? "*." : "") + "cert" + n + "-" + number + ".accepted0.test")),
            dice.maybe(4, () -> "cn=an issuer \\, inc.,o=us & them,c=us"),
            dice.oneIn(3) ? Set.of(new Fingerprint(dice.any(Fingerprint.Subject.values()), "ab".repeat(32)),
                new Fingerprint(Fingerprint.Subject.CERTIFICATE, "01".repeat(32))) : Set.of(),
            dice.oneIn(2), new TrustSource(dice.<Path>maybe(2, () -> dice.oneIn(3) ? ground.secondRoots : ground.firstRoots),
                dice.any(RevocationCheck.values())));
    }

    private EnhancedFiltering filtering() {
        boolean last = dice.oneIn(4);
        List<Cidr> hops = dice.some(3, n -> Dice.block("203.0.113." + 4 * n + "/30"));
        return new EnhancedFiltering(last, hops, (last || !hops.isEmpty()) && dice.oneIn(3) ? Set.of("anna@accepted0.test", "o'brien&co@accepted0.test")
            : Set.of());
    }

    private InboundLimits limits() {
        return dice.oneIn(2) ? InboundLimits.NONE
            : new InboundLimits(dice.below(3), dice.below(1000), dice.below(5), dice.any(0L, 36L << 20, 500L << 10, 1_000_001L, 1L << 40));
    }
}
