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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.jamesconnectors.connectors.Cidr;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.EnhancedFiltering;
import io.jamesconnectors.connectors.PublishedAddresses;
import io.jamesconnectors.connectors.diagnostics.Check;

/** Reads {@code efSkipLastIP}, {@code efSkipIPs} and {@code efUsers}, and says which of them make no sense together. */
final class EnhancedFilteringReader {
    private static final int MAX_BLOCKS = 10_000;

    private final Findings findings;
    private final Options options;
    private final List<PublishedAddresses> published;

    EnhancedFilteringReader(Findings findings, List<PublishedAddresses> published) {
        this.findings = findings;
        this.options = new Options(findings);
        this.published = published;
    }

    EnhancedFiltering read(Node node) {
        boolean last = options.flag(node.option("efSkipLastIP"), false);
        List<Cidr> hops = hops(node, options.list(node.option("efSkipIPs"), Check.BAD_ADDRESS, AddressRange::parse));
        List<Options.Entry<String>> users = options.list(node.option("efUsers"), Check.BAD_MAILBOX, EnhancedFilteringReader::mailbox);
        if (last) {
            node.child("efSkipIPs").ifPresent(option -> findings.add(Check.HOPS_WITHOUT_EFFECT, option.position(), Names.of(node) + " has efSkipLastIP true, and efSkipIPs"));
        } else if (node.lacks("efSkipIPs") && !node.misspelt().contains("efSkipLastIP")) {
            node.child("efUsers").ifPresent(option -> findings.add(Check.USERS_WITHOUT_HOPS, option.position(),
                Names.of(node) + " has efUsers, but neither efSkipLastIP true nor efSkipIPs"));
        }
        return new EnhancedFiltering(last, hops, users.stream().map(Options.Entry::value).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private List<Cidr> hops(Node node, List<Options.Entry<List<Cidr>>> entries) {
        Set<Cidr> hops = new LinkedHashSet<>();
        for (Options.Entry<List<Cidr>> entry : entries) {
            hops.addAll(entry.value());
            if (hops.size() > MAX_BLOCKS) {
                findings.add(Check.TOO_LARGE, entry.place().position(), "efSkipIPs comes to more than " + MAX_BLOCKS + " blocks");
                return List.of();
            }
            check(node, entry).ifPresent(check -> findings.add(check, entry.place().position(), "<efSkipIPs> in " + Names.of(node) + " holds " + Options.quoted(entry.place())));
        }
        return new ArrayList<>(hops);
    }

    private Optional<Check> check(Node node, Options.Entry<List<Cidr>> entry) {
        if (entry.value().stream().anyMatch(block -> AddressBreadth.of(block) == AddressBreadth.INTERNET)) {
            return Optional.of(Check.ALL_HOPS_SKIPPED);
        }
        if (entry.value().stream().allMatch(AddressBreadth::isPrivate)) {
            return Optional.of(Check.HOP_SKIPPED_ANYWAY);
        }
        return entry.value().stream().anyMatch(block -> AddressBreadth.overlapsPublished(block, published)) ? Optional.of(Check.MICROSOFTS_HOP) : Optional.empty();
    }

    /** The local part in lower case too: who filters mail does not tell mailboxes apart by it. */
    private static String mailbox(String text) {
        int at = text.lastIndexOf('@');
        String local = text.substring(0, Math.max(0, at));
        if (!local.matches("[!-~&&[^\"(),:;<>@\\[\\]\\\\]]{1,64}")) {
            throw new IllegalArgumentException("'" + Options.shown(text) + "' is no mail address (expected: such as anna@contoso.com)");
        }
        return local.toLowerCase(Locale.ROOT) + "@" + DomainName.parse(text.substring(at + 1));
    }
}
