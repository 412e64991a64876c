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
package io.jamesconnectors.gateway;

import java.util.List;
import java.util.Optional;

import com.google.inject.Inject;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.file.LiveConnectors;

import org.apache.james.core.Domain;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.domainlist.api.DomainListException;

/**
 * James's domains are the accepted domains of the configuration in force: one file says it, and a reload holds at once.
 * Without any accepted domain {@code localhost} is the default domain, since James wants one for the postmaster.
 */
final class AcceptedDomainList implements DomainList {
    private static final String ONE_PLACE = "domains of the gateway are the accepted domains of connectors.xml: change that file and reload it";

    private final LiveConnectors connectors;

    @Inject
    AcceptedDomainList(LiveConnectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public List<Domain> getDomains() {
        return connectors.current().connectors().acceptedDomains().stream().map(accepted -> Domain.of(accepted.name().asString())).toList();
    }

    @Override
    public boolean containsDomain(Domain domain) {
        Optional<DomainName> name = DomainName.tryParse(domain.asString());
        return name.flatMap(connectors.current().connectors()::acceptedDomain).isPresent();
    }

    @Override
    public Domain getDefaultDomain() {
        return getDomains().stream().findFirst().orElse(Domain.LOCALHOST);
    }

    @Override
    public void addDomain(Domain domain) throws DomainListException {
        throw new DomainListException(ONE_PLACE);
    }

    @Override
    public void removeDomain(Domain domain) throws DomainListException {
        throw new DomainListException(ONE_PLACE);
    }
}
