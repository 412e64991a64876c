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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code sourceAddress}: at most one address of each family. */
final class SourceAddressReader {
    private final Findings findings;
    private final Options options;

    SourceAddressReader(Findings findings) {
        this.findings = findings;
        this.options = new Options(findings);
    }

    List<InetAddress> read(Node connector) {
        List<InetAddress> addresses = new ArrayList<>(2);
        for (Options.Entry<InetAddress> entry : options.list(connector.option("sourceAddress"), Check.BAD_SOURCE_ADDRESS, SourceAddressReader::address)) {
            if (addresses.stream().anyMatch(other -> isIpv6(other) == isIpv6(entry.value()))) {
                findings.add(Check.TWO_SOURCE_ADDRESSES, entry.place().position(),
                    "<sourceAddress> of " + Names.of(connector) + " holds " + Options.quoted(entry.place())
                    + " besides another " + (isIpv6(entry.value()) ? "IPv6" : "IPv4") + " address (expected: at most one of each family)");
            } else {
                addresses.add(entry.value());
            }
        }
        return addresses;
    }

    private static InetAddress address(String text) {
        if (text.indexOf('%') >= 0 || !InetAddresses.isInetAddress(text)) {
            throw new IllegalArgumentException("'" + Options.shown(text)
                + "' is no IP address (expected: an address of this machine, such as 192.0.2.1 or 2001:db8::1)");
        }
        InetAddress address = InetAddresses.forString(text);
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is the address of no machine (expected: one of this machine)");
        }
        return address;
    }

    private static boolean isIpv6(InetAddress address) {
        return address instanceof Inet6Address;
    }
}
