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
package io.jamesconnectors.smtp.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.smtp.session.Timeouts;
import io.jamesconnectors.testing.FakeZone;
import io.jamesconnectors.testing.ScriptedSmtpServer;
import io.jamesconnectors.testing.SmtpScript;
import io.jamesconnectors.testing.TestCa;

/** What a validation finds in the DNS, by MX records and by smart hosts, and how it says so. */
class ExchangersTest {
    private static final TestCa CA = TestCa.create();
    private static Path roots = Path.of("");

    @BeforeAll
    static void writeRoots(@TempDir Path directory) {
        roots = CA.writeRoot(directory.resolve("roots.pem"));
    }

    private static SmtpScript good() {
        return SmtpScript.offering("STARTTLS").upgrade(CA.server("mx.partner.test").sslContext()).ehlo().quit();
    }

    /** The steps of a connector by MX for partner.test, with these records; {@code 127.0.0.1} has a good server. */
    private static List<String> byMx(Consumer<FakeZone> records) throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good()); Trial trial = new Trial().trusting(roots).byMx(server.port(), "partner.test")) {
            records.accept(trial.dns.zone());
            return trial.run().told(server.port());
        }
    }

    @Test
    void aDomainThatTakesNoMailSaysSo() throws InterruptedException {
        assertThat(byMx(zone -> zone.nullMx("partner.test"))).containsExactly("resolve failed MX of partner.test: partner.test publishes a null MX record (RFC 7505)");
    }

    @Test
    void aDomainThatDoesNotExistIsNamed() throws InterruptedException {
        assertThat(byMx(zone -> { })).containsExactly("resolve failed MX of partner.test: partner.test does not exist in the DNS");
    }

    @Test
    void withoutMxRecordsTheDomainIsItsOwnHost() throws InterruptedException {
        assertThat(byMx(zone -> zone.address("partner.test", "127.0.0.1"))).containsExactly(
            "resolve ok MX of partner.test: none: the domain itself is the host (RFC 5321 section 5.1)",
            "resolve ok partner.test: 127.0.0.1");
    }

    @Test
    void withNeitherMxRecordsNorAddressesThereIsNoWay() throws InterruptedException {
        assertThat(byMx(zone -> zone.txt("partner.test", "no mail here"))).containsExactly(
            "resolve ok MX of partner.test: none: the domain itself is the host (RFC 5321 section 5.1)",
            "resolve failed partner.test: no MX records, and partner.test has no address (expected: one or the other)");
    }

    @ParameterizedTest
    @CsvSource({"null MX, The domain says itself that it takes no mail.", "nothing, Check the spelling of the domain in the connector", "text, Nobody takes mail for the domain."})
    void eachOfTheseHasItsRemedy(String records, String remedy) throws InterruptedException {
        try (Trial trial = new Trial().byMx(25, "partner.test")) {
            if (records.equals("null MX")) {
                trial.dns.zone().nullMx("partner.test");
            } else if (records.equals("text")) {
                trial.dns.zone().txt("partner.test", "no mail here");
            }
            assertThat(trial.run().failure().remedy()).startsWith(remedy);
        }
    }

    @Test
    void anExchangerThatIsAnAliasIsReachedWithAWarning() throws InterruptedException {
        assertThat(byMx(zone -> zone.mx("partner.test", 10, "mail.partner.test").cname("mail.partner.test", "host.elsewhere.test").address("host.elsewhere.test", "127.0.0.1")))
            .containsExactly("resolve ok MX of partner.test: 10 mail.partner.test", "resolve warning mail.partner.test: an alias of host.elsewhere.test: 127.0.0.1");
    }

    @Test
    void anExchangerThatLeadsNowhereIsNamedAndTheOthersAreTried() throws InterruptedException {
        assertThat(byMx(zone -> zone.mx("partner.test", 10, "gone.partner.test").mx("partner.test", 20, "empty.partner.test").mx("partner.test", 30, "dead.partner.test")
            .mx("partner.test", 40, "mx.partner.test").txt("empty.partner.test", "nothing").cname("dead.partner.test", "gone.elsewhere.test").address("mx.partner.test", "127.0.0.1")))
            .containsExactly(
                "resolve ok MX of partner.test: 10 gone.partner.test, 20 empty.partner.test, 30 dead.partner.test, 40 mx.partner.test",
                "resolve failed gone.partner.test: gone.partner.test does not exist",
                "resolve failed empty.partner.test: empty.partner.test has no address",
                "resolve failed dead.partner.test: dead.partner.test does not exist",
                "resolve ok mx.partner.test: 127.0.0.1");
    }

    @Test
    void nameServersThatFailAreToldFromNamesThatDoNotExist() throws InterruptedException {
        assertThat(byMx(zone -> zone.mx("partner.test", 10, "mx.partner.test").serverFailure("partner.test"))).singleElement().asString()
            .startsWith("resolve failed MX of partner.test: mail exchangers of partner.test: MX of partner.test: ").contains("SERVFAIL");
        assertThat(byMx(zone -> zone.mx("partner.test", 10, "mx.partner.test").serverFailure("mx.partner.test"))).last().asString()
            .startsWith("resolve failed mx.partner.test: addresses of mx.partner.test: A of mx.partner.test: ").contains("SERVFAIL");
    }

    @Test
    void nameServersThatFailAtIpv6TakeNothingAway() throws InterruptedException {
        assertThat(byMx(zone -> zone.mx("partner.test", 10, "mx.partner.test").address("mx.partner.test", "127.0.0.1").serverFailure("mx.partner.test", "AAAA")))
            .containsExactly("resolve ok MX of partner.test: 10 mx.partner.test", "resolve ok mx.partner.test: 127.0.0.1");
    }

    @Test
    void nameServersThatKeepSilentAreGivenUp() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        try (Trial trial = new Trial(Timeouts.of(Trial.LONG), clock, Trial.logins(clock, Map.of()), Duration.ofMillis(300), System::nanoTime).byMx(25, "partner.test")) {
            trial.dns.zone().silent(true);
            trial.run();

            assertThat(trial.outcomes()).containsExactly("resolve failed");
            assertThat(trial.failure().what()).startsWith("mail exchangers of partner.test: MX of partner.test: ").containsIgnoringCase("no answer");
            assertThat(trial.failure().remedy()).contains("DNS did not answer", "Check name servers");
        }
    }

    @Test
    void aHostWithIpv6AddressesOnlyIsReachedByThem() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playingAt(InetAddresses.forString("::1"), good());
                Trial trial = new Trial().trusting(roots).byMx(server.port(), "partner.test")) {
            trial.dns.zone().mx("partner.test", 10, "mx.partner.test").address("mx.partner.test", "::1");
            trial.run();

            assertThat(trial.outcomes()).allMatch(outcome -> outcome.endsWith(" ok")).hasSize(9);
            assertThat(trial.step(Step.Kind.CONNECT).where()).isEqualTo("mx.partner.test at [::1]:" + server.port());
        }
    }

    @Test
    void ofASmartHostWithExchangersThoseThatLeadNowhereAreAWarning() throws InterruptedException {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.playing(good()); Trial trial = new Trial().trusting(roots).to("relay.test", server.port())) {
            trial.dns.zone().mx("relay.test", 10, "gone.relay.test").mx("relay.test", 20, "mx.relay.test").address("mx.relay.test", server.host());
            trial.run();

            assertThat(trial.told(server.port())).containsExactly("resolve warning relay.test: mx.relay.test 127.0.0.1; gone.relay.test does not exist");
            assertThat(trial.step(Step.Kind.RESOLVE).remedy()).startsWith("Mail goes to the other exchangers of this host. ");
        }
    }

    @Test
    void ofManyDomainsTheFirstAreTried() throws InterruptedException {
        try (Trial trial = new Trial().byMx(25, IntStream.rangeClosed(1, 23).mapToObj(number -> "d" + number + ".test").toArray(String[]::new)).run()) {
            assertThat(trial.outcomes()).hasSize(21).endsWith("resolve skipped");
            assertThat(trial.steps().get(20).what()).isEqualTo("20 domains are enough for one validation: not tried, nor 2 domains after it");
        }
    }
}
