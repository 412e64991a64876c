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
package io.jamesconnectors.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.TlsSettings;

class TlsRequirementTest {
    private static final DomainName CONTOSO = DomainName.parse("contoso.com");
    private static final TrustAnchors NOBODY = TrustAnchors.of(List.of());
    private static final Route MX = new Route.MxRecords(25);
    private static final Route SMART_HOST = new Route.SmartHosts(List.of(new SmartHost("mail.contoso.com", 25)));

    @Test
    void expectsTheRecipientDomainOrANameBelowItOfItsExchangers() {
        List<DomainPattern> names = TlsRequirement.of(connector(MX, TlsSettings.DOMAIN_VALIDATION), CONTOSO, NOBODY).names();

        assertThat(names).extracting(DomainPattern::asString).containsExactly("contoso.com", "*.contoso.com");
        assertThat(meets("contoso.com", names)).isTrue();
        assertThat(meets("a.mail.contoso.com", names)).isTrue();
        assertThat(meets("mail.fabrikam.com", names)).isFalse();
    }

    @Test
    void expectsWhatTlsDomainSaysWhereItIsGiven() {
        assertThat(TlsRequirement.of(connector(MX, TlsSettings.DOMAIN_VALIDATION, "*.fabrikam.com"), CONTOSO, NOBODY).names())
            .extracting(DomainPattern::asString).containsExactly("*.fabrikam.com");
    }

    @Test
    void expectsNoNameBelowDomainValidation() {
        assertThat(TlsRequirement.of(connector(MX, TlsSettings.CERTIFICATE_VALIDATION), CONTOSO, NOBODY).names()).isEmpty();
    }

    @Test
    void refusesToValidateASmartHostWithoutAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> TlsRequirement.of(connector(SMART_HOST, TlsSettings.DOMAIN_VALIDATION), CONTOSO, NOBODY))
            .withMessage("names: none (expected: at least one for DomainValidation)");
    }

    @Test
    void refusesTheNameThatEveryoneHas() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TlsRequirement(TlsSettings.DOMAIN_VALIDATION, List.of(new DomainPattern.Any()), NOBODY))
            .withMessage("names: * (expected: a name such as *.contoso.com)");
    }

    private static boolean meets(String presented, List<DomainPattern> names) {
        return names.stream().anyMatch(DnsIdentity.parse(presented).orElseThrow()::meets);
    }

    private static OutboundConnector connector(Route route, TlsSettings tlsSettings, String... tlsDomain) {
        return new OutboundConnector(ConnectorName.parse("out"), ConnectorType.PARTNER, true, "", List.of(new DomainPattern.Any()), route, tlsSettings,
            List.of(tlsDomain).stream().map(DomainPattern::parse).toList(), Optional.empty(), ConnectionLimits.DEFAULT, RetrySchedule.DEFAULT);
    }
}
