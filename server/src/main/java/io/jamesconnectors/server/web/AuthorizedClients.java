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
package io.jamesconnectors.server.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.dnsservice.api.DNSService;
import org.apache.james.dnsservice.library.netmatcher.NetMatcher;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.common.base.Splitter;
import com.google.inject.Inject;

/** For whom James relays by itself, by {@code authorizedAddresses} in {@code smtpserver.xml}: at which of its listeners, and from where. Reads the file anew each time. */
final class AuthorizedClients {
    private static final Logger LOGGER = LoggerFactory.getLogger(AuthorizedClients.class);
    private static final String HOOK = "io.jamesconnectors.server.InboundConnectorsHook";
    private final ConfigurationProvider configurations;
    private final DNSService dns;

    @Inject
    AuthorizedClients(ConfigurationProvider configurations, DNSService dns) {
        this.configurations = configurations;
        this.dns = dns;
    }

    /** Whether James relays for a client at a listener of that name; nobody is where the file can't be read. */
    boolean hold(String listener, InetAddress client) {
        try {
            return configurations.getConfiguration("smtpserver").configurationsAt("smtpserver").stream()
                .filter(server -> server.getBoolean("[@enabled]", true) && isCalled(server, listener))
                .map(server -> Optional.ofNullable(server.getString("authorizedAddresses", null)))
                .flatMap(Optional::stream)
                .anyMatch(addresses -> contains(addresses, client));
        } catch (ConfigurationException | RuntimeException e) {
            LOGGER.warn("smtpserver.xml can't be read to explain for whom James relays by itself", e);
            return false;
        }
    }

    /** As James reads them. */
    private boolean contains(String addresses, InetAddress client) {
        List<String> networks = Splitter.onPattern("[, ]+").omitEmptyStrings().splitToList(addresses);
        return !networks.isEmpty() && new NetMatcher(networks, dns).matchInetNetwork(client);
    }

    private static boolean isCalled(HierarchicalConfiguration<ImmutableNode> server, String listener) {
        return server.configurationsAt("handlerchain.handler").stream()
            .anyMatch(handler -> HOOK.equals(handler.getString("[@class]", "")) && listener.equals(handler.getString("listener", "")));
    }
}
