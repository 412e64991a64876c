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
package io.jamesconnectors.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ConnectorsTest {

    @Test
    void findsTheMostExactAcceptedDomain() {
        AcceptedDomain wide = accepted("contoso.com", true);
        AcceptedDomain narrow = accepted("sales.contoso.com", false);
        Connectors connectors = new Connectors(List.of(wide, narrow), List.of(), List.of(), List.of());

        assertThat(connectors.acceptedDomain(DomainName.parse("sales.contoso.com"))).contains(narrow);
        assertThat(connectors.acceptedDomain(DomainName.parse("hr.contoso.com"))).contains(wide);
        assertThat(connectors.acceptedDomain(DomainName.parse("fabrikam.com"))).isEmpty();
    }

    @Test
    void countsSubdomainsOnlyWhereAsked() {
        assertThat(accepted("contoso.com", false).covers(DomainName.parse("a.contoso.com"))).isFalse();
        assertThat(accepted("contoso.com", false).covers(DomainName.parse("contoso.com"))).isTrue();
        assertThat(accepted("contoso.com", true).covers(DomainName.parse("b.a.contoso.com"))).isTrue();
    }

    @Test
    void findsAnOutboundConnectorByItsNameInAnyCase() {
        OutboundConnector connector = OutboundConnector.DEFAULT_ROUTE;
        Connectors connectors = new Connectors(List.of(), List.of(), List.of(connector), List.of());
        assertThat(connectors.outbound(ConnectorName.parse("MX"))).contains(connector);
        assertThat(connectors.outbound(ConnectorName.parse("other"))).isEmpty();
    }

    @Test
    void deliversByMxOverOfferedTlsWhereNothingIsConfigured() {
        assertThat(OutboundConnector.DEFAULT_ROUTE.route()).isEqualTo(new OutboundConnector.Route.MxRecords(25));
        assertThat(OutboundConnector.DEFAULT_ROUTE.tlsSettings()).isEqualTo(TlsSettings.OPPORTUNISTIC);
    }

    private static AcceptedDomain accepted(String name, boolean matchSubDomains) {
        return new AcceptedDomain(DomainName.parse(name), AcceptedDomain.Type.AUTHORITATIVE, matchSubDomains);
    }
}
