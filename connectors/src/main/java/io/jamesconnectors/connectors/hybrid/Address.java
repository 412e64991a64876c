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

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;

/**
 * A mail address with a domain name.
 *
 * @param local its local part as it was written, 1 to 64 octets (RFC 5321 §4.5.3.1.1)
 * @param domain its domain
 */
record Address(String local, DomainName domain) {
    static final int MAX_LOCAL = 64;
    /** The longest path without its angle brackets (RFC 5321 §4.5.3.1.3). */
    static final int MAX_OCTETS = 254;

    /** Reads one; empty for what has no domain name, such as an address literal, and for what could not stand in a command. */
    static Optional<Address> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || text.length() > MAX_OCTETS || text.codePoints().limit(at).anyMatch(c -> c < ' ' || c == 0x7f || c == '<' || c == '>')) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        boolean fits = local.getBytes(StandardCharsets.UTF_8).length <= MAX_LOCAL;
        boolean hasBlank = local.indexOf(' ') >= 0 && !local.startsWith("\"");
        String domain = text.substring(at + 1);
        return fits && !hasBlank && domain.equals(domain.strip()) ? DomainName.tryParse(domain).map(name -> new Address(local, name)) : Optional.empty();
    }

    /** The same for all spellings that are taken for one mailbox: in lower case. */
    String key() {
        return local.toLowerCase(Locale.ROOT) + "@" + domain.asString();
    }

    /** The same user in another domain. */
    Address in(DomainName other) {
        return new Address(local, other);
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
