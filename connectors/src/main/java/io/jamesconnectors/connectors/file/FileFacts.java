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

import java.util.List;

import io.jamesconnectors.connectors.AcceptedDomain;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.PublishedAddresses;

/**
 * What the rest of the file says, as far as connectors are checked against it.
 *
 * @param acceptedDomains as far as they could be read
 * @param acceptsDomains whether the file names accepted domains, readable or not
 * @param published the published addresses
 */
record FileFacts(List<AcceptedDomain> acceptedDomains, boolean acceptsDomains, List<PublishedAddresses> published) {

    boolean isAcceptedDomain(DomainName name) {
        return acceptedDomains.stream().anyMatch(domain -> domain.name().equals(name));
    }

    /** Whether a certificate of such a name proves an accepted domain; {@code within} these, where there are any. */
    boolean proves(DomainPattern name, List<DomainName> within) {
        return acceptedDomains.stream().filter(domain -> within.isEmpty() || within.contains(domain.name())).anyMatch(domain -> name instanceof DomainPattern.Exactly exactly
            ? domain.covers(exactly.domain())
            : name instanceof DomainPattern.WithSubdomains below && (domain.covers(below.domain()) || domain.name().isBelow(below.domain())));
    }
}
