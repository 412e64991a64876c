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
package io.jamesconnectors.server;

import java.time.Duration;
import java.util.List;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;
import io.jamesconnectors.connectors.file.ActiveConnectors;
import io.jamesconnectors.connectors.file.LiveConnectors;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.DnsjavaMailDns;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.dns.MxAnswer;

/** Asks the name servers of the configuration in force; a reload that names others starts with an empty cache. */
final class ConfiguredDns implements MailDns {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private volatile Servers current;

    private ConfiguredDns(List<SmartHost> servers) {
        this.current = Servers.ask(servers);
    }

    static ConfiguredDns of(LiveConnectors live) {
        ConfiguredDns dns = new ConfiguredDns(live.current().connectors().dnsServers());
        live.onSwap(dns::swap);
        return dns;
    }

    @Override
    public MxAnswer mx(DomainName domain) {
        return current.dns.mx(domain);
    }

    @Override
    public AddressAnswer addresses(String host) {
        return current.dns.addresses(host);
    }

    @Override
    public void close() {
        current.dns.close();
    }

    private void swap(ActiveConnectors active) {
        Servers before = current;
        if (!before.addresses.equals(active.connectors().dnsServers())) {
            current = Servers.ask(active.connectors().dnsServers());
            before.dns.close();
        }
    }

    private record Servers(List<SmartHost> addresses, MailDns dns) {
        static Servers ask(List<SmartHost> addresses) {
            return new Servers(addresses, DnsjavaMailDns.of(addresses, TIMEOUT));
        }
    }
}
