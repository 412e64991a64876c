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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class AttributionTest {
    private final Directory directory = new Directory();
    private final Tenant contoso = directory.tenant("contoso").internalRelay("contoso.com");
    private final Tenant fabrikam = directory.tenant("fabrikam").internalRelay("fabrikam.com").internalRelay("mail.contoso.com");

    @Test
    void prefersTheMostExactCertificateNameAmongTenants() {
        contoso.connector(InboundConnector.ownServersByCertificate("A", "*.contoso.com"));
        fabrikam.connector(InboundConnector.ownServersByCertificate("B", "mail.contoso.com"));

        assertThat(connector(client("mail.contoso.com"), "x@example.com")).contains("B");
        assertThat(connector(client("other.contoso.com"), "x@example.com")).contains("A");
        assertThat(connector(client("contoso.com"), "x@example.com")).isEmpty();
    }

    @Test
    void prefersACertificateToAnAddress() {
        contoso.connector(InboundConnector.ownServersByAddress("Address", "192.0.2.1"));
        contoso.connector(InboundConnector.ownServersByCertificate("Certificate", "*.contoso.com"));

        assertThat(connector(client("a.contoso.com"), "x@contoso.com")).contains("Certificate");
        assertThat(connector(client(), "x@contoso.com")).contains("Address");
    }

    @Test
    void tellsTenantsThatShareAnAddressByTheSender() {
        contoso.connector(InboundConnector.ownServersByAddress("A", "192.0.2.0/25"));
        fabrikam.connector(InboundConnector.ownServersByAddress("B", "192.0.2.1"));

        assertThat(connector(client(), "x@FABRIKAM.com")).contains("B");
        assertThat(connector(client(), "x@contoso.com")).contains("A");
        assertThat(connector(client(), "x@example.com")).isEmpty();
    }

    @Test
    void takesAnAcceptedSenderForACertificateOfAnotherDomain() {
        contoso.connector(InboundConnector.ownServersByCertificate("Hosted", "relay.example.net"));

        assertThat(connector(client("relay.example.net"), "x@contoso.com")).contains("Hosted");
        assertThat(Attribution.of(directory, client("relay.example.net"), "x@example.com", "y@example.org").verdict()).isEqualTo(Attribution.Verdict.NO_RELAY);
    }

    @Test
    void refusesAddressesThatExchangeOnlineRefuses() {
        for (String network : List.of("192.0.2.0/23", "192.0.2.0/33", "2001:db8::1", "192.0.2", "a.b.c.d")) {
            assertThatThrownBy(() -> InboundConnector.ownServersByAddress("x", network)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Optional<String> connector(Client client, String sender) {
        return Attribution.of(directory, client, sender, "y@example.org").connector().map(InboundConnector::name);
    }

    private static Client client(String... names) {
        try {
            Client client = new Client(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), Instant.EPOCH);
            client.secured("TLSv1.3", List.of(names));
            return client;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
