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
package io.jamesconnectors.connectors.outbound;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.Mailbox;
import io.jamesconnectors.connectors.lookup.DomainMap;

/**
 * As which mailbox of a connector mail is sent. The most exact of its senders wins: the address (a mailbox may always send as itself), the domain, the longest
 * wildcard, {@code *}; then the first mailbox that names no senders. Of two that name the same, which the file reader refuses, the first. Addresses are compared
 * without regard to case, as Exchange Online does. Immutable.
 */
public final class MailboxChoice {
    private final List<Mailbox> mailboxes;
    private final Map<String, Mailbox> byAddress;
    private final DomainMap<Mailbox> byDomain;
    private final Optional<Mailbox> otherwise;

    private MailboxChoice(List<Mailbox> mailboxes, Map<String, Mailbox> byAddress, DomainMap<Mailbox> byDomain) {
        this.mailboxes = mailboxes;
        this.byAddress = byAddress;
        this.byDomain = byDomain;
        this.otherwise = mailboxes.stream().filter(mailbox -> mailbox.senders().isEmpty()).findFirst();
    }

    /** The choice among these, in the order of the file. */
    public static MailboxChoice of(List<Mailbox> mailboxes) {
        Map<String, Mailbox> byAddress = new HashMap<>();
        Map<DomainPattern, Mailbox> byPattern = new HashMap<>();
        mailboxes.forEach(mailbox -> byAddress.putIfAbsent(key(mailbox.user()), mailbox));
        for (Mailbox mailbox : mailboxes) {
            for (Mailbox.Sender sender : mailbox.senders()) {
                if (sender instanceof Mailbox.Sender.Address address) {
                    byAddress.putIfAbsent(key(address.address()), mailbox);
                } else if (sender instanceof Mailbox.Sender.Domain domain) {
                    byPattern.putIfAbsent(domain.pattern(), mailbox);
                }
            }
        }
        return new MailboxChoice(List.copyOf(mailboxes), Map.copyOf(byAddress), DomainMap.of(byPattern));
    }

    /**
     * The mailbox that sends for a sender.
     *
     * @param sender MAIL FROM without its angle brackets, empty for the null sender: {@code *} and a mailbox without senders cover that one too
     */
    public Optional<Mailbox> of(String sender) {
        @Nullable Mailbox exactly = byAddress.get(key(sender));
        if (exactly != null) {
            return Optional.of(exactly);
        }
        return domainOf(sender).map(byDomain::find).orElseGet(byDomain::findWithoutDomain).or(() -> otherwise);
    }

    boolean isAmong(List<Mailbox> others) {
        return mailboxes.equals(others);
    }

    boolean isEmpty() {
        return mailboxes.isEmpty();
    }

    /** The domain of an address; empty for the null sender, and where there is no local part or no domain name. */
    static Optional<DomainName> domainOf(String address) {
        int at = address.lastIndexOf('@');
        return at > 0 ? DomainName.tryParse(address.substring(at + 1)) : Optional.empty();
    }

    private static String key(String address) {
        return domainOf(address).map(domain -> address.substring(0, address.lastIndexOf('@') + 1) + domain.asString()).orElse(address).toLowerCase(Locale.ROOT);
    }
}
