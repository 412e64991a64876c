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
package io.jamesconnectors.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Where to listen: {@code 127.0.0.1:2525}, {@code [::1]:2525}; port 0 takes a free one. */
record ListenAddress(String host, int port) {
    static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("address to listen on: " + text + " (expected: host:port)");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port to listen on: " + text.substring(colon + 1) + " (expected: 0 to 65535)", e);
        }
        if (port < 0 || port > 65535 || host.isEmpty()) {
            throw new IllegalArgumentException("address to listen on: " + text + " (expected: host:port, port 0 to 65535)");
        }
        return new ListenAddress(host, port);
    }

    /**
     * Tries whether the address can be had, and settles on a port where any will do.
     *
     * @throws StartFailure when it is taken or is not an address of this machine
     */
    ListenAddress claim(String what) throws StartFailure {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailure(StartFailure.Kind.CONFIGURATION, what + " can't listen on " + this + ": no such host", e);
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return new ListenAddress(host, probe.getLocalPort());
        } catch (java.io.IOException e) {
            throw new StartFailure(StartFailure.Kind.PORT_TAKEN, what + " can't listen on " + this + ": " + e.getMessage()
                    + " (is another gateway or mail server running?)", e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
