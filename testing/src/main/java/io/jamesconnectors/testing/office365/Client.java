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
package io.jamesconnectors.testing.office365;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection, as far as is known by now. Used by the thread of its session alone, but for its identity. */
final class Client {
    private final InetAddress address;
    private final Instant since;
    private String helloName = "";
    private Optional<String> tlsProtocol = Optional.empty();
    private List<String> certificateNames = List.of();
    private @Nullable Mailbox mailbox;
    private int messages;

    Client(InetAddress address, Instant since) {
        this.address = address;
        this.since = since;
    }

    InetAddress address() {
        return address;
    }

    Instant since() {
        return since;
    }

    boolean isOverTls() {
        return tlsProtocol.isPresent();
    }

    Optional<String> tlsProtocol() {
        return tlsProtocol;
    }

    /** The names in its certificate; none where it showed none, or one that is not trusted. */
    List<String> certificateNames() {
        return certificateNames;
    }

    void greeted(String name) {
        this.helloName = name;
    }

    /** All that is known of it now. */
    Peer asPeer() {
        return new Peer(address, helloName, tlsProtocol, certificateNames);
    }

    void secured(String protocol, List<String> names) {
        this.tlsProtocol = Optional.of(protocol);
        this.certificateNames = List.copyOf(names);
    }

    Optional<Mailbox> mailbox() {
        return Optional.ofNullable(mailbox);
    }

    void loggedIn(Mailbox as) {
        this.mailbox = as;
    }

    int messages() {
        return messages;
    }

    void countMessage() {
        messages++;
    }
}
