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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.HybridOptions;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.header.HeaderEdit;

class CrossPremisesHeadersTest {
    private static final Optional<DomainName> OURS = Optional.of(DomainName.parse("contoso.com"));
    private static final String FIELDS = "X-MS-Exchange-Organization-AuthAs: Internal\r\n"
        + "X-MS-Exchange-CrossPremises-SCL: -1\r\n"
        + "X-OriginatorOrg: contoso.com\r\n";
    private static final String REST = "DKIM-Signature: v=1; d=contoso.com; h=from:subject;\r\n b=abc\r\nSubject: s\r\n"
        + "X-MS-Exchange-SenderADCheck: 1\r\n\r\nX-OriginatorOrg: body\r\n";

    @Test
    void theTenantsWordsAreBelievedAndReplaceWhatWasThere() {
        assertThat(edited(CrossPremisesHeaders.arriving(true),
            "X-MS-Exchange-Organization-SCL: 9\r\nX-MS-Exchange-CrossPremises-SCL: -1\r\n"
                + "X-MS-Exchange-CrossPremises-AuthAs:\r\n Internal\r\nX-OriginatorOrg: contoso.com\r\n" + REST))
            .isEqualTo("X-MS-Exchange-Organization-SCL: -1\r\nX-MS-Exchange-Organization-AuthAs:\r\n Internal\r\nX-OriginatorOrg: contoso.com\r\n" + REST);
    }

    @Test
    void nobodyElsesAre() {
        assertThat(edited(CrossPremisesHeaders.arriving(false), FIELDS + REST)).isEqualTo(REST);
    }

    @Test
    void whatTheTenantSaidIsSaidToItAgain() {
        String kept = edited(CrossPremisesHeaders.arriving(true), "X-MS-Exchange-CrossPremises-SCL: -1\r\n" + REST);

        assertThat(edited(CrossPremisesHeaders.departing(tenant(true), true, OURS), kept))
            .isEqualTo("X-OriginatorOrg: contoso.com\r\nX-MS-Exchange-CrossPremises-SCL: -1\r\n" + REST);
    }

    @Test
    void theTenantIsToldNothingThatAUserOrAStrangerWrote() {
        assertThat(edited(CrossPremisesHeaders.departing(tenant(true), false, OURS), FIELDS + REST)).isEqualTo("X-OriginatorOrg: contoso.com\r\n" + REST);
        assertThat(edited(CrossPremisesHeaders.departing(tenant(true), false, Optional.empty()), FIELDS + REST)).isEqualTo(REST);
    }

    @Test
    void whatWasForgedOnTheWayInDoesNotMixWithWhatIsTold() {
        assertThat(edited(CrossPremisesHeaders.departing(tenant(true), true, OURS), FIELDS + REST))
            .isEqualTo("X-OriginatorOrg: contoso.com\r\nX-MS-Exchange-CrossPremises-AuthAs: Internal\r\n" + REST);
    }

    @Test
    void nobodyElseIsToldAnything() {
        OutboundConnector partner = Site.connector("Bank", ConnectorType.PARTNER, new HybridOptions(Optional.empty(), true, false), "bank.com");
        for (OutboundConnector connector : List.of(partner, tenant(false), OutboundConnector.DEFAULT_ROUTE)) {
            assertThat(edited(CrossPremisesHeaders.departing(connector, true, OURS), FIELDS + REST)).as("%s", connector.name()).isEqualTo(REST);
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectorType.class)
    void onlyOwnConnectorsThatSaySoAreBelieved(ConnectorType type) {
        InboundConnector silent = InboundConnector.of(ConnectorName.parse("in"), type).build();
        InboundConnector saying = InboundConnector.of(ConnectorName.parse("in"), type).cloudServicesMailEnabled(true).build();

        assertThat(CrossPremisesHeaders.believed(Optional.of(silent))).isFalse();
        assertThat(CrossPremisesHeaders.believed(Optional.of(saying))).isEqualTo(type != ConnectorType.PARTNER);
        assertThat(CrossPremisesHeaders.believed(Optional.empty())).isFalse();
    }

    @Test
    void weCallOurselvesByTheSendersDomainElseByTheFirst() {
        List<AcceptedDomain> accepted = List.of(new AcceptedDomain(DomainName.parse("contoso.com"), AcceptedDomain.Type.INTERNAL_RELAY, false),
            new AcceptedDomain(DomainName.parse("fabrikam.com"), AcceptedDomain.Type.AUTHORITATIVE, true));

        assertThat(CrossPremisesHeaders.ourName(accepted, Optional.of(DomainName.parse("a.fabrikam.com")))).hasToString("Optional[fabrikam.com]");
        assertThat(CrossPremisesHeaders.ourName(accepted, Optional.of(DomainName.parse("bank.com")))).hasToString("Optional[contoso.com]");
        assertThat(CrossPremisesHeaders.ourName(accepted, Optional.empty())).hasToString("Optional[contoso.com]");
        assertThat(CrossPremisesHeaders.ourName(List.of(), OURS)).isEmpty();
    }

    private static OutboundConnector tenant(boolean cloudServicesMailEnabled) {
        return Site.connector("To Office 365", ConnectorType.OFFICE365, new HybridOptions(Optional.empty(), cloudServicesMailEnabled, false), "contoso.com");
    }

    private static String edited(HeaderEdit edit, String message) {
        try {
            return new String(edit.in(new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))).readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
