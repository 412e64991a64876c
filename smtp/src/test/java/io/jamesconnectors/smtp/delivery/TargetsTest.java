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

import java.util.List;

import org.junit.jupiter.api.Test;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.OutboundConnector.Route;
import io.jamesconnectors.tls.dns.LookupFailed;
import io.jamesconnectors.tls.dns.MxHost;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.NoRecords;
import io.jamesconnectors.tls.dns.NullMx;

/** What names lead to. */
class TargetsTest {
    private final TableDns dns = new TableDns();
    private final Targets targets = new Targets(dns, Workbench.IN_ORDER);

    private Targets.HostAddresses smartHost(String name) {
        return targets.addresses(new TargetHost(name, 587, TargetHost.Kind.SMART_HOST, 0));
    }

    private List<String> places(String name) {
        return smartHost(name).places().stream().map(place -> place.host() + " " + place.address().getHostAddress()).toList();
    }

    private String failure(String name) {
        return smartHost(name).failure().map(failure -> failure.asReply() + " / " + failure.reason()).orElse("none");
    }

    @Test
    void aSmartHostIsAskedForItsExchangersFirst() {
        dns.mx("relay.test", "mx1.relay.test", "mx2.relay.test").address("relay.test", "192.0.2.9").address("mx1.relay.test", "192.0.2.1").address("mx2.relay.test", "192.0.2.2", "192.0.2.3");
        assertThat(places("relay.test")).containsExactly("mx1.relay.test 192.0.2.1", "mx2.relay.test 192.0.2.2", "mx2.relay.test 192.0.2.3");
    }

    @Test
    void aSmartHostWithoutExchangersHasItsOwnAddresses() {
        dns.mx("relay.test", new NoRecords()).address("relay.test", "192.0.2.9");
        assertThat(places("relay.test")).containsExactly("relay.test 192.0.2.9");
    }

    @Test
    void aSmartHostThatOnlyTheHostsFileKnowsIsFound() {
        dns.address("relay", "192.0.2.9");
        assertThat(places("relay")).containsExactly("relay 192.0.2.9");
    }

    @Test
    void anExchangerWithoutAddressIsPassedOver() {
        dns.mx("relay.test", "gone.relay.test", "mx2.relay.test").address("mx2.relay.test", "192.0.2.2");
        assertThat(places("relay.test")).containsExactly("mx2.relay.test 192.0.2.2");
        assertThat(smartHost("relay.test").failure()).isEmpty();
    }

    @Test
    void aSmartHostOfWhichTheExchangersCannotBeFoundOutIsNotGuessed() {
        dns.mx("relay.test", new LookupFailed("SERVFAIL")).address("relay.test", "192.0.2.9");
        assertThat(failure("relay.test")).startsWith("450 4.4.312 ").endsWith("SERVFAIL");
        dns.mx("relay.test", new NullMx());
        assertThat(failure("relay.test")).startsWith("450 4.4.312 ").contains("null MX");
    }

    @Test
    void anAddressIsNotLookedUp() {
        assertThat(places("192.0.2.4")).containsExactly("192.0.2.4 192.0.2.4");
    }

    @Test
    void anExchangerIsNotAskedForItsExchangers() {
        dns.mx("mx.partner.test", "elsewhere.test").address("mx.partner.test", "192.0.2.1");
        assertThat(targets.addresses(new TargetHost("mx.partner.test", 25, TargetHost.Kind.EXCHANGER, 10)).places()).extracting(Targets.Place::host).containsExactly("mx.partner.test");
    }

    @Test
    void exchangersAreRankedByTheirPreference() {
        dns.mx("partner.test", new MxHosts(List.of(new MxHost(5, DomainName.parse("a.test")), new MxHost(20, DomainName.parse("b.test")))));
        assertThat(targets.hosts(new Route.MxRecords(25), DomainName.parse("partner.test")).hosts()).extracting(TargetHost::rank).containsExactly(5, 20);
    }
}
