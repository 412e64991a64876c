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
package io.jamesconnectors.connectors.hybrid;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.jamesconnectors.connectors.DomainName;

/**
 * Who lives on the other side, as a text says: one address on a line, after it, separated by blanks, how it is called there; where that is missing, its
 * connector says. What
 * follows {@code #} at the beginning of a line or after a blank is a comment. Immutable.
 */
public final class RoutingTable implements RoutingSource {
    /** The longest text, in characters. */
    public static final int MAX_LENGTH = 64 * 1024 * 1024;
    /** The most addresses. */
    public static final int MAX_ADDRESSES = 1_000_000;
    /** Nobody. */
    public static final RoutingTable EMPTY = new RoutingTable(Map.of());

    private final Map<String, RoutingLookup> places;

    private RoutingTable(Map<String, RoutingLookup> places) {
        this.places = places;
    }

    /**
     * A line that can't be used. The others are not used then either: half a table would send mail to the wrong side.
     */
    public static final class UnusableLine extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        UnusableLine(int line, String fault) {
            super("line " + line + ": " + fault, null, false, false);
            this.line = line;
        }

        /** From 1. */
        public int line() {
            return line;
        }
    }

    /**
     * Reads a text.
     *
     * @throws UnusableLine for the first line that is no good; the message says why, and quotes nothing of it
     */
    public static RoutingTable parse(String text) throws UnusableLine {
        if (text.length() > MAX_LENGTH) {
            throw new UnusableLine(1, "the table has " + text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        Map<String, RoutingLookup> places = new HashMap<>();
        int number = 0;
        for (int from = 0; from < text.length();) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            number++;
            take(places, number, text.substring(from, end).strip());
            from = end + 1;
        }
        return new RoutingTable(Map.copyOf(places));
    }

    @Override
    public RoutingLookup find(String address) {
        @Nullable RoutingLookup place = Address.parse(address).map(Address::key).map(places::get).orElse(null);
        return place == null ? RoutingLookup.NOT_FOUND : place;
    }

    /** How many addresses it has. */
    public int size() {
        return places.size();
    }

    /** The domains of its addresses, and those that they are called by on the other side. */
    public Map<DomainName, Set<DomainName>> domains() {
        Map<DomainName, Set<DomainName>> domains = new HashMap<>();
        places.forEach((address, place) -> {
            Set<DomainName> there = domains.computeIfAbsent(domain(address), key -> new TreeSet<>());
            if (place instanceof RoutingLookup.Found found) {
                found.routingAddress().map(RoutingTable::domain).ifPresent(there::add);
            }
        });
        return domains;
    }

    private static void take(Map<String, RoutingLookup> places, int number, String line) throws UnusableLine {
        String[] words = line.startsWith("#") ? new String[] {""} : line.replaceFirst("[ \\t]#.*", "").strip().split("[ \\t]+");
        if (words.length == 1 && words[0].isEmpty()) {
            return;
        }
        if (words.length > 2) {
            throw new UnusableLine(number, "has " + words.length + " words (expected: an address, and how it is called on the other side)");
        }
        String address = address(words[0], number).key();
        Optional<String> there = words.length == 2 ? Optional.of(address(words[1], number).toString()) : Optional.empty();
        if (places.putIfAbsent(address, new RoutingLookup.Found(there)) != null) {
            throw new UnusableLine(number, "the address stands in a line before (expected: each once)");
        }
        if (places.size() > MAX_ADDRESSES) {
            throw new UnusableLine(number, "more than " + MAX_ADDRESSES + " addresses (expected: at most so many)");
        }
    }

    private static Address address(String word, int number) throws UnusableLine {
        return Address.parse(word).orElseThrow(() -> new UnusableLine(number, "is no mail address (expected: such as user@contoso.com)"));
    }

    private static DomainName domain(String address) {
        return Address.parse(address).orElseThrow().domain();
    }
}
