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
package io.jamesconnectors.connectors;

import java.net.InetAddress;
import java.util.List;

/**
 * A listener for devices that speak only old TLS or none. Whoever connects to it from outside its networks is turned away, and mail that comes in there
 * leaves only by connectors that demand TLS 1.2 or newer ({@link io.jamesconnectors.connectors.outbound.IndirectSubmission}).
 *
 * @param name what {@code <listener>} calls it in the handler of {@code smtpserver.xml}: printable ASCII without blanks
 * @param networks where its devices are; at least one
 */
public record LegacyListener(String name, List<Cidr> networks) {

    public LegacyListener {
        networks = List.copyOf(networks);
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("networks of the legacy listener " + name + ": none (expected: at least one)");
        }
    }

    /** Whether {@code client} is in one of its networks. */
    public boolean admits(InetAddress client) {
        return networks.stream().anyMatch(network -> network.contains(client));
    }
}
