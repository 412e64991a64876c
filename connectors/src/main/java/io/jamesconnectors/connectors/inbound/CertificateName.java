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
package io.jamesconnectors.connectors.inbound;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;

/**
 * A name in a client's certificate: a {@code dNSName} of its subject alternative names, or its common name where it has no such names.
 *
 * @param domain the name, or what stands to the right of {@code *.}
 * @param wildcard whether {@code *.} stands before it
 */
public record CertificateName(DomainName domain, boolean wildcard) {

    /**
     * Whether it satisfies one entry of {@code tlsSenderCertificateName}. A name without asterisk is met by just that name, so a certificate for {@code *.contoso.com}
     * is not one for mail.contoso.com here: which of many connectors it stood for could not be told. {@code *.contoso.com} is met by every name
     * below contoso.com and by {@code *.contoso.com} itself, and not by contoso.com.
     */
    public boolean meets(DomainPattern wanted) {
        if (wanted instanceof DomainPattern.Exactly exactly) {
            return !wildcard && domain.equals(exactly.domain());
        }
        return wanted instanceof DomainPattern.WithSubdomains below && (wildcard ? domain.isOrIsBelow(below.domain()) : domain.isBelow(below.domain()));
    }

    /** As certificates write it, in lower case. */
    @Override
    public String toString() {
        return wildcard ? "*." + domain : domain.asString();
    }
}
