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
package io.jamesconnectors.smtp.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.ConnectorName;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector;
import io.jamesconnectors.connectors.explain.Explanation.Outcome;
import io.jamesconnectors.connectors.explain.LookedUp;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.NoRecords;
import io.jamesconnectors.tls.dns.NullMx;

/** What an explanation says of the DNS. */
class DnsHostsTest {
    private final TableDns dns = new TableDns();
    private final AtomicLong time = new AtomicLong();
    private Set<InetSocketAddress> ours = Set.of();

    private final DnsHosts hosts = new DnsHosts(dns, () -> ours, Duration.ofSeconds(20), time::get);

    private LookedUp look() {
        return hosts.look(OutboundConnector.DEFAULT_ROUTE, DomainName.parse("bank.test"));
    }

    private List<String> shown(LookedUp found) {
        return found.hosts().stream().map(host -> host.name() + " " + host.places().stream().map(place -> place.address().getHostAddress() + (place.isThisServer() ? "!" : "")).toList()
            + host.trouble().map(trouble -> " " + trouble).orElse("")).toList();
    }

    @Test
    void namesTheExchangersInTheirOrderWithTheirAddresses() {
        dns.mx("bank.test", "mx1.bank.test", "gone.bank.test").address("mx1.bank.test", "192.0.2.1", "192.0.2.2");

        LookedUp found = look();

        assertThat(shown(found)).containsExactly("mx1.bank.test [192.0.2.1, 192.0.2.2]", "gone.bank.test [] gone.bank.test does not exist");
        assertThat(found.hosts().get(0).preference()).isNotEqualTo(OptionalInt.empty());
        assertThat(found.hosts().get(0).port()).isEqualTo(25);
        assertThat(found.outcome()).isEmpty();
    }

    @Test
    void saysWhatBecomesOfMailThatNoHostIsFoundFor() {
        dns.mx("bank.test", new NullMx());
        assertThat(look().outcome()).contains(Outcome.returned("5.1.10", "bank.test publishes a null MX record (RFC 7505)"));
    }

    @Test
    void whatTheDnsDoesNotAnswerMakesMailWait() {
        dns.mx("bank.test", new LookupFailed("SERVFAIL"));
        assertThat(look().outcome()).contains(Outcome.waits("4.4.312", "mail exchangers of bank.test: SERVFAIL"));
    }

    @Test
    void aDomainWithNeitherExchangerNorAddressIsReturned() {
        dns.mx("bank.test", new NoRecords());
        assertThat(look().outcome()).contains(Outcome.returned("5.4.4", "no MX records, and bank.test does not exist (expected: one or the other)"));
    }

    @Test
    void mailDoesNotComeBackToUs() {
        dns.mx("bank.test", "mx1.bank.test", "mx2.bank.test").address("mx1.bank.test", "192.0.2.1").address("mx2.bank.test", "192.0.2.2");
        ours = Set.of(new InetSocketAddress("192.0.2.1", 25));

        assertThat(shown(look())).as("who is an exchanger passes nothing on to those of less preference").containsExactly("mx1.bank.test [192.0.2.1!]");
        assertThat(look().outcome().map(Outcome::code)).contains("4.4.6");
    }

    @Test
    void asksNobodyAnyMoreWhenTheTimeIsOver() {
        time.set(Duration.ofSeconds(21).toNanos());

        assertThat(shown(look())).containsExactly("bank.test [] not looked up, since the questions before took more than 20 s");
        assertThat(look().outcome()).isEmpty();
    }

    @Test
    void asksOnceForARouteAndDomain() {
        dns.mx("bank.test", "mx1.bank.test").address("mx1.bank.test", "192.0.2.1");
        LookedUp first = look();
        time.set(Duration.ofSeconds(21).toNanos());

        assertThat(look()).isSameAs(first);
        assertThat(hosts.look(connector("Other"), DomainName.parse("bank.test"))).as("the same route").isSameAs(first);
    }

    private static OutboundConnector connector(String name) {
        OutboundConnector like = OutboundConnector.DEFAULT_ROUTE;
        return new OutboundConnector(ConnectorName.parse(name), like.type(), true, "", like.recipientDomains(), like.route(), like.tlsSettings(), List.of(), like.trustedCertificates(),
            like.limits(), like.retry());
    }
}
