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
package io.jamesconnectors.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.AddressSpace;
import io.jamesconnectors.connectors.ConnectionLimits;
import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.Connectors;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.connectors.Pace;
import io.jamesconnectors.connectors.RetrySchedule;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.Submission;
import io.jamesconnectors.connectors.TlsOptions;
import io.jamesconnectors.connectors.TlsSettings;
import io.jamesconnectors.connectors.diagnostics.Check;
import io.jamesconnectors.testing.FakeDns;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.SenderDns;

class SpfAdviceTest {
    private static final DomainName CONTOSO = DomainName.parse("contoso.com");
    private static final String OFFICE365 = "include:spf.protection.outlook.com";

    private final FakeDns server = FakeDns.start();
    private final SenderDns dns = DnsjavaMailDns.of(List.of(new SmartHost(server.host(), server.port())), Duration.ofSeconds(20));
    private final AtomicLong nanos = new AtomicLong();
    private final SpfAdvice advice = new SpfAdvice(dns, Duration.ofSeconds(60), nanos::get);

    @AfterEach
    void stop() {
        dns.close();
        server.close();
    }

    @Test
    void saysNothingWhereAllIsWell() {
        office365();
        server.zone().txt("contoso.com", "google-site-verification=x").txt("contoso.com", "v=spf1 ip4:203.0.113.7 " + OFFICE365 + " -all");

        SpfDomain found = advice.look(relay("203.0.113.7"), CONTOSO);

        assertThat(found.findings()).isEmpty();
        assertThat(found.found()).isEqualTo("203.0.113.7 pass, 1 of 10 look-ups");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "203.0.113.7, v=spf1 ip4:203.0.113.0/24 -all, pass",
        "203.0.113.7, v=spf1 a:mail.contoso.com -all, pass",
        "203.0.113.7, v=spf1 a -all, fail",
        "203.0.113.7, v=spf1 mx -all, pass",
        "203.0.113.7, v=spf1 ptr:contoso.com -all, pass",
        "203.0.113.7, v=spf1 exists:%{ir}.list.contoso.com -all, pass",
        "203.0.113.7, v=spf1 include:partner.example -all, pass",
        "203.0.113.7, v=spf1 redirect=partner.example, pass",
        "203.0.113.7, v=spf1 ~all, softfail",
        "203.0.113.7, v=spf1 ip4:198.51.100.1 ?all, neutral",
        "203.0.113.7, v=spf1, neutral",
        "203.0.113.7, V=SPF1 -IP4:203.0.113.7 +ALL, fail",
        "2001:db8::7, v=spf1 ip6:2001:db8::/32 -all, pass",
        "2001:db8::7, v=spf1 a:mail.contoso.com -all, pass",
        "2001:db8::8, v=spf1 ip6:2001:db8::7 -all, fail"
    })
    void theVerdictIsThatOfTheRfc(String address, String record, String verdict) {
        server.zone().txt("contoso.com", record).address("mail.contoso.com", "203.0.113.7").address("mail.contoso.com", "2001:db8::7")
            .address("contoso.com", "198.51.100.1")
            .mx("contoso.com", 10, "mail.contoso.com").pointer("203.0.113.7", "mail.contoso.com").address("7.113.0.203.list.contoso.com", "127.0.0.2")
            .txt("partner.example", "v=spf1 ip4:203.0.113.7 -all");

        assertThat(advice.look(direct(address), CONTOSO).found()).startsWith(address + " " + verdict + ", ");
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 -all, v=spf1 ip4:203.0.113.7 include:spf.protection.outlook.com -all",
        "v=spf1 include:spf.protection.outlook.com ~all, v=spf1 ip4:203.0.113.7 include:spf.protection.outlook.com ~all",
        "v=spf1 a:news.example ?all, v=spf1 ip4:203.0.113.7 include:spf.protection.outlook.com a:news.example ?all",
        "v=spf1 -ip4:203.0.113.0/24 ip4:203.0.113.7 +all, v=spf1 ip4:203.0.113.7 include:spf.protection.outlook.com -ip4:203.0.113.0/24 +all",
        "v=spf1 redirect=spf.protection.outlook.com, v=spf1 ip4:203.0.113.7 redirect=spf.protection.outlook.com"
    })
    void mergesOurAddressIntoTheRecordThatIsThere(String record, String wanted) {
        office365();
        server.zone().txt("contoso.com", record).address("news.example", "198.51.100.1");

        assertThat(advice.look(direct("203.0.113.7"), CONTOSO).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.SPF_REFUSES_US);
            assertThat(finding.remedy()).isEqualTo("publish as the only SPF record of contoso.com: TXT \"" + wanted + "\".");
        });
    }

    @Test
    void publishesBothAddressesAndTheCloudOfTheEndpoint() {
        OutboundConnector connector = connector(SendingOption.SMTP_RELAY, "contoso-us.mail.protection.office365.us", List.of("203.0.113.7", "2001:db8::7"),
            List.of());

        assertThat(advice.look(connector, CONTOSO).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.SPF_MISSING);
            assertThat(finding.remedy()).contains("TXT \"v=spf1 ip4:203.0.113.7 ip6:2001:db8::7 include:spf.protection.office365.us -all\".");
        });
    }

    @Test
    void oneRecordTakesThePlaceOfTwo() {
        server.zone().txt("contoso.com", "v=spf1 ip4:198.51.100.1 -all").txt("contoso.com", "v=spf1 ip4:198.51.100.1 mx ~all");

        assertThat(advice.look(relay("203.0.113.7"), CONTOSO).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.SPF_TWO_RECORDS);
            assertThat(finding.remedy()).containsPattern("\"v=spf1 ip4:203\\.0\\.113\\.7 " + OFFICE365.replace(".", "\\.")
                + " ip4:198\\.51\\.100\\.1 mx [-~]all\"");
        });
    }

    @Test
    void aRelayNeedsMicrosoftInItsRecordAndDirectSendDoesNot() {
        server.zone().txt("contoso.com", "v=spf1 ip4:203.0.113.7 -all");

        assertThat(checks(advice.look(relay("203.0.113.7"), CONTOSO))).containsExactly(Check.SPF_WITHOUT_OFFICE365);
        assertThat(checks(advice.look(direct("203.0.113.7"), CONTOSO))).isEmpty();
    }

    @Test
    void microsoftIsFoundBehindAnotherInclude() {
        office365();
        server.zone().txt("contoso.com", "v=spf1 ip4:203.0.113.7 include:_spf.contoso.com -all").txt("_spf.contoso.com", "v=spf1 " + OFFICE365 + " ~all");

        assertThat(advice.look(relay("203.0.113.7"), CONTOSO).findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} look-ups")
    @ValueSource(ints = {9, 10, 11, 60})
    void countsLookUpsAsIfNothingMatched(int lookups) {
        IntStream.range(1, lookups).forEach(i -> server.zone().txt("i" + i + ".example", "v=spf1 ip4:198.51.100." + i + " -all"));
        String[] strings = ("v=spf1 ip4:203.0.113.7 mx " + String.join(" ", IntStream.range(1, lookups).mapToObj(i -> "include:i" + i + ".example").toList())
            + " -all")
            .split("(?<=\\G.{200})");
        server.zone().txt("contoso.com", strings);

        SpfDomain found = advice.look(direct("203.0.113.7"), CONTOSO);

        assertThat(found.found()).isEqualTo("203.0.113.7 pass, " + Math.min(lookups, LookupCount.ENOUGH) + " of 10 look-ups");
        assertThat(checks(found)).isEqualTo(lookups < 10 ? List.of() : List.of(Check.SPF_LOOKUPS));
    }

    @Test
    void countsWhatIsIncludedAndEndsWhereRecordsIncludeEachOther() {
        server.zone().txt("contoso.com", "v=spf1 ip4:203.0.113.7 include:a.example -all").txt("a.example", "v=spf1 include:b.example -all")
            .txt("b.example", "v=spf1 include:a.example -all");

        assertThat(checks(advice.look(direct("203.0.113.7"), CONTOSO))).containsExactly(Check.SPF_LOOKUPS);
        assertThat(checks(advice.look(direct("203.0.113.8"), CONTOSO))).containsExactly(Check.SPF_LOOKUPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=spf1 ipv4:203.0.113.7 -all", "v=spf1 ip4:203.0.113.700 -all", "v=spf1 include:nobody.example -all", "v=spf1 \u00e9 -all",
        "v=spf1\tmx -all -all"})
    void aBrokenRecordIsNamed(String record) {
        server.zone().txt("contoso.com", record.replace("\t", " \\009"));

        SpfDomain found = advice.look(direct("203.0.113.7"), CONTOSO);

        assertThat(checks(found)).containsExactly(Check.SPF_BROKEN);
        assertThat(found.findings().get(0).what()).startsWith("the SPF record of contoso.com 'v=spf1 ").matches("[ -~]+");
    }

    @Test
    void aRecordTooLongToBeLookedIntoIsNamed() {
        String[] strings = new String[40];
        Arrays.fill(strings, "mx ".repeat(80));
        strings[0] = "v=spf1 ";
        server.zone().txt("contoso.com", strings).txt("fabrikam.com", "v=spf1 include:contoso.com -all")
            .txt("tailspin.com", "v=spf1 " + "a".repeat(240), "b".repeat(250), "c".repeat(250));

        assertThat(checks(advice.look(direct("203.0.113.7"), CONTOSO))).containsExactly(Check.SPF_BROKEN);
        assertThat(checks(advice.look(direct("203.0.113.7"), DomainName.parse("fabrikam.com")))).containsExactly(Check.SPF_BROKEN);
        assertThat(advice.look(direct("203.0.113.7"), DomainName.parse("tailspin.com")).findings()).singleElement()
            .satisfies(finding -> assertThat(finding.what().length()).isLessThan(1_000));
    }

    @Test
    void aFailingDnsIsAWarningAndNoVerdict() {
        server.zone().serverFailure("contoso.com").txt("fabrikam.com", "v=spf1 include:contoso.com -all");

        assertThat(checks(advice.look(relay("203.0.113.7"), CONTOSO))).containsExactly(Check.SPF_UNANSWERED);
        assertThat(checks(advice.look(relay("203.0.113.7"), DomainName.parse("fabrikam.com")))).containsExactly(Check.SPF_UNANSWERED);
    }

    @Test
    void nothingIsAskedWhenTimeIsOver() {
        server.zone().txt("contoso.com", "v=spf1 -all");
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThat(advice.look(relay("203.0.113.7"), CONTOSO).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.SPF_UNANSWERED);
            assertThat(finding.what()).endsWith("not asked, since the questions before took more than 60 s");
        });
        assertThat(server.queries()).isEmpty();
    }

    @Test
    void withoutAnAddressOfOursItCanNotTell() {
        office365();
        server.zone().txt("contoso.com", "v=spf1 " + OFFICE365 + " -all").txt("fabrikam.com", "v=spf1 nonsense -all");
        OutboundConnector hidden = connector(SendingOption.DIRECT_SEND, "contoso-com.mail.protection.outlook.com", List.of(), List.of("10.0.0.1"));

        assertThat(SpfAdvice.beforehand(Connectors.NONE, hidden)).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.SPF_ADDRESS_UNKNOWN);
            assertThat(finding.remedy()).contains("staticAddress=\"203.0.113.25\"");
        });
        assertThat(advice.look(hidden, CONTOSO)).satisfies(found -> assertThat(found.findings()).isEmpty())
            .extracting(SpfDomain::found).isEqualTo("our address is unknown, 1 of 10 look-ups");
        assertThat(checks(advice.look(hidden, DomainName.parse("fabrikam.com")))).containsExactly(Check.SPF_BROKEN);
    }

    @Test
    void aPublicSourceAddressCountsWhereNoneIsDeclared() {
        OutboundConnector bound = connector(SendingOption.DIRECT_SEND, "contoso-com.mail.protection.outlook.com", List.of(), List.of("203.0.113.7"));

        assertThat(SpfAdvice.beforehand(Connectors.NONE, bound)).isEmpty();
        assertThat(bound.seenFrom()).containsExactly(InetAddresses.forString("203.0.113.7"));
    }

    @Test
    void nobodyButMicrosoftPublishesForItsOwnDomains() {
        assertThat(advice.look(relay("203.0.113.7"), DomainName.parse("contoso.onmicrosoft.com")).findings()).singleElement()
            .satisfies(finding -> assertThat(finding.remedy()).startsWith("send as a domain of your own"));
    }

    @Test
    void looksAtAcceptedDomainsThatTheConnectorSendsFor() {
        List<AcceptedDomain> accepted = List.of(accepted("contoso.com", true), accepted("fabrikam.com", false), accepted("tailspin.com", false));
        Connectors connectors = new Connectors(accepted, List.of(), List.of(), List.of());

        assertThat(SpfAdvice.domains(connectors, relay("203.0.113.7"))).extracting(DomainName::asString)
            .containsExactly("contoso.com", "fabrikam.com", "tailspin.com");
        assertThat(SpfAdvice.domains(connectors, sendingFor("fabrikam.com", "sales.contoso.com", "stranger.example")))
            .extracting(DomainName::asString).containsExactly("fabrikam.com", "sales.contoso.com");
        assertThat(SpfAdvice.domains(connectors, sendingFor("*"))).hasSize(3);
    }

    @Test
    void saysHowManyDomainsItLeavesOut() {
        List<AcceptedDomain> accepted = IntStream.range(0, 60).mapToObj(i -> accepted("d" + i + ".example", false)).toList();

        assertThat(SpfAdvice.beforehand(new Connectors(accepted, List.of(), List.of(), List.of()), relay("203.0.113.7"))).singleElement()
            .satisfies(finding -> assertThat(finding.what()).contains("60 accepted domains (looked up: the first 50)"));
    }

    private void office365() {
        server.zone().txt("spf.protection.outlook.com", "v=spf1 ip4:40.92.0.0/15 ip6:2a01:111:f400::/48 -all");
    }

    private static List<Check> checks(SpfDomain found) {
        return found.findings().stream().map(SpfFinding::check).toList();
    }

    private static AcceptedDomain accepted(String name, boolean subDomains) {
        return new AcceptedDomain(DomainName.parse(name), AcceptedDomain.Type.INTERNAL_RELAY, subDomains);
    }

    private static OutboundConnector direct(String... addresses) {
        return connector(SendingOption.DIRECT_SEND, "contoso-com.mail.protection.outlook.com", List.of(addresses), List.of());
    }

    private static OutboundConnector relay(String... addresses) {
        return connector(SendingOption.SMTP_RELAY, "contoso-com.mail.protection.outlook.com", List.of(addresses), List.of());
    }

    private static OutboundConnector sendingFor(String... senders) {
        return connector(SendingOption.SMTP_RELAY, "contoso-com.mail.protection.outlook.com", List.of("203.0.113.7"), List.of(), senders);
    }

    private static OutboundConnector connector(SendingOption option, String host, List<String> seen, List<String> bound, String... senders) {
        AddressSpace space = new AddressSpace(List.of(new DomainPattern.Any()), false, Arrays.stream(senders).map(DomainPattern::parse).toList(),
            AddressSpace.DEFAULT_COST);
        List<InetAddress> addresses = seen.stream().map(InetAddresses::forString).toList();
        return new OutboundConnector(ConnectorName.parse("Office 365"), ConnectorType.OFFICE365, true, "", space, false, false,
            new Route.SmartHosts(List.of(new SmartHost(host, 25))), TlsSettings.OPPORTUNISTIC, List.of(), Optional.<Path>empty(), TlsOptions.DEFAULT,
            new Submission(Optional.of(option), List.of(), Optional.empty(), Optional.empty(), addresses), bound.stream().map(InetAddresses::forString)
                .toList(),
            ConnectionLimits.DEFAULT, Pace.UNLIMITED, RetrySchedule.DEFAULT);
    }
}
