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
package io.jamesconnectors.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.TlsVersion;
import io.jamesconnectors.connectors.inbound.ConnectionFacts;
import io.jamesconnectors.connectors.inbound.InboundRules;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;

class DecisionLineTest {

    @Test
    void cutsALongListOfReasons() {
        List<InboundConnector> connectors = new ArrayList<>();
        for (int prefix = 0; prefix <= 32; prefix++) {
            connectors.add(organization("C" + prefix, prefix == 0 ? "0.0.0.0/0" : "128.0.0.0/" + prefix));
        }
        String line = line(connectors, facts(Optional.empty(), "smtp"));
        assertThat(line).contains("connector=\"C32\"", " also=\"C27\":sender-not-accepted more=26").doesNotContain("C26");
    }

    @Test
    void quotesTheNamesOfConnectors() {
        assertThat(line(List.of(organization("The \"old\" \\ ones", "128.0.0.0/1")), facts(Optional.empty(), "smtp")))
            .contains(" connector=\"The \\\"old\\\" \\\\ ones\" verdict=");
    }

    @Test
    void staysOneLineOfPrintableAsciiWhateverListenersAreCalled() {
        assertThat(line(List.of(), facts(Optional.of(new TlsFacts(TlsVersion.TLS_1_3, "cipher", Optional.empty())), "m\u0000x\nfake=1 \u2028")))
            .matches("[ -~]*").contains("listener=m?x?fake=1?? ", " tls=TLSv1.3 ");
    }

    private static String line(List<InboundConnector> connectors, ConnectionFacts facts) {
        InboundRules rules = InboundRules.of(new Connectors(List.of(), connectors, List.of(), List.of()));
        return DecisionLine.of(rules, facts, rules.decide(facts));
    }

    private static InboundConnector organization(String name, String block) {
        return InboundConnector.of(ConnectorName.parse(name), ConnectorType.ORGANIZATION).senderIPAddresses(List.of(Cidr.parse(block))).build();
    }

    private static ConnectionFacts facts(Optional<TlsFacts> tls, String listener) {
        return new ConnectionFacts(listener, InetAddresses.forString("128.0.0.0"), tls, Optional.empty(), DomainName.tryParse("fabrikam.com"),
            OriginatorOrg.NONE, OriginatorOrg.NOT_YET, DomainName.tryParse("outside.example"), false, false);
    }
}
