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

/**
 * What {@code senderDomains} and {@code recipientDomains} hold: one domain, one domain with all its subdomains, or all domains.
 * A wildcard stands only as the whole left-most label (New-InboundConnector, {@code SenderDomains}).
 */
public sealed interface DomainPattern {

    /** Whether {@code domain} is covered. */
    boolean covers(DomainName domain);

    /** The pattern as {@code connectors.xml} writes it. */
    String asString();

    /**
     * Reads {@code contoso.com}, {@code *.contoso.com} or {@code *}.
     *
     * @throws IllegalArgumentException for anything else; the message says why
     */
    static DomainPattern parse(String text) {
        String trimmed = requireNonNull(text, "text").strip();
        if (trimmed.equals("*")) {
            return new Any();
        }
        if (trimmed.startsWith("*.")) {
            return new WithSubdomains(DomainName.parse(trimmed.substring(2)));
        }
        return new Exactly(DomainName.parse(trimmed));
    }

    /** One domain, without its subdomains. */
    record Exactly(DomainName domain) implements DomainPattern {
        @Override
        public boolean covers(DomainName candidate) {
            return candidate.equals(domain);
        }

        @Override
        public String asString() {
            return domain.asString();
        }
    }

    /** {@code *.contoso.com}: contoso.com itself and all its subdomains, at any depth. */
    record WithSubdomains(DomainName domain) implements DomainPattern {
        @Override
        public boolean covers(DomainName candidate) {
            return candidate.isOrIsBelow(domain);
        }

        @Override
        public String asString() {
            return "*." + domain.asString();
        }
    }

    /** {@code *}: every domain. */
    record Any() implements DomainPattern {
        @Override
        public boolean covers(DomainName candidate) {
            return true;
        }

        @Override
        public String asString() {
            return "*";
        }
    }
}
