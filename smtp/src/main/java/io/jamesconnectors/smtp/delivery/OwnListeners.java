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
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Where this process itself listens: mail that is sent there would come back. */
final class OwnListeners {
    private final Supplier<Set<InetSocketAddress>> listeners;
    private final Predicate<InetAddress> isOfThisMachine;

    /** @param listeners address and port of each; 0.0.0.0 or :: stands for all addresses of this machine */
    OwnListeners(Supplier<Set<InetSocketAddress>> listeners) {
        this(listeners, OwnListeners::isOfThisMachine);
    }

    OwnListeners(Supplier<Set<InetSocketAddress>> listeners, Predicate<InetAddress> isOfThisMachine) {
        this.listeners = listeners;
        this.isOfThisMachine = isOfThisMachine;
    }

    /** Whether a connection to {@code target} would end at this process. */
    boolean include(InetSocketAddress target) {
        for (InetSocketAddress listener : listeners.get()) {
            if (listener.getPort() == target.getPort() && !listener.isUnresolved() && meets(listener.getAddress(), target.getAddress())) {
                return true;
            }
        }
        return false;
    }

    private boolean meets(InetAddress listener, InetAddress target) {
        return listener.equals(target) || (listener.isAnyLocalAddress() || target.isAnyLocalAddress()) && isOfThisMachine.test(target);
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
