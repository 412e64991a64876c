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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.tls.dns.AddressAnswer;
import io.jamesconnectors.tls.dns.Addresses;
import io.jamesconnectors.tls.dns.MailDns;
import io.jamesconnectors.tls.dns.MxAnswer;
import io.jamesconnectors.tls.dns.MxHost;
import io.jamesconnectors.tls.dns.MxHosts;
import io.jamesconnectors.tls.dns.NoSuchDomain;

/** A DNS of two tables. Names that are in none do not exist. */
final class TableDns implements MailDns {
    private final Map<String, MxAnswer> exchangers = new ConcurrentHashMap<>();
    private final Map<String, AddressAnswer> addresses = new ConcurrentHashMap<>();

    TableDns mx(String domain, MxAnswer answer) {
        exchangers.put(domain, answer);
        return this;
    }

    TableDns mx(String domain, String... hosts) {
        return mx(domain, new MxHosts(Arrays.stream(hosts).map(host -> new MxHost(10, DomainName.parse(host))).toList()));
    }

    TableDns address(String host, AddressAnswer answer) {
        addresses.put(host, answer);
        return this;
    }

    TableDns address(String host, String... literals) {
        return address(host, new Addresses(Arrays.stream(literals).map(TableDns::literal).toList()));
    }

    @Override
    public MxAnswer mx(DomainName domain) {
        return exchangers.getOrDefault(domain.asString(), new NoSuchDomain());
    }

    @Override
    public AddressAnswer addresses(String host) {
        return host.indexOf(':') >= 0 || Character.isDigit(host.charAt(0)) ? new Addresses(List.of(literal(host))) : addresses.getOrDefault(host, new NoSuchDomain());
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
