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
package io.jamesconnectors.tls.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.testing.FakeDns;

class DnsjavaMailDnsTest {
    private static final DomainName CONTOSO = DomainName.parse("contoso.com");
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final FakeDns server = FakeDns.start();
    private final SenderDns dns = DnsjavaMailDns.of(List.of(new SmartHost(server.host(), server.port())), PATIENT);

    @AfterEach
    void stop() {
        dns.close();
        server.close();
    }

    @Test
    void sortsExchangersByPreference() {
        server.zone().mx("contoso.com", 20, "b.contoso.com").mx("contoso.com", 10, "A.contoso.com").mx("contoso.com", 30, "c.contoso.com");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new MxHosts(List.of(host(10, "a.contoso.com"), host(20, "b.contoso.com"), host(30, "c.contoso.com"))));
    }

    @Test
    void joinsTheStringsOfAText() {
        server.zone().txt("contoso.com", "v=spf1 ip4:203.0.", "113.7 -all").txt("contoso.com", "another \\200").address("mail.contoso.com", "192.0.2.1");

        assertThat(dns.texts(CONTOSO)).isInstanceOfSatisfying(Texts.class,
            answer -> assertThat(answer.texts()).containsExactlyInAnyOrder("v=spf1 ip4:203.0.113.7 -all", "another \u00c8"));
        assertThat(dns.texts(DomainName.parse("mail.contoso.com"))).isEqualTo(new NoRecords());
        assertThat(dns.texts(DomainName.parse("nobody.contoso.com"))).isEqualTo(new NoSuchDomain());
    }

    @Test
    void aFailedQuestionForTextsIsNoAbsence() {
        server.zone().serverFailure("contoso.com");

        assertThat(dns.texts(CONTOSO)).isInstanceOf(LookupFailed.class);
    }

    @Test
    void tellsTheNamesOfAnAddress() {
        server.zone().pointer("203.0.113.7", "mail.contoso.com").pointer("2001:db8::7", "mail6.contoso.com");

        assertThat(dns.names(InetAddresses.forString("203.0.113.7"))).isEqualTo(new Texts(List.of("mail.contoso.com")));
        assertThat(dns.names(InetAddresses.forString("2001:db8::7"))).isEqualTo(new Texts(List.of("mail6.contoso.com")));
        assertThat(dns.names(InetAddresses.forString("203.0.113.8"))).isEqualTo(new NoSuchDomain());
    }

    @Test
    void shufflesExchangersOfEqualPreference() {
        server.zone().mx("contoso.com", 10, "a.contoso.com").mx("contoso.com", 10, "b.contoso.com").mx("contoso.com", 5, "first.contoso.com");

        List<MxHosts> answers = IntStream.range(0, 100).mapToObj(i -> (MxHosts) dns.mx(CONTOSO)).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.hosts().get(0)).isEqualTo(host(5, "first.contoso.com")));
        assertThat(answers.stream().map(answer -> answer.hosts().get(1).name().asString()).collect(Collectors.toSet()))
            .containsExactlyInAnyOrder("a.contoso.com", "b.contoso.com");
    }

    @Test
    void recognisesANullMx() {
        server.zone().nullMx("contoso.com");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new NullMx());
    }

    @Test
    void ignoresTheRootAmongRealExchangers() {
        server.zone().nullMx("contoso.com").mx("contoso.com", 10, "a.contoso.com");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new MxHosts(List.of(host(10, "a.contoso.com"))));
    }

    @Test
    void tellsAMissingDomainFromAMissingRecord() {
        server.zone().address("contoso.com", "192.0.2.1");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new NoRecords());
        assertThat(dns.mx(DomainName.parse("fabrikam.com"))).isEqualTo(new NoSuchDomain());
    }

    @Test
    void saysTheSameFromItsCache() {
        server.zone().address("contoso.com", "192.0.2.1");
        for (int i = 0; i < 3; i++) {
            assertThat(dns.mx(CONTOSO)).isEqualTo(new NoRecords());
            assertThat(dns.mx(DomainName.parse("fabrikam.com"))).isEqualTo(new NoSuchDomain());
            assertThat(dns.addresses("contoso.com")).isInstanceOf(Addresses.class);
        }

        assertThat(server.queries()).containsExactlyInAnyOrder("udp MX contoso.com", "udp MX fabrikam.com", "udp A contoso.com", "udp AAAA contoso.com");
    }

    @Test
    void followsAnAliasOfTheDomain() {
        server.zone().cname("contoso.com", "fabrikam.com").mx("fabrikam.com", 10, "mail.fabrikam.com");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new MxHosts(List.of(host(10, "mail.fabrikam.com"))));
    }

    @Test
    void doesNotFollowAliasesInACircle() {
        server.zone().cname("contoso.com", "fabrikam.com").cname("fabrikam.com", "contoso.com");

        assertThat(dns.mx(CONTOSO)).isInstanceOf(LookupFailed.class);
    }

    @Test
    void reportsAFailureOfTheServer() {
        server.zone().serverFailure("contoso.com");

        assertThat(dns.mx(CONTOSO)).isInstanceOfSatisfying(LookupFailed.class, failed -> assertThat(failed.reason()).startsWith("MX of contoso.com: "));
        assertThat(dns.addresses("contoso.com")).isInstanceOf(LookupFailed.class);
    }

    @Test
    void reportsARefusal() {
        server.zone().refuse("contoso.com");

        assertThat(dns.mx(CONTOSO)).isInstanceOf(LookupFailed.class);
    }

    @Test
    void reportsSilence() {
        server.zone().silent(true);
        MailDns hasty = DnsjavaMailDns.of(List.of(new SmartHost(server.host(), server.port())), Duration.ofMillis(90));

        assertThat(hasty.mx(CONTOSO)).isInstanceOfSatisfying(LookupFailed.class,
            failed -> assertThat(failed.reason()).contains("no answer from [127.0.0.1:" + server.port() + "]"));
        assertThat(server.queries()).as("asked again, since datagrams get lost").hasSizeGreaterThan(1);
    }

    @Test
    void reportsAServerThatIsNotThere() {
        int port = server.port();
        server.close();

        assertThat(DnsjavaMailDns.of(List.of(new SmartHost("127.0.0.1", port)), PATIENT).mx(CONTOSO)).isInstanceOf(LookupFailed.class);
    }

    @Test
    void asksTheNextServerWhenTheFirstFails() {
        try (FakeDns second = FakeDns.start()) {
            server.zone().serverFailure("contoso.com");
            second.zone().mx("contoso.com", 10, "mail.contoso.com");
            MailDns both = DnsjavaMailDns.of(List.of(new SmartHost(server.host(), server.port()), new SmartHost(second.host(), second.port())), PATIENT);

            assertThat(both.mx(CONTOSO)).isEqualTo(new MxHosts(List.of(host(10, "mail.contoso.com"))));
        }
    }

    @Test
    void leavesOutExchangersThatAreNoHostNames() {
        server.zone().mx("contoso.com", 10, "192.0.2.1").mx("contoso.com", 10, "mail\\032.contoso.com").mx("contoso.com", 20, "mail.contoso.com");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new MxHosts(List.of(host(20, "mail.contoso.com"))));
    }

    @Test
    void failsWhenNoExchangerIsAHostName() {
        server.zone().mx("contoso.com", 10, "192.0.2.1");

        assertThat(dns.mx(CONTOSO)).isEqualTo(new LookupFailed("MX of contoso.com: 1 without a usable name (expected: host names)"));
    }

    @Test
    void readsLongAnswersOverTcpAndBoundsThem() {
        IntStream.range(0, 80).forEach(i -> server.zone().mx("contoso.com", i, "mail" + i + ".contoso.com"));

        assertThat(dns.mx(CONTOSO)).isInstanceOfSatisfying(MxHosts.class,
            answer -> assertThat(answer.hosts()).hasSize(DnsjavaMailDns.MAX_HOSTS).startsWith(host(0, "mail0.contoso.com")));
        assertThat(server.queries()).containsExactly("udp MX contoso.com", "tcp MX contoso.com");
    }

    @Test
    void findsAddressesOfBothFamiliesIpv4First() throws Exception {
        server.zone().address("mail.contoso.com", "2001:db8::1").address("mail.contoso.com", "192.0.2.1");

        assertThat(dns.addresses("mail.contoso.com"))
            .isEqualTo(new Addresses(List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"))));
    }

    @Test
    void findsAddressesBehindAnAlias() throws Exception {
        server.zone().cname("mail.contoso.com", "host.fabrikam.com").address("host.fabrikam.com", "192.0.2.7");

        assertThat(dns.addresses("Mail.Contoso.com")).isEqualTo(new Addresses(List.of(InetAddress.getByName("192.0.2.7"))));
    }

    @Test
    void tellsAnAliasFromAHost() {
        server.zone().cname("mail.contoso.com", "host.fabrikam.com").address("host.fabrikam.com", "192.0.2.7");

        assertThat(dns.alias(DomainName.parse("mail.contoso.com"))).contains(DomainName.parse("host.fabrikam.com"));
        assertThat(dns.alias(DomainName.parse("host.fabrikam.com"))).isEmpty();
        assertThat(dns.alias(DomainName.parse("mail.fabrikam.com"))).isEmpty();
    }

    @Test
    void bearsAServerThatFailsAtIpv6Questions() throws Exception {
        server.zone().address("mail.contoso.com", "192.0.2.1").serverFailure("mail.contoso.com", "AAAA");

        assertThat(dns.addresses("mail.contoso.com")).isEqualTo(new Addresses(List.of(InetAddress.getByName("192.0.2.1"))));
    }

    @Test
    void doesNotMistakeAFailedIpv6QuestionForAHostWithoutAddress() {
        server.zone().txt("mail.contoso.com", "here").serverFailure("mail.contoso.com", "AAAA");

        assertThat(dns.addresses("mail.contoso.com")).isInstanceOf(LookupFailed.class);
    }

    @Test
    void tellsAMissingHostFromOneWithoutAddress() {
        server.zone().txt("mail.contoso.com", "here");

        assertThat(dns.addresses("mail.contoso.com")).isEqualTo(new NoRecords());
        assertThat(dns.addresses("mail.fabrikam.com")).isEqualTo(new NoSuchDomain());
    }

    @Test
    void leavesOutAddressesThatAreNotOneHost() throws Exception {
        server.zone().address("mail.contoso.com", "0.0.0.0").address("mail.contoso.com", "224.0.0.1").address("mail.contoso.com", "192.0.2.1");

        assertThat(dns.addresses("mail.contoso.com")).isEqualTo(new Addresses(List.of(InetAddress.getByName("192.0.2.1"))));
    }

    @Test
    void neverLooksUpAddresses() throws Exception {
        assertThat(dns.addresses("192.0.2.1")).isEqualTo(new Addresses(List.of(InetAddress.getByName("192.0.2.1"))));
        assertThat(dns.addresses("2001:db8::1")).isEqualTo(new Addresses(List.of(InetAddress.getByName("2001:db8::1"))));
        assertThat(server.queries()).isEmpty();
    }

    @Test
    void neverLooksUpWhatIsNoName() {
        assertThat(dns.addresses("mail contoso.com\r\n")).isEqualTo(new NoSuchDomain());
        assertThat(server.queries()).isEmpty();
    }

    @Test
    void refusesNameServersGivenByName() {
        assertThatIllegalArgumentException().isThrownBy(() -> DnsjavaMailDns.of(List.of(new SmartHost("ns.contoso.com", 53)), PATIENT))
            .withMessage("name server: ns.contoso.com:53 (expected: an address, not a name)");
    }

    @Test
    void startsNoThread() {
        server.zone().mx("contoso.com", 10, "mail.contoso.com");
        dns.mx(CONTOSO);

        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).noneMatch(name -> name.contains("dnsjava"));
    }

    private static MxHost host(int preference, String name) {
        return new MxHost(preference, DomainName.parse(name));
    }
}
