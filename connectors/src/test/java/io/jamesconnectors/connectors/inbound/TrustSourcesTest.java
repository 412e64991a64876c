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
package io.jamesconnectors.connectors.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.RevocationCheck;
import io.jamesconnectors.connectors.SenderCertificate;
import io.jamesconnectors.connectors.TrustSource;

/** By what a certificate has to be judged, so that connectors can decide about its client. */
class TrustSourcesTest {
    private static final TrustSource OWN_ROOTS = new TrustSource(Optional.of(Path.of("roots.pem")), RevocationCheck.REQUIRED);

    private final InboundRules rules = Rules.accepting("contoso.com")
        .add("Servers", ConnectorType.ORGANIZATION, it -> it.certificate(wanted("mail.contoso.com", TrustSource.JAVA)))
        .add("Partner", ConnectorType.PARTNER, it -> it.senderDomains(List.of(new DomainPattern.Any())).certificate(wanted("*.contoso.com", OWN_ROOTS)))
        .add("Off", ConnectorType.ORGANIZATION, it -> it.enabled(false).certificate(wanted("off.example", TrustSource.JAVA)))
        .rules();

    @Test
    void namesTheSourcesOfAllConnectorsOfWhicheverTypeThatWantAName() {
        assertThat(rules.trustSources(names("mail.contoso.com"))).containsExactlyInAnyOrder(TrustSource.JAVA, OWN_ROOTS);
        assertThat(rules.trustSources(names("other.example", "www.contoso.com"))).containsExactly(OWN_ROOTS);
    }

    @Test
    void namesNoneForNamesThatNobodyWants() {
        assertThat(rules.trustSources(names("contoso.com", "fabrikam.com"))).isEmpty();
        assertThat(rules.trustSources(List.of())).isEmpty();
    }

    @Test
    void leavesSwitchedOffConnectorsOut() {
        assertThat(rules.trustSources(names("off.example"))).isEmpty();
    }

    @Test
    void readsAWildcardInACertificateAsTheConnectorsDo() {
        assertThat(rules.trustSources(List.of(new CertificateName(DomainName.parse("contoso.com"), true)))).isEqualTo(Set.of(OWN_ROOTS));
    }

    private static Optional<SenderCertificate> wanted(String name, TrustSource trust) {
        return Optional.of(new SenderCertificate(List.of(DomainPattern.parse(name)), Optional.empty(), Set.of(), false, trust));
    }

    private static List<CertificateName> names(String... names) {
        return Arrays.stream(names).map(name -> new CertificateName(DomainName.parse(name), false)).toList();
    }
}
