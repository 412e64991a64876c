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
package io.jamesconnectors.testing.tenant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom the tenant knows: its mailboxes, and mail users, whose mailbox is elsewhere (reference §5.2). Each has an address of the routing domain beside its own.
 * May be changed at any time by any thread; a move is one step, so that no message finds neither.
 */
public final class Recipients {
    private final Optional<String> routingDomain;
    private final Map<String, Recipient> byAddress = new HashMap<>();

    Recipients(Optional<String> routingDomain) {
        this.routingDomain = routingDomain;
    }

    /** Adds a mailbox with further addresses of it; one that was a mail user is one no longer. */
    public synchronized Recipients mailbox(String address, String... proxyAddresses) {
        return put(address, Optional.empty(), proxyAddresses);
    }

    /** Adds a mail user: mail for any of its addresses goes to {@code targetAddress}. One that was a mailbox is one no longer; what it has stored stays. */
    public synchronized Recipients mailUser(String address, String targetAddress, String... proxyAddresses) {
        return put(address, Optional.of(targetAddress), proxyAddresses);
    }

    /** Moves a mailbox away: it becomes a mail user with all its addresses, whose target is its own address. */
    public synchronized Recipients moveAway(String address) {
        Recipient old = existing(address);
        return replace(old, new Recipient(old.address(), Optional.of(old.address()), old.addresses()));
    }

    /** Moves a mailbox here: a mail user becomes a mailbox with all its addresses. */
    public synchronized Recipients moveHere(String address) {
        Recipient old = existing(address);
        return replace(old, new Recipient(old.address(), Optional.empty(), old.addresses()));
    }

    /** Removes a mailbox or mail user with all its addresses. */
    public synchronized Recipients remove(String address) {
        existing(address).addresses().forEach(byAddress::remove);
        return this;
    }

    /** Who has this address; a mailbox has all that lead its bounces back ({@code +SRS=}), too. */
    public synchronized Optional<Recipient> find(String address) {
        return Optional.ofNullable(byAddress.get(Address.canonical(address)))
            .or(() -> Optional.ofNullable(byAddress.get(Address.canonical(SenderRewriting.mailbox(address)))).filter(Recipient::isMailbox));
    }

    private Recipients put(String address, Optional<String> target, String... proxyAddresses) {
        List<String> addresses = new ArrayList<>();
        addresses.add(Address.canonical(address));
        routingDomain.map(domain -> Address.canonical(Address.localPart(address)) + "@" + domain).ifPresent(addresses::add);
        for (String proxy : proxyAddresses) {
            addresses.add(Address.canonical(proxy));
        }
        Recipient added = new Recipient(Address.canonical(address), target, addresses.stream().distinct().toList());
        for (String each : added.addresses()) {
            Recipient holder = byAddress.get(each);
            if (!Address.isSound(each) || holder != null && !holder.address().equals(added.address())) {
                throw new IllegalArgumentException("address: " + each + " (expected: local part and domain, and nobody else's)");
            }
        }
        find(address).ifPresent(old -> remove(old.address()));
        added.addresses().forEach(each -> byAddress.put(each, added));
        return this;
    }

    private Recipients replace(Recipient old, Recipient moved) {
        old.addresses().forEach(each -> byAddress.put(each, moved));
        return this;
    }

    private Recipient existing(String address) {
        return find(address).orElseThrow(() -> new IllegalArgumentException("recipient: " + address + " (expected: one of the tenant)"));
    }

    /**
     * A mailbox or a mail user.
     *
     * @param address the primary one
     * @param targetAddress where the mail of a mail user goes; empty for a mailbox
     * @param addresses all of them
     */
    public record Recipient(String address, Optional<String> targetAddress, List<String> addresses) {

        public Recipient {
            addresses = List.copyOf(addresses);
        }

        /** Whether its mail stays here. */
        public boolean isMailbox() {
            return targetAddress.isEmpty();
        }
    }
}
