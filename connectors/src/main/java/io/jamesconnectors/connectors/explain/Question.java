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

import io.jamesconnectors.connectors.header.HeaderBlock;
import io.jamesconnectors.connectors.inbound.OriginatorOrg;
import io.jamesconnectors.connectors.inbound.TlsFacts;

/**
 * What is to be explained.
 *
 * @param listener the name of the listener
 * @param client where the client is; empty where only the way out is asked for
 * @param tls empty for a connection in clear
 * @param login who has logged in
 * @param serverRelays whether the server by itself relays for this client
 * @param xoorg what {@code XOORG} says
 * @param sender MAIL FROM without angle brackets; empty for the null sender
 * @param recipients RCPT TO without angle brackets; at least one
 * @param header the message's; empty where there is no message
 * @param received what its Received fields say that were there before this server took it, the topmost first
 * @param online whether the DNS is asked for the hosts
 * @param assumptions what was not said, and what was taken in its place; a sentence each
 */
public record Question(
        String listener,
        Optional<InetAddress> client,
        Optional<TlsFacts> tls,
        Optional<String> login,
        boolean serverRelays,
        OriginatorOrg xoorg,
        String sender,
        List<String> recipients,
        Optional<HeaderBlock> header,
        List<String> received,
        boolean online,
        List<String> assumptions) {

    public Question {
        recipients = List.copyOf(recipients);
        received = List.copyOf(received);
        assumptions = List.copyOf(assumptions);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("recipients: none (expected: at least one)");
        }
    }
}
