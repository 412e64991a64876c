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
package io.jamesconnectors.connectors.explain;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import io.jamesconnectors.connectors.explain.Explanation.Outcome;

/**
 * The hosts of a route, as the DNS gives them at this moment.
 *
 * @param hosts in the order in which they would be tried, but for smart hosts, among which a lot decides by their weights
 * @param outcome what becomes of the mail where no host has an address; empty where one has
 */
public record LookedUp(List<Host> hosts, Optional<Outcome> outcome) {
    public LookedUp {
        hosts = List.copyOf(hosts);
    }

    /**
     * One host.
     *
     * @param preference of its MX record; empty where it has none
     * @param places in the order in which they would be tried
     * @param trouble why it has no address, or is not tried, in a sentence
     */
    public record Host(String name, int port, OptionalInt preference, List<Place> places, Optional<String> trouble) {
        public Host {
            places = List.copyOf(places);
        }
    }

    /**
     * One address.
     *
     * @param host which has it: for a smart host with MX records the exchanger
     * @param isThisServer whether it is where this server listens: no mail is sent there
     */
    public record Place(InetAddress address, String host, boolean isThisServer) {
    }
}
