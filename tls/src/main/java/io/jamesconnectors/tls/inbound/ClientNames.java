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
package io.jamesconnectors.tls.inbound;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

import io.jamesconnectors.connectors.inbound.CertificateName;
import io.jamesconnectors.tls.DnsIdentity;

/**
 * Reads the names that a client's certificate speaks for: its {@code dNSName} entries, by the strict rules of {@link DnsIdentity}; and only where it has no
 * subject alternative names at all, not even unreadable ones, its common name by the same rules (RFC 6125 §6.4.4). A subject with several common names has
 * none that counts, since nobody says which; nor has one below an issuer that is confined to some names (RFC 5280 §4.2.1.10), since the check of the chain
 * confines no {@code *.contoso.com} there.
 */
final class ClientNames {
    static final int MAX_NAMES = 100;

    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final String COMMON_NAME = "CN";
    private static final int MAX_SUBJECT_BYTES = 4_096;

    private ClientNames() {
    }

    /** Of the first in {@code chain}. */
    static List<CertificateName> of(List<X509Certificate> chain) {
        X509Certificate own = chain.get(0);
        if (own.getExtensionValue(SUBJECT_ALTERNATIVE_NAME) != null) {
            return names(DnsIdentity.of(own, MAX_NAMES).stream());
        }
        return chain.stream().anyMatch(issuer -> issuer.getExtensionValue(NAME_CONSTRAINTS) != null)
            ? List.of()
            : names(commonName(own.getSubjectX500Principal()).flatMap(DnsIdentity::parse).stream());
    }

    private static List<CertificateName> names(Stream<DnsIdentity> identities) {
        return identities.map(name -> new CertificateName(name.domain(), name.wildcard())).toList();
    }

    private static Optional<String> commonName(X500Principal subject) {
        if (subject.getEncoded().length > MAX_SUBJECT_BYTES) {
            return Optional.empty();
        }
        try {
            List<Object> values = new ArrayList<>();
            for (Rdn rdn : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                values.addAll(commonNames(rdn));
            }
            return values.size() == 1 && values.get(0) instanceof String name ? Optional.of(name) : Optional.empty();
        } catch (NamingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Of one RDN, which may hold several attributes, of one type too. */
    private static List<?> commonNames(Rdn rdn) throws NamingException {
        Attribute values = rdn.toAttributes().get(COMMON_NAME);
        return values == null ? List.of() : Collections.list(values.getAll());
    }
}
