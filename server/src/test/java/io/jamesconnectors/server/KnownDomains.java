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
package io.jamesconnectors.server;

import java.util.List;

import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;

/** James's own domains, fixed; {@code broken.example} makes it fail, as a store out of reach would. */
record KnownDomains(List<Domain> domains) implements DomainList {

    static KnownDomains of(String... names) {
        return new KnownDomains(List.of(names).stream().map(Domain::of).toList());
    }

    @Override
    public List<Domain> getDomains() {
        return domains;
    }

    @Override
    public boolean containsDomain(Domain domain) throws DomainListException {
        if (domain.asString().equals("broken.example")) {
            throw new DomainListException("out of reach");
        }
        return domains.contains(domain);
    }

    @Override
    public void addDomain(Domain domain) {
        throw new UnsupportedOperationException("addDomain");
    }

    @Override
    public void removeDomain(Domain domain) {
        throw new UnsupportedOperationException("removeDomain");
    }

    @Override
    public Domain getDefaultDomain() {
        return domains.get(0);
    }
}
