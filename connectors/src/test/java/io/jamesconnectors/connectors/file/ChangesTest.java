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
package io.jamesconnectors.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.InboundLimits;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.SenderCertificate;

class ChangesTest {
    private static final ConnectorName NAME = ConnectorName.parse("Servers");

    @Test
    void namesPublishedAddressesWhoseListHasChanged() {
        assertThat(Changes.between(published("40.92.0.0/15"), published("40.92.0.0/15")).none()).isTrue();
        assertThat(Changes.between(published("40.92.0.0/15"), published("40.92.0.0/15", "52.100.0.0/14")).asText()).isEqualTo("changed published addresses 'exchangeOnline'");
        assertThat(Changes.between(Connectors.NONE, published("40.92.0.0/15")).asText()).isEqualTo("added published addresses 'exchangeOnline'");
    }

    @Test
    void saysWhetherDirectSendIsRejectedNow() {
        Connectors rejecting = new Connectors(List.of(), true, List.of(), List.of(), List.of(), List.of());

        assertThat(Changes.between(Connectors.NONE, rejecting).asText()).isEqualTo("added rejection of direct send");
        assertThat(Changes.between(rejecting, Connectors.NONE).asText()).isEqualTo("removed rejection of direct send");
    }

    @Test
    void namesConnectorsOfWhichAnyOptionHasChanged() {
        Connectors before = inbound(InboundConnector.of(NAME, ConnectorType.ORGANIZATION).build());

        assertThat(Changes.between(before, inbound(InboundConnector.of(NAME, ConnectorType.ORGANIZATION).limits(new InboundLimits(1, 0, 0, 0)).build())).asText())
            .isEqualTo("changed inbound 'Servers'");
        assertThat(Changes.between(before, inbound(InboundConnector.of(NAME, ConnectorType.ORGANIZATION)
            .certificate(Optional.of(SenderCertificate.named(List.of(DomainPattern.parse("mail.contoso.com"))))).build())).asText()).isEqualTo("changed inbound 'Servers'");
    }

    private static Connectors inbound(InboundConnector connector) {
        return new Connectors(List.of(), List.of(connector), List.of(), List.of());
    }

    private static Connectors published(String... blocks) {
        return new Connectors(List.of(), false,
            List.of(new PublishedAddresses("exchangeOnline", Path.of("list.json"), Optional.empty(), Arrays.stream(blocks).map(Cidr::parse).toList())), List.of(), List.of(), List.of());
    }
}
