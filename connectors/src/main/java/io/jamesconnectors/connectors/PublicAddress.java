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

/** Which addresses others on the internet can know somebody by. */
public final class PublicAddress {
    private PublicAddress() {
    }

    /**
     * Whether {@code address} is used on the internet, and not in private networks (RFC 1918, RFC 4193), behind the NAT of carriers (RFC 6598), or on one
     * machine or link.
     */
    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return !address.isSiteLocalAddress() && !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress()
            && !address.isMulticastAddress() && !uniqueLocal && !shared;
    }
}
