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

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;

class OutboundRoutesTest {

    /** The worked example of "Set up connectors to route mail between Microsoft 365 and your own email servers". */
    @Test
    void choosesAsInTheWorkedExampleOfExchangeOnline() {
        OutboundRoutes routes = routes(List.of("contoso.com", "sales.contoso.com", "fabrikam.com", "contoso.onmicrosoft.com"),
            Outbound.named("C1").allAcceptedDomains(), Outbound.named("C2").to("contoso.com"), Outbound.named("C3").to("*.contoso.com"));
        assertThat(chosen(routes, "fabrikam.com")).isEqualTo("C1");
        assertThat(chosen(routes, "contoso.com")).isEqualTo("C2");
        assertThat(chosen(routes, "sales.contoso.com")).isEqualTo("C3");
    }

    @Test
    void prefersTheDomainThenTheLongestWildcardThenAcceptedDomainsThenTheStar() {
        OutboundRoutes routes = routes(List.of("contoso.org"),
            Outbound.named("Star").to("*"),
            Outbound.named("Ours").allAcceptedDomains(),
            Outbound.named("Wide").to("*.contoso.com"),
            Outbound.named("Narrow").to("*.sales.contoso.com"),
            Outbound.named("Exact").to("eu.sales.contoso.com"));
        assertThat(chosen(routes, "eu.sales.contoso.com")).isEqualTo("Exact");
        assertThat(chosen(routes, "us.sales.contoso.com")).isEqualTo("Narrow");
        assertThat(chosen(routes, "sales.contoso.com")).isEqualTo("Narrow");
        assertThat(chosen(routes, "contoso.com")).isEqualTo("Wide");
        assertThat(chosen(routes, "contoso.org")).isEqualTo("Ours");
        assertThat(chosen(routes, "contoso.net")).isEqualTo("Star");
    }

    @Test
    void prefersTheConnectorForTheSenderAndOfThoseTheMostExact() {
        OutboundRoutes routes = routes(List.of(),
            Outbound.named("Anyone").to("contoso.com"),
            Outbound.named("All senders").to("contoso.com").from("*").cost(5),
            Outbound.named("Below").to("contoso.com").from("*.fabrikam.com").cost(50),
            Outbound.named("Exact").to("contoso.com").from("fabrikam.com").cost(100));
        assertThat(chosen(routes, "contoso.com", "fabrikam.com")).isEqualTo("Exact");
        assertThat(chosen(routes, "contoso.com", "eu.fabrikam.com")).isEqualTo("Below");
        assertThat(chosen(routes, "contoso.com", "other.example")).isEqualTo("All senders");
    }

    @Test
    void takesTheNullSenderForAnySenderOnly() {
        OutboundRoutes routes = routes(List.of(), Outbound.named("Scoped").to("contoso.com").from("fabrikam.com"), Outbound.named("Star").to("*"));
        assertThat(chosen(routes, "contoso.com")).isEqualTo("Star");
        assertThat(chosen(routes, "contoso.com", "fabrikam.com")).isEqualTo("Scoped");
    }

    @Test
    void prefersTheLowestCostAmongEqualsOnly() {
        OutboundRoutes routes = routes(List.of(),
            Outbound.named("Dear").to("contoso.com").cost(20), Outbound.named("Cheap").to("contoso.com").cost(10), Outbound.named("Star").to("*").cost(1));
        assertThat(chosen(routes, "contoso.com")).isEqualTo("Cheap");
    }

    @Test
    void neverChoosesOneThatIsOffOrInTestModeOrScopedToRules() {
        OutboundRoutes routes = routes(List.of(),
            Outbound.named("Off").to("contoso.com").off(), Outbound.named("Test").to("contoso.com").testMode(),
            Outbound.named("Rule").to("contoso.com").ruleScoped(), Outbound.named("Star").to("*"));
        assertThat(routes.route(domain("contoso.com"), Optional.empty()).reasons())
            .extracting(reason -> reason.connector().map(ConnectorName::asString).orElse("") + " " + reason.code())
            .containsExactly("Star most-specific", "Off switched-off", "Test test-mode", "Rule rule-scoped");
    }

    @Test
    void findsAConnectorThatARuleNames() {
        OutboundRoutes routes = routes(List.of(), Outbound.named("Rule").ruleScoped(), Outbound.named("Test").to("*").testMode());
        assertThat(routes.named(ConnectorName.parse("Rule"))).isPresent();
        assertThat(routes.named(ConnectorName.parse("Test"))).isEmpty();
        assertThat(routes.named(ConnectorName.parse("Nobody"))).isEmpty();
    }

    @Test
    void saysWhyOthersLost() {
        OutboundRoutes routes = routes(List.of(), Outbound.named("Star").to("*"), Outbound.named("Off").to("contoso.com").off(),
            Outbound.named("Scoped").to("contoso.com").from("fabrikam.com"), Outbound.named("Wide").to("*.contoso.com"));
        assertThat(routes.route(domain("contoso.com"), Optional.empty()).reasons())
            .extracting(reason -> reason.connector().map(ConnectorName::asString).orElse("") + " " + reason.code())
            .containsExactly("Wide most-specific", "Scoped other-sender", "Off switched-off", "Star less-specific");
    }

    @Test
    void deliversByMxWhereNoConnectorCovers() {
        RouteDecision decision = routes(List.of(), Outbound.named("Bank").to("bank.example")).route(domain("contoso.com"), Optional.empty());
        assertThat(decision.connector()).isEmpty();
        assertThat(decision.connectorOrDefault()).isEqualTo(OutboundConnector.DEFAULT_ROUTE);
        assertThat(decision.decidedBy().code()).isEqualTo("no-connector");
    }

    @Test
    void coversARecipientWithoutADomainNameByTheStarAlone() {
        OutboundRoutes routes = routes(List.of("contoso.com"), Outbound.named("Ours").allAcceptedDomains(), Outbound.named("Star").to("*"), Outbound.named("Com").to("*.com"));
        assertThat(routes.route(Optional.empty(), Optional.empty()).connectorOrDefault().name()).hasToString("Star");
    }

    private static String chosen(OutboundRoutes routes, String recipientDomain) {
        return routes.route(domain(recipientDomain), Optional.empty()).connectorOrDefault().name().asString();
    }

    private static String chosen(OutboundRoutes routes, String recipientDomain, String senderDomain) {
        return routes.route(domain(recipientDomain), domain(senderDomain)).connectorOrDefault().name().asString();
    }

    private static Optional<DomainName> domain(String name) {
        return Optional.of(DomainName.parse(name));
    }

    private static OutboundRoutes routes(List<String> accepted, Outbound... connectors) {
        return OutboundRoutes.of(new Connectors(
            accepted.stream().map(name -> new AcceptedDomain(DomainName.parse(name), AcceptedDomain.Type.INTERNAL_RELAY, false)).toList(),
            List.of(), Arrays.stream(connectors).map(Outbound::connector).toList(), List.of()));
    }
}
