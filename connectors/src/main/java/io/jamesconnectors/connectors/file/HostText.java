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
package io.jamesconnectors.connectors.file;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SmartHost;

/** A host with or without a port: {@code mail.contoso.com:2525}, {@code 192.0.2.1}, {@code [2001:db8::1]:25}. */
final class HostText {
    static final int DNS_PORT = 53;

    private HostText() {
    }

    static SmartHost parse(String text, int defaultPort) {
        if (text.indexOf(',') >= 0) {
            throw fault(text, "names several hosts in one place");
        }
        HostAndPort parts = split(text).withDefaultPort(defaultPort);
        String host = parts.getHost();
        if (parts.getPort() == 0) {
            throw fault(text, "has the port 0");
        }
        if (InetAddresses.isInetAddress(host)) {
            return new SmartHost(InetAddresses.toAddrString(InetAddresses.forString(host)), parts.getPort());
        }
        if (host.matches("[0-9.]+") || host.indexOf('*') >= 0 || host.indexOf(':') >= 0) {
            throw fault(text, "is neither a host name nor an IP address");
        }
        return DomainName.tryParse(host)
            .map(name -> new SmartHost(name.asString(), parts.getPort()))
            .orElseThrow(() -> fault(text, "is neither a host name nor an IP address"));
    }

    /** A name server is given by address: its name could not be looked up without it. */
    static SmartHost parseNameServer(String text) {
        SmartHost server = parse(text, DNS_PORT);
        if (!InetAddresses.isInetAddress(server.host())) {
            throw new IllegalArgumentException("'" + shown(text) + "' is no IP address (expected: the address of a name server, such as 127.0.0.1 or 127.0.0.1:5353)");
        }
        return server;
    }

    /** The same; the port only where it is not {@code defaultPort}. */
    static String of(SmartHost host, int defaultPort) {
        return host.port() == defaultPort ? host.host() : host.toString();
    }

    private static HostAndPort split(String text) {
        try {
            return HostAndPort.fromString(text);
        } catch (IllegalArgumentException e) {
            throw fault(text, "is no host with a port");
        }
    }

    private static IllegalArgumentException fault(String text, String what) {
        return new IllegalArgumentException("'" + shown(text) + "' " + what
            + " (expected: a host, or a host and its port)");
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
