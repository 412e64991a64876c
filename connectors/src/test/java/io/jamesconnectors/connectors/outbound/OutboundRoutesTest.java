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
package io.jamesconnectors.connectors.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.TlsSettings;

class OutboundRoutesTest {

    /** The worked example, of the connectors that we have: C2 for the domain, C3 for the wildcard, C1 for another accepted domain. */
    @Test
    void choosesTheMostSpecificConnectorAsExchangeOnlineDoes() {
        OutboundRoutes routes = routes(
            connector("C1", true, "fabrikam.com", "contoso.onmicrosoft.com"),
            connector("C2", true, "contoso.com"),
            connector("C3", true, "*.contoso.com"));
        assertThat(chosen(routes, "fabrikam.com")).isEqualTo("C1");
        assertThat(chosen(routes, "contoso.com")).isEqualTo("C2");
        assertThat(chosen(routes, "sales.contoso.com")).isEqualTo("C3");
    }

    @Test
    void prefersTheDomainThenTheLongestWildcardThenTheStar() {
        OutboundRoutes routes = routes(
            connector("Star", true, "*"),
            connector("Wide", true, "*.contoso.com"),
            connector("Narrow", true, "*.sales.contoso.com"),
            connector("Exact", true, "eu.sales.contoso.com"));
        assertThat(chosen(routes, "eu.sales.contoso.com")).isEqualTo("Exact");
        assertThat(chosen(routes, "us.sales.contoso.com")).isEqualTo("Narrow");
        assertThat(chosen(routes, "sales.contoso.com")).isEqualTo("Narrow");
        assertThat(chosen(routes, "contoso.com")).isEqualTo("Wide");
        assertThat(chosen(routes, "contoso.org")).isEqualTo("Star");
    }

    @Test
    void saysWhyOthersLost() {
        OutboundRoutes routes = routes(
            connector("Star", true, "*"),
            connector("Off", false, "contoso.com"),
            connector("Wide", true, "*.contoso.com"));
        assertThat(routes.route(Optional.of(DomainName.parse("contoso.com"))).reasons())
            .extracting(reason -> reason.connector().map(ConnectorName::asString).orElse("") + " " + reason.code())
            .containsExactly("Wide most-specific", "Off switched-off", "Star less-specific");
    }

    @Test
    void deliversByMxWhereNoConnectorCovers() {
        RouteDecision decision = routes(connector("Bank", true, "bank.example")).route(Optional.of(DomainName.parse("contoso.com")));
        assertThat(decision.connector()).isEmpty();
        assertThat(decision.connectorOrDefault()).isEqualTo(OutboundConnector.DEFAULT_ROUTE);
        assertThat(decision.decidedBy().code()).isEqualTo("no-connector");
    }

    @Test
    void neverChoosesASwitchedOffConnector() {
        OutboundRoutes routes = routes(connector("Off", false, "*"));
        assertThat(chosen(routes, "contoso.com")).isEqualTo("mx");
    }

    @Test
    void coversARecipientWithoutADomainNameByTheStarAlone() {
        assertThat(routes(connector("Star", true, "*"), connector("Com", true, "*.com")).route(Optional.empty()).connectorOrDefault().name())
            .hasToString("Star");
        assertThat(routes(connector("Com", true, "*.com")).route(Optional.empty()).connector()).isEmpty();
    }

    @Test
    void choosesAsANaiveReadingDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] names = {"a.test", "b.a.test", "c.b.a.test", "x.test", "test", "y.x.test"};
        for (int i = 0; i < 10_000; i++) {
            List<OutboundConnector> connectors = new ArrayList<>();
            for (int n = random.nextInt(7); n > 0; n--) {
                int kind = random.nextInt(5);
                connectors.add(connector("C" + n, random.nextInt(4) > 0,
                    kind == 0 ? "*" : (kind < 3 ? "*." : "") + names[random.nextInt(names.length)]));
            }
            DomainName domain = DomainName.parse(names[random.nextInt(names.length)]);
            Optional<OutboundConnector> expected = connectors.stream()
                .filter(connector -> connector.enabled() && connector.recipientDomains().get(0).covers(domain))
                .min(Comparator.comparingInt(connector -> -exactness(connector.recipientDomains().get(0))));
            assertThat(routes(connectors.toArray(OutboundConnector[]::new)).route(Optional.of(domain)).connector())
                .as("seed %d, %s in %s", seed, domain, connectors).isEqualTo(expected);
        }
    }

    private static int exactness(DomainPattern pattern) {
        return pattern instanceof DomainPattern.Exactly ? 1_000 : pattern instanceof DomainPattern.Any ? 0 : pattern.asString().length();
    }

    private static String chosen(OutboundRoutes routes, String domain) {
        return routes.route(Optional.of(DomainName.parse(domain))).connectorOrDefault().name().asString();
    }

    private static OutboundConnector connector(String name, boolean enabled, String... recipientDomains) {
        return new OutboundConnector(ConnectorName.parse(name), ConnectorType.PARTNER, enabled, "",
            Arrays.stream(recipientDomains).map(DomainPattern::parse).toList(), new OutboundConnector.Route.MxRecords(25),
            TlsSettings.OPPORTUNISTIC, List.of(), Optional.empty(), ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT);
    }

    private static OutboundRoutes routes(OutboundConnector... connectors) {
        return OutboundRoutes.of(new Connectors(List.of(), List.of(), List.of(connectors), List.of()));
    }
}
