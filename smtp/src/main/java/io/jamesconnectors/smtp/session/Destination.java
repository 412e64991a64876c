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
package io.jamesconnectors.smtp.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import io.jamesconnectors.smtp.login.Account;
import io.jamesconnectors.tls.ClientTls;
import io.jamesconnectors.tls.TlsRequirement;

/**
 * One address of one host, and what a connection to it must prove. Two connections to equal destinations are interchangeable;
 * a message never rides a connection that was admitted under another requirement.
 *
 * @param host the name for SNI and for logs, or an address literal without brackets
 * @param address resolved
 * @param requirement the floor, verified before anything but EHLO and STARTTLS is sent
 * @param ehloName the name by which we introduce ourselves
 * @param tls what we offer and show in the handshake; when our certificate is replaced it is another one, and so is the destination
 * @param account whom to log in as; empty where nobody logs in
 * @param source the address of ours that connections come from; empty when the system may choose
 */
public record Destination(String host, InetSocketAddress address, TlsRequirement requirement, String ehloName, ClientTls tls, Optional<Account> account,
        Optional<InetAddress> source) {
    public Destination {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("address: " + host + " is unresolved (expected: an IP address)");
        }
        if (source.filter(ours -> ours.getAddress().length != address.getAddress().getAddress().length).isPresent()) {
            throw new IllegalArgumentException("source: of another family than the address of " + host + " (expected: IPv4 for IPv4, IPv6 for IPv6)");
        }
    }
}
