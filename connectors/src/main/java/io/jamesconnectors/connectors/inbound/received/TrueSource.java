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
package io.jamesconnectors.connectors.inbound.received;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.Reason;

/**
 * Where mail came from before the servers in front of this one passed it on (Exchange Online: enhanced filtering).
 *
 * <p>Hop 0 is the client that connected to us, hop 1 the client that the topmost {@code Received} header field tells of, and so on. Hops that the configuration
 * lists are passed over, and hops at private addresses; the first that is left is the source. A field is believed because the hop before, which was passed
 * over, wrote it. A hop whose address can't be read for certain ends the walk without a source: whatever stands below it could be invented.
 *
 * <p>What it finds is for tests of the sender that follow. It grants nothing.
 *
 * @param address the source; empty where it can't be told
 * @param reasons the deciding one first, then which hops were passed over; never empty
 */
public record TrueSource(Optional<InetAddress> address, List<Reason> reasons) {
    /** How many {@code Received} header fields are read. */
    public static final int MAX_FIELDS = 100;

    public TrueSource {
        reasons = List.copyOf(reasons);
    }

    /**
     * Walks the hops.
     *
     * @param filtering what to pass over; {@link EnhancedFiltering#skipLastIP} passes over hop 0 alone, else {@link EnhancedFiltering#skipIPs} does
     * @param client hop 0
     * @param received the bodies of the {@code Received} header fields that were there when the mail reached us, the topmost first
     * @param recipients the addresses of all recipients
     */
    public static TrueSource find(EnhancedFiltering filtering, InetAddress client, List<String> received, Collection<String> recipients) {
        if (!filtering.isOn()) {
            return untold(Reason.of("source-not-sought", "Enhanced filtering is off."), List.of());
        }
        if (!filtering.users().isEmpty() && !recipients.stream().allMatch(recipient -> filtering.users().contains(recipient.toLowerCase(Locale.ROOT)))) {
            return untold(Reason.of("source-other-users", "A recipient is none of those that enhanced filtering is confined to."), List.of());
        }
        List<Reason> passed = new ArrayList<>();
        InetAddress address = client;
        for (int hop = 0; ; hop++) {
            Optional<String> why = whyPassed(filtering, address, hop);
            if (why.isEmpty()) {
                Reason found = Reason.of("source-found", "Hop " + hop + " is the source: " + InetAddresses.toAddrString(address) + ".");
                return new TrueSource(Optional.of(address), first(found, passed));
            }
            passed.add(Reason.of("source-passed-over", "Hop " + hop + " is passed over: " + InetAddresses.toAddrString(address) + ", " + why.get() + "."));
            if (hop == received.size()) {
                return untold(Reason.of("source-none-left", "All hops are passed over."), passed);
            }
            if (hop == MAX_FIELDS) {
                return untold(Reason.of("source-too-far", "More than " + MAX_FIELDS + " hops are passed over."), passed);
            }
            Optional<InetAddress> next = ReceivedField.client(received.get(hop));
            if (next.isEmpty()) {
                return untold(Reason.of("source-unreadable", "The address of hop " + (hop + 1) + " can't be read for certain."), passed);
            }
            address = next.get();
        }
    }

    private static Optional<String> whyPassed(EnhancedFiltering filtering, InetAddress address, int hop) {
        if (filtering.skipLastIP() && hop == 0) {
            return Optional.of("the last hop before this server");
        }
        if (isPrivate(address)) {
            return Optional.of("a private address");
        }
        return filtering.skipLastIP()
            ? Optional.empty()
            : filtering.skipIPs().stream().filter(block -> block.contains(address)).findFirst().map(block -> "listed as " + block);
    }

    /** Loopback, link-local (RFC 3927, RFC 4291 §2.5.6), private (RFC 1918) and unique local (RFC 4193): never the source of mail from the internet. */
    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()
            || address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }

    private static TrueSource untold(Reason why, List<Reason> passed) {
        return new TrueSource(Optional.empty(), first(why, passed));
    }

    private static List<Reason> first(Reason why, List<Reason> passed) {
        List<Reason> all = new ArrayList<>();
        all.add(why);
        all.addAll(passed);
        return all;
    }
}
