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

import static java.util.Objects.requireNonNull;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail domain in its one canonical spelling: A-labels, lower case, no trailing dot (RFC 5890, RFC 5321 §4.1.2).
 * Each label holds letters, digits and inner hyphens (underscores are tolerated, since hosts use them); at most 63 octets a label and 253 in all.
 * The last label is not all digits, so an IPv4 address is no domain (RFC 1123 §2.1).
 */
public record DomainName(String asString) implements Comparable<DomainName> {

    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    /** Holds the invariant: {@code asString} must already be canonical. */
    public DomainName {
        Optional<String> fault = fault(requireNonNull(asString, "asString"));
        if (fault.isPresent()) {
            throw new IllegalArgumentException("domain: '" + printable(asString) + "' " + fault.get());
        }
    }

    /**
     * Reads a domain as people write it: any case, U-labels, one trailing dot. The few characters that are other letters by IDNA 2003 than by IDNA 2008 (sharp s, final
     * sigma, the zero width joiners) are refused, since Java would read {@code straße.de} as {@code strasse.de}, which may be somebody else's.
     *
     * @throws IllegalArgumentException when it is no domain; the message says why
     */
    public static DomainName parse(String text) {
        String trimmed = requireNonNull(text, "text").strip();
        String undotted = trimmed.endsWith(".") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
        if (undotted.chars().anyMatch(DomainName::isDeviation)) {
            throw new IllegalArgumentException("domain: '" + printable(trimmed) + "' means one domain by IDNA 2003 and another by IDNA 2008 (expected: its A-labels, xn--…)");
        }
        String ascii;
        try {
            ascii = undotted.length() > 4 * MAX_LENGTH ? undotted : IDN.toASCII(undotted);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("domain: '" + printable(trimmed) + "' is no domain name (expected: a name such as contoso.com)", e);
        }
        return new DomainName(ascii.toLowerCase(Locale.ROOT));
    }

    /** As {@link #parse}, empty instead of thrown: for text from strangers. */
    public static Optional<DomainName> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The domain without its left-most label, or empty for a single label. */
    public Optional<DomainName> parent() {
        int dot = asString.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DomainName(asString.substring(dot + 1)));
    }

    /** Whether this is {@code ancestor} itself or lies below it. */
    public boolean isOrIsBelow(DomainName ancestor) {
        return asString.equals(ancestor.asString) || isBelow(ancestor);
    }

    /** Whether this lies below {@code ancestor}, at any depth. */
    public boolean isBelow(DomainName ancestor) {
        return asString.length() > ancestor.asString.length() + 1
            && asString.endsWith(ancestor.asString)
            && asString.charAt(asString.length() - ancestor.asString.length() - 1) == '.';
    }

    @Override
    public int compareTo(DomainName other) {
        return asString.compareTo(other.asString);
    }

    @Override
    public String toString() {
        return asString;
    }

    private static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("is empty (expected: a name such as contoso.com)");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("has " + name.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (i == start || i - start > MAX_LABEL || name.charAt(start) == '-' || name.charAt(i - 1) == '-') {
                    return Optional.of("has the label '" + name.substring(start, i) + "' (expected: 1 to 63 characters, no hyphen at its ends)");
                }
                start = i + 1;
            } else if (!isLabelCharacter(name.charAt(i))) {
                return Optional.of("is no domain name (expected: letters, digits, hyphens and dots)");
            }
        }
        if (name.substring(name.lastIndexOf('.') + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of("ends in a number, as an address does (expected: a name such as contoso.com)");
        }
        return Optional.empty();
    }

    /** UTS #46 §6, "deviation characters", and the capital sharp s. */
    private static boolean isDeviation(int c) {
        return c == 0xdf || c == 0x1e9e || c == 0x3c2 || c == 0x200c || c == 0x200d;
    }

    private static boolean isLabelCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private static String printable(String text) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
