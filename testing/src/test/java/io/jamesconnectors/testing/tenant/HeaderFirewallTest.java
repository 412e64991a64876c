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

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.jamesconnectors.testing.ReceivedMessage;
import io.jamesconnectors.testing.office365.Peer;

/** Reference §1.1 "CloudServicesMailEnabled", §5.4, §5.7, §10 vector 14. */
class HeaderFirewallTest {
    private static final String MIXED = "X-MS-Exchange-Organization-SCL: 5\r\nx-ms-exchange-crosspremises-scl: -1\r\n"
        + "X-MS-Exchange-CrossPremises-AuthAs: Internal\r\n"
        + "X-MS-Exchange-Organization-Other: kept?\r\n X-MS-Exchange-Organization-Folded: no field\r\nX-OriginatorOrg: forged.test\r\n"
        + "Subject: s\r\n\r\nX-MS-Exchange-Organization-SCL: body\r\n";

    private final TenantSwitches switches = new TenantSwitches();
    private final Routing routing = new Routing(List.of(new AcceptedDomain("contoso.test", false, false), new AcceptedDomain("fabrikam.test", true, false)),
        new Recipients(Optional.empty()), List.of(), Map.of(), switches);
    private final HeaderFirewall firewall = new HeaderFirewall("host.test",
        Map.of("Hybrid", HeaderTerms.CLOUD_SERVICES_MAIL, "Plain", HeaderTerms.STRANGER, "Internal", HeaderTerms.TREAT_AS_INTERNAL), routing, switches);

