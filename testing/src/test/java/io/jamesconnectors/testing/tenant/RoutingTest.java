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
package io.jamesconnectors.testing.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.testing.TestCa;

/** Reference §3.6, §5.2, §5.3. */
class RoutingTest {
    private static final NextHost JAMES = NextHost.of("mail.contoso.test", 25);
    private static final NextHost FABRIKAM = NextHost.of("mx.fabrikam.test", 25);
    private static final OutboundConnector HYBRID = OutboundConnector.toOnPremises("To James", JAMES).forDomains("contoso.test");

    private final TenantSwitches switches = new TenantSwitches();
    private final Recipients recipients = new Recipients(Optional.of("contoso.mail.onmicrosoft.test")).mailbox("cloud@contoso.test", "alias@contoso.test")
        .mailUser("james@contoso.test", "james@contoso.test").mailUser("far@contoso.test", "far@fabrikam.test");

    @ParameterizedTest(name = "{0} for {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # §5.2, §5.3: mailbox here, by each of its addresses
        INTERNET    | cloud@contoso.test                      | mailbox cloud@contoso.test
        ON_PREMISES | CLOUD@Contoso.TEST                      | mailbox cloud@contoso.test
        INTERNET    | alias@contoso.test                      | mailbox cloud@contoso.test
        ON_PREMISES | cloud@contoso.mail.onmicrosoft.test     | mailbox cloud@contoso.test
        # §5.2: mail users by their target address
        MAILBOX     | james@contoso.test                      | To James to mail.contoso.test:25
        INTERNET    | james@contoso.mail.onmicrosoft.test     | To James to mail.contoso.test:25
        MAILBOX     | far@contoso.test                        | no connector to mx.fabrikam.test:25
        # §5.3: internalRelay: unknown is elsewhere, whoever asks, and even where it came from there (§5.6)
        INTERNET    | nobody@contoso.test                     | To James to mail.contoso.test:25
        ON_PREMISES | nobody@contoso.test                     | To James to mail.contoso.test:25
        # §4.3, §5.3: authoritative: unknown is unknown
        INTERNET    | nobody@contoso.mail.onmicrosoft.test    | 550 5.1.10 Recipient not found
        MAILBOX     | nobody@contoso.mail.onmicrosoft.test    | 550 5.1.10 Recipient not found
        # §3.6: no connector
        MAILBOX     | a@fabrikam.test                         | no connector to mx.fabrikam.test:25
        ON_PREMISES | a@fabrikam.test                         | no connector to mx.fabrikam.test:25
        MAILBOX     | a@nowhere.test                          | no connector to no host
        """)
    void findsTheNextHop(Source source, String recipient, String expected) {
        Routing routing = routing(HYBRID);

        assertThat(shown(routing.next(source, recipient))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "centralised, {0} for {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # §3.6: internet-bound mail goes on premises first, what came from there is not sent back
        MAILBOX     | a@fabrikam.test     | To James to mail.contoso.test:25
        REPORT      | a@fabrikam.test     | To James to mail.contoso.test:25
        ON_PREMISES | a@fabrikam.test     | no connector to mx.fabrikam.test:25
        MAILBOX     | a@bank.test         | To James to mail.contoso.test:25
        ON_PREMISES | a@bank.test         | Bank to no host
        INTERNET    | cloud@contoso.test  | mailbox cloud@contoso.test
        MAILBOX     | james@contoso.test  | To James to mail.contoso.test:25
        """)
    void takesInternetMailOnPremisesFirst(Source source, String recipient, String expected) {
        Routing routing = routing(HYBRID.centralised(), OutboundConnector.toPartner("Bank", "bank.test"));

        assertThat(shown(routing.next(source, recipient))).isEqualTo(expected);
    }

