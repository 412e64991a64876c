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
package io.jamesconnectors.tls;

import static java.util.Objects.requireNonNull;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;

/**
 * A name that a certificate presents: a {@code dNSName} of its subject alternative names (the DNS-ID of RFC 9525).
 *
 * <p>Stricter than the verifiers of the JDK and of the usual HTTP clients, which accept {@code m*l.contoso.com}, {@code mail.*.contoso.com},
 * {@code *.com} and, without alternative names, the common name. Here:
 * <ul>
 *   <li>only {@code dNSName} counts; the common name never does (RFC 9525 §2), nor do addresses or mail addresses;</li>
 *   <li>{@code *} stands only as the whole left-most label, has at least two labels to its right, and covers exactly one label (RFC 9525 §6.3);</li>
 *   <li>names are compared as A-labels without regard to ASCII case; a U-label, a trailing dot, a blank, a NUL or any other stray character
 *       makes the entry unusable. It is left out, never mended.</li>
 * </ul>
 *
 * @param domain the name, or what stands to the right of {@code *.}
 * @param wildcard whether {@code *.} stands before it
 */
public record DnsIdentity(DomainName domain, boolean wildcard) {
    private static final int DNS_NAME = 2;
    private static final int MAX_LENGTH = 255;

    public DnsIdentity {
        requireNonNull(domain, "domain");
        if (wildcard && domain.parent().isEmpty()) {
            throw new IllegalArgumentException("wildcard: *." + domain + " (expected: two labels or more after the asterisk)");
        }
    }

    /** Reads one {@code dNSName} exactly as presented; empty when it is no usable name. */
    public static Optional<DnsIdentity> parse(String presented) {
        if (presented.length() > MAX_LENGTH || !isPlainAscii(presented) || presented.endsWith(".")) {
            return Optional.empty();
        }
        boolean wildcard = presented.startsWith("*.");
        String name = wildcard ? presented.substring(2) : presented;
        return DomainName.tryParse(name.toLowerCase(Locale.ROOT))
            .filter(domain -> !wildcard || domain.parent().isPresent())
            .map(domain -> new DnsIdentity(domain, wildcard));
    }

    /** The usable names of a certificate, in its order and each once; none when it has none or when they can't be decoded. */
    public static List<DnsIdentity> of(X509Certificate certificate) {
        return of(certificate, Integer.MAX_VALUE);
    }

    /** As {@link #of(X509Certificate)}, the first {@code limit} of them. */
    public static List<DnsIdentity> of(X509Certificate certificate, int limit) {
        Collection<List<?>> alternativeNames;
        try {
            alternativeNames = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return List.of();
        }
        if (alternativeNames == null) {
            return List.of();
        }
        Set<DnsIdentity> identities = new LinkedHashSet<>();
        for (List<?> name : alternativeNames) {
            if (identities.size() < limit && name.size() == 2 && name.get(0) instanceof Integer type && type == DNS_NAME && name.get(1) instanceof String presented) {
                parse(presented).ifPresent(identities::add);
            }
        }
        return List.copyOf(identities);
    }

    /** Whether a server called {@code reference} may present this name (RFC 9525 §6.3). */
    public boolean matches(DomainName reference) {
        return wildcard
            ? reference.parent().filter(domain::equals).isPresent()
            : reference.equals(domain);
    }

    /**
     * Whether this name satisfies one entry of {@code tlsDomain}.
     * <ul>
     *   <li>{@code mail.contoso.com} is met as in {@link #matches};</li>
     *   <li>{@code *.contoso.com} is met by every name below contoso.com at any depth, and by {@code *.contoso.com} itself,
     *       but not by contoso.com, and by no wildcard that reaches beyond contoso.com;</li>
     *   <li>{@code *} is met by nothing, since it would ask for no name at all.</li>
     * </ul>
     */
    public boolean meets(DomainPattern wanted) {
        if (wanted instanceof DomainPattern.Exactly exactly) {
            return matches(exactly.domain());
        }
        if (wanted instanceof DomainPattern.WithSubdomains below) {
            return wildcard ? domain.isOrIsBelow(below.domain()) : domain.isBelow(below.domain());
        }
        return false;
    }

    /** The name as certificates write it, in lower case. */
    public String asString() {
        return wildcard ? "*." + domain : domain.asString();
    }

    @Override
    public String toString() {
        return asString();
    }

    private static boolean isPlainAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
