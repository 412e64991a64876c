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

/**
 * A domain that is ours.
 *
 * @param name the domain
 * @param type whether all its mailboxes are here
 * @param matchSubDomains whether its subdomains are ours too
 */
public record AcceptedDomain(DomainName name, Type type, boolean matchSubDomains) {

    /** Exchange Online's accepted domain types. */
    public enum Type {
        /** All recipients are known here; the others don't exist. */
        AUTHORITATIVE("authoritative"),
        /** Some recipients live elsewhere. */
        INTERNAL_RELAY("internalRelay");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** The word that {@code connectors.xml} uses. */
        public String word() {
            return word;
        }
    }

    /** The domains that it covers, as a pattern. */
    public DomainPattern pattern() {
        return matchSubDomains ? new DomainPattern.WithSubdomains(name) : new DomainPattern.Exactly(name);
    }

    /** Whether {@code domain} is this domain, or one of its subdomains where these count. */
    public boolean covers(DomainName domain) {
        return domain.equals(name) || matchSubDomains && domain.isBelow(name);
    }
}