    @Test
    void leavesTwoReadingsOfCentralisedTransportToSwitches() {
        Routing routing = routing(HYBRID.centralised(), OutboundConnector.toPartner("Bank", "bank.test"));
        switches.centralisedBeforeOthers(false).incomingGoesOnPremisesFirst(true);

        assertThat(shown(routing.next(Source.MAILBOX, "a@bank.test"))).startsWith("Bank");
        assertThat(shown(routing.next(Source.MAILBOX, "a@fabrikam.test"))).startsWith("To James");
        assertThat(shown(routing.next(Source.INTERNET, "cloud@contoso.test"))).startsWith("To James");
        assertThat(shown(routing.next(Source.PARTNER, "cloud@contoso.test"))).startsWith("To James");
        assertThat(shown(routing.next(Source.ON_PREMISES, "cloud@contoso.test"))).isEqualTo("mailbox cloud@contoso.test");
        assertThat(shown(routing.next(Source.MAILBOX, "cloud@contoso.test"))).isEqualTo("mailbox cloud@contoso.test");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"john@fabrikam.com, C1", "john@contoso.com, C2", "john@sales.contoso.com, C3", "john@example.org, no connector"})
    void choosesAsMicrosoftsExampleDoes(String recipient, String expected) {
        List<AcceptedDomain> domains = List.of(new AcceptedDomain("contoso.com", false, false), new AcceptedDomain("sales.contoso.com", false, false),
            new AcceptedDomain("fabrikam.com", false, false), new AcceptedDomain("contoso.onmicrosoft.com", true, false));
        List<OutboundConnector> connectors = List.of(OutboundConnector.toOnPremises("C1", JAMES).forAllAcceptedDomains(),
            OutboundConnector.toOnPremises("C2", JAMES).forDomains("contoso.com"), OutboundConnector.toOnPremises("C3", JAMES).forDomains("*.contoso.com"));
        Routing routing = new Routing(domains, recipients, connectors, Map.of(), switches);

        assertThat(shown(routing.next(Source.MAILBOX, recipient))).startsWith(expected + " to ");
    }

    @Test
    void servesSubDomainsOnlyWhereTheConnectorListsThem() {
        List<AcceptedDomain> domains = List.of(new AcceptedDomain("contoso.test", false, true));
        Routing without = new Routing(domains, recipients, List.of(HYBRID), Map.of(), switches);
        Routing with = new Routing(domains, recipients, List.of(HYBRID.forDomains("contoso.test", "*.contoso.test")), Map.of(), switches);

        assertThat(shown(without.next(Source.INTERNET, "a@sub.contoso.test"))).isEqualTo("no connector to no host");
        assertThat(shown(with.next(Source.INTERNET, "a@sub.contoso.test"))).startsWith("To James");
    }

    @Test
    void movesMailboxesWithAllTheirAddresses() {
        Routing routing = routing(HYBRID);

        recipients.moveAway("alias@contoso.test");
        assertThat(shown(routing.next(Source.INTERNET, "alias@contoso.test"))).startsWith("To James");
        assertThat(((Hop.Relay) routing.next(Source.INTERNET, "cloud@contoso.mail.onmicrosoft.test")).address()).isEqualTo("cloud@contoso.test");
        recipients.moveHere("cloud@contoso.test");
        assertThat(shown(routing.next(Source.INTERNET, "alias@contoso.test"))).isEqualTo("mailbox cloud@contoso.test");
        recipients.remove("cloud@contoso.mail.onmicrosoft.test");
        assertThat(recipients.find("alias@contoso.test")).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> recipients.mailbox("new@contoso.test", "james@contoso.test"))
            .withMessageContaining("nobody else's");
        assertThatIllegalArgumentException().isThrownBy(() -> recipients.mailbox("a\r\nb@contoso.test"));
        assertThatIllegalArgumentException().isThrownBy(() -> recipients.moveHere("nobody@contoso.test")).withMessageContaining("expected: one of the tenant");
        assertThatIllegalArgumentException().isThrownBy(() -> new AcceptedDomain("contoso.test", true, true)).withMessageContaining("internalRelay");
        assertThatIllegalArgumentException().isThrownBy(() -> OutboundConnector.toPartner("Bank", "bank.test").centralised()).withMessageContaining("§2.2");
        assertThatIllegalArgumentException().isThrownBy(() -> OutboundConnector.toPartner("Bank", "bank.test").forAllAcceptedDomains());
        assertThatIllegalArgumentException().isThrownBy(() -> HYBRID.demanding(TlsSettings.DOMAIN_VALIDATION)).withMessageContaining("TlsDomain");
        assertThatIllegalArgumentException().isThrownBy(() -> TenantSimulator.with(TestCa.create()).start()).withMessageContaining("accepted domains: none");
        assertThat(recipients.find("new@contoso.test")).isEmpty();
    }

    private Routing routing(OutboundConnector... connectors) {
        List<AcceptedDomain> domains = List.of(new AcceptedDomain("contoso.test", false, false),
            new AcceptedDomain("contoso.mail.onmicrosoft.test", true, false));
        return new Routing(domains, recipients, List.of(connectors), Map.of("fabrikam.test", FABRIKAM), switches);
    }

    private static String shown(Hop hop) {
        return hop instanceof Hop.Return returned ? returned.reply() : hop.why();
    }
}
