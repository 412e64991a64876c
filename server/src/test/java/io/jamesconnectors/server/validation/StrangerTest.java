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
package io.jamesconnectors.server.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.InboundConnector;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.ConnectorsFile;
import io.jamesconnectors.connectors.file.Reading;

/** Which strangers each kind of connector must turn away, and where its peer is played. */
class StrangerTest {
    private static final String LISTENER = "mx";

    private final Path directory;

    StrangerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private ActiveConnectors read(String inbound) throws IOException {
        Path file = Files.writeString(directory.resolve("connectors.xml"), "<connectors><acceptedDomains><domain name='contoso.test' type='authoritative'/>"
            + "<domain name='fabrikam.test' type='authoritative'/></acceptedDomains>" + inbound + "</connectors>");
        Reading reading = ConnectorsFile.read(file, directory, name -> null);
        assertThat(reading).as(() -> reading.diagnostics().toString()).isInstanceOf(Reading.Accepted.class);
        return ActiveConnectors.of(((Reading.Accepted) reading).connectors());
    }

    private static Part part(ActiveConnectors active, InboundConnector connector) {
        return Part.of(active, connector, Wanted.NOTHING, LISTENER);
    }

    private List<String> strangers(String inbound, boolean peerIsKnown) throws IOException {
        ActiveConnectors active = read(inbound);
        InboundConnector connector = active.inbound().connector(ConnectorName.parse("It")).orElseThrow();
        return Stranger.of(active, connector, part(active, connector), peerIsKnown).stream()
            .map(stranger -> stranger.who() + (stranger.tls() ? "" : " (no TLS)") + ": <" + stranger.sender() + "> to <" + stranger.recipient() + ">"
                + stranger.organisation().map(domain -> " of " + domain).orElse("") + ", " + new TreeSet<>(stranger.expected())).toList();
    }

    @Test
    void ofAPartnerByAddressThoseFromElsewhereAndThoseInClear() throws IOException {
        assertThat(strangers("<inbound name='It' type='partner'><senderDomains>bank.test</senderDomains><restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>"
            + "<senderIPAddresses>198.51.100.0/28</senderIPAddresses></inbound>", true)).containsExactly(
            "a stranger at 203.0.113.77: <postmaster@bank.test> to <postmaster@contoso.test>, [530 5.7.0, 550 5.7.51]",
            "a stranger at the address of the peer, 198.51.100.1, without TLS (no TLS): <postmaster@bank.test> to <postmaster@contoso.test>, [530 5.7.0, 550 5.7.51]");
    }

    @Test
    void ofAPartnerByCertificateThoseWithOneOfTheirOwnMakingToo() throws IOException {
        assertThat(strangers("<inbound name='It' type='partner'><senderDomains>*.bank.test</senderDomains><requireTls>true</requireTls>"
            + "<restrictDomainsToCertificate>true</restrictDomainsToCertificate><tlsSenderCertificateName>*.bank.test</tlsSenderCertificateName></inbound>", false)).containsExactly(
            "a stranger at 203.0.113.77: <postmaster@bank.test> to <postmaster@contoso.test>, [530 5.7.0, 550 5.7.51]",
            "a stranger at 203.0.113.77 with a self-made certificate for mx.bank.test: <postmaster@bank.test> to <postmaster@contoso.test>, [530 5.7.0, 550 5.7.51]",
            "a stranger at the address of the peer, 203.0.113.77, without TLS (no TLS): <postmaster@bank.test> to <postmaster@contoso.test>, [530 5.7.0, 550 5.7.51]");
    }

    @Test
    void ofAPartnerThatIsOnlyRecognisedNobody() throws IOException {
        assertThat(strangers("<inbound name='It' type='partner'><senderDomains>bank.test</senderDomains><requireTls>false</requireTls></inbound>", true)).isEmpty();
    }

    @Test
    void aPartnerOfOneDomainIsTriedThere() throws IOException {
        assertThat(strangers("<inbound name='It' type='partner'><senderDomains>bank.test</senderDomains><associatedAcceptedDomains>fabrikam.test</associatedAcceptedDomains></inbound>", true))
            .singleElement().asString().contains("to <postmaster@fabrikam.test>");
    }

    @Test
    void ofOwnMailThoseWhoWouldRelay() throws IOException {
        assertThat(strangers("<inbound name='It' type='organization'><senderIPAddresses>2001:db8:5::/64</senderIPAddresses></inbound>", true)).containsExactly(
            "a stranger at 203.0.113.77: <postmaster@contoso.test> to <postmaster@example.com>, [550 5.7.64]");
        assertThat(strangers("<inbound name='It' type='organization'><tlsSenderCertificateName>mx.site.test</tlsSenderCertificateName></inbound>", true)).containsExactly(
            "a stranger at 203.0.113.77: <postmaster@contoso.test> to <postmaster@example.com>, [550 5.7.64]",
            "a stranger at 203.0.113.77 with a self-made certificate for mx.site.test: <postmaster@contoso.test> to <postmaster@example.com>, [550 5.7.64]");
    }

    @Test
    void ofATenantAnotherCustomerWhereThePeerIsKnown() throws IOException {
        String office365 = "<inbound name='It' type='office365'><tlsSenderCertificateName>mail.protection.outlook.com</tlsSenderCertificateName></inbound>";

        assertThat(strangers(office365, true)).hasSize(4).last().isEqualTo("another customer of Office 365: <postmaster@example.com> to <postmaster@example.com> of example.com, [550 5.7.64]");
        assertThat(strangers(office365, false)).hasSize(3).noneMatch(stranger -> stranger.contains("another customer"));
    }

    @Test
    void whereConnectorsListAllAddressesOfNobodyNoneIsElsewhere() throws IOException {
        assertThat(strangers("<inbound name='It' type='partner'><senderDomains>bank.test</senderDomains><restrictDomainsToIPAddresses>true</restrictDomainsToIPAddresses>"
            + "<senderIPAddresses>192.0.0.0/3, 240.0.0.0/8, 2001:db8::/32, 100::/64</senderIPAddresses></inbound>", true)).singleElement().asString().contains("without TLS");
    }

    @Test
    void thePeerIsPlayedAtAnAddressOfIpv6BlocksToo() throws IOException {
        ActiveConnectors active = read("<inbound name='It' type='organization'><senderIPAddresses>2001:db8:5::/64</senderIPAddresses></inbound>"
            + "<inbound name='Inside' type='organization'><senderIPAddresses>2001:db8:5::/96</senderIPAddresses></inbound>");
        InboundConnector outer = active.inbound().connector(ConnectorName.parse("It")).orElseThrow();

        assertThat(part(active, outer).address()).as("not in the block of the other").isEqualTo(InetAddresses.forString("2001:db8:5::ffff:ffff:ffff:fffe"));
        assertThat(Optional.of(part(active, active.inbound().connector(ConnectorName.parse("Inside")).orElseThrow()).address())).contains(InetAddresses.forString("2001:db8:5::1"));
    }
}