    @ParameterizedTest(name = "{0} over {1} from {2}: AuthAs {3}, SCL {4}, {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # §1.1, §10 vector 14: promoted, replacing what was there; not enabled: stripped
        ON_PREMISES | Hybrid   | a@contoso.test  | Internal  | -1 | Originating
        ON_PREMISES | Hybrid   | a@example.test  | Internal  | -1 | Originating
        ON_PREMISES | Plain    | a@contoso.test  | Anonymous | -  | Originating
        INTERNET    | -        | a@contoso.test  | Anonymous | -  | Incoming
        PARTNER     | Bank     | a@bank.test     | Anonymous | -  | Incoming
        # §5.7: by the sender's domain
        ON_PREMISES | Internal | a@contoso.test  | Internal  | -  | Originating
        ON_PREMISES | Internal | a@example.test  | Anonymous | -  | Originating
        MAILBOX     | -        | a@contoso.test  | Internal  | -  | Originating
        """)
    void letsInWhatTheConnectorIsToldTo(Source source, @Nullable String connector, String sender, String authAs, @Nullable String scl, String direction) {
        RawMessage message = firewall.enter(arrival(source, connector, sender, MIXED), 7);

        assertThat(message.value("X-MS-Exchange-Organization-AuthAs")).contains(authAs);
        assertThat(message.value("X-MS-Exchange-Organization-SCL")).isEqualTo(Optional.ofNullable(scl));
        assertThat(message.value("X-MS-Exchange-Organization-MessageDirectionality")).contains(direction);
        assertThat(message.value("X-MS-Exchange-Organization-Cross-Premises-Headers-Promoted").isPresent()).isEqualTo("Hybrid".equals(connector));
        assertThat(message.fields()).noneMatch(field -> field.name().startsWith(HeaderFirewall.CROSS_PREMISES) || field.name().endsWith("-other"));
        assertThat(message.fields().stream().map(RawMessage.Field::name)).doesNotHaveDuplicates();
        assertThat(new String(message.rest(), StandardCharsets.ISO_8859_1)).isEqualTo("\r\nX-MS-Exchange-Organization-SCL: body\r\n");
    }

    @Test
    void canKeepOrganizationHeadersThatNothingReplaces() {
        switches.keepsOrganizationHeaders(true);
        RawMessage message = firewall.enter(arrival(Source.ON_PREMISES, "Hybrid", "a@contoso.test", MIXED), 7);

        assertThat(message.value("X-MS-Exchange-Organization-Other")).isPresent();
        assertThat(message.value("X-MS-Exchange-Organization-SCL")).contains("-1");
    }

    @Test
    void demotesOverAnEnabledConnectorAndStripsOverOthers() {
        Letter letter = letter(firewall.enter(arrival(Source.ON_PREMISES, "Hybrid", "a@contoso.test", MIXED), 7), "a@contoso.test");
        OutboundConnector plain = OutboundConnector.toOnPremises("To James", NextHost.of("mail.contoso.test", 25));

        RawMessage hybrid = firewall.leave(letter, Optional.of(plain.withCloudServicesMail()));
        assertThat(hybrid.value("X-MS-Exchange-CrossPremises-SCL")).contains("-1");
        assertThat(hybrid.value("X-MS-Exchange-CrossPremises-AuthAs")).contains("Internal");
        assertThat(hybrid.fields()).noneMatch(field -> field.name().startsWith(HeaderFirewall.ORGANIZATION));
        for (Optional<OutboundConnector> other : List.of(Optional.of(plain), Optional.<OutboundConnector>empty())) {
            assertThat(firewall.leave(letter, other).fields())
                .noneMatch(field -> field.name().startsWith(HeaderFirewall.ORGANIZATION) || field.name().startsWith(HeaderFirewall.CROSS_PREMISES));
        }
        switches.demotes(name -> name.endsWith("-authas"));
        assertThat(firewall.leave(letter, Optional.of(plain.withCloudServicesMail())).fields()).filteredOn(field -> field.name().startsWith("x-ms-"))
            .extracting(RawMessage.Field::name).containsExactly("x-ms-exchange-crosspremises-authas");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"a@fabrikam.test, fabrikam.test", "a@example.test, contoso.test", "'', contoso.test"})
    void saysForWhomItSends(String sender, String expected) {
        Letter letter = letter(firewall.enter(arrival(Source.INTERNET, null, sender, MIXED), 7), sender);

        assertThat(firewall.leave(letter, Optional.empty()).fields()).filteredOn(field -> field.name().equals("x-originatororg"))
            .extracting(RawMessage.Field::value).containsExactly(expected);
        assertThat(firewall.originatorOrg(sender)).isEqualTo(expected);
        switches.originatorOrg("other.test");
        assertThat(firewall.originatorOrg(sender)).isEqualTo("other.test");
        switches.originatorHeader(false);
        assertThat(firewall.leave(letter, Optional.empty()).has("X-OriginatorOrg")).isFalse();
    }

    @Test
    void countsItsOwnPassesAlone() {
        String text = "Received: from a by elsewhere.test with ESMTP\r\nReceived: from a by host.test.evil.test with ESMTP\r\nSubject: s\r\n\r\n";
        RawMessage message = firewall.enter(arrival(Source.INTERNET, null, "a@example.test", text), 1);
        assertThat(firewall.passes(message)).isEqualTo(1);

        RawMessage again = firewall.enter(arrival(Source.INTERNET, null, "a@example.test", new String(message.bytes(), StandardCharsets.ISO_8859_1)), 2);
        assertThat(firewall.passes(again)).isEqualTo(2);
        assertThat(again.fields().get(0).value()).startsWith("from hel?o.test ([127.0.0.1]) by host.test with ESMTPS (TLSv1.3) id 2; ");
    }

    @Test
    void letsNoPrivateHeaderOfStrangersThroughHoweverWritten() {
        long seed = Long.getLong("seed", 1);
        System.out.println("seed of the header firewall test: " + seed);
        Random random = new Random(seed);
        List<String> pieces = List.of("X-MS-Exchange-Organization-", "x-MS-exchange-crosspremises-", "AuthAs", "SCL", ":", " :", ": Internal",
            "\r\n", "\r\n", " ", "\t",
            "\n", "\r", "\r\n\r\n", "a");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(16); piece > 0; piece--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            RawMessage message = firewall.enter(arrival(Source.INTERNET, null, "a@example.test", text.toString()), 1);

            assertThat(RawMessage.of(message.bytes()).fields().stream().map(RawMessage.Field::name)
                .filter(name -> name.startsWith(HeaderFirewall.ORGANIZATION) || name.startsWith(HeaderFirewall.CROSS_PREMISES)))
                .containsExactlyInAnyOrder("x-ms-exchange-organization-authas", "x-ms-exchange-organization-messagedirectionality");
            assertThat(message.value("X-MS-Exchange-Organization-AuthAs")).contains("Anonymous");
        }
    }

    private static Letter letter(RawMessage message, String sender) {
        return new Letter(7, arrival(Source.INTERNET, null, sender, ""), sender, List.of("b@contoso.test"), message);
    }

    private static Arrival arrival(Source source, @Nullable String connector, String sender, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Peer peer = new Peer(InetAddress.getLoopbackAddress(), "hel\u00a0o.test", Optional.of("TLSv1.3"), List.of());
        return new Arrival(Instant.EPOCH, source, Optional.ofNullable(connector), Optional.of(peer),
            new ReceivedMessage(sender, List.of("b@contoso.test"), bytes, bytes.length, Optional.empty()));
    }
}
