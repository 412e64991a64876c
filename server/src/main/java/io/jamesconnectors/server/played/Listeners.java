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
package io.jamesconnectors.server.played;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;

import com.google.common.net.InetAddresses;
import com.google.inject.Inject;
import com.google.inject.Singleton;

/** The SMTP listeners at which connectors decide. */
@Singleton
public final class Listeners {
    private final List<Known> known = new CopyOnWriteArrayList<>();

    private record Known(Optional<String> name, AbstractConfigurableAsyncServer server) {
    }

    /**
     * A place to go to.
     *
     * @param name what connectors call it
     * @param address where it is reached from this machine
     */
    public record Place(String name, InetSocketAddress address) {
    }

    @Inject
    public Listeners() {
        // The hooks tell of theirs.
    }

    /** A listener is about to start. */
    public void add(Optional<String> name, AbstractConfigurableAsyncServer server) {
        known.add(new Known(name, server));
    }

    /** Those that have started, each of their addresses, as far as {@code address} can be gone to from here. */
    public List<Place> places() {
        return known.stream().filter(listener -> listener.server().isStarted())
            .flatMap(listener -> addresses(listener.server()).map(address -> new Place(listener.name().orElseGet(() -> name(address)), address)))
            .distinct().toList();
    }

    /** What a listener without a name is called: its address and port. */
    public static String name(InetSocketAddress address) {
        return InetAddresses.toUriString(address.getAddress()) + ":" + address.getPort();
    }

    private static Stream<InetSocketAddress> addresses(AbstractConfigurableAsyncServer server) {
        return server.getListenAddresses().stream()
            .map(address -> address.getAddress().isAnyLocalAddress() ? new InetSocketAddress(loopback(), address.getPort()) : address);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 bytes", e);
        }
    }
}
