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

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

import io.jamesconnectors.connectors.ConnectorType;
import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.SendingOption;
import io.jamesconnectors.connectors.diagnostics.Check;

/**
 * Whether Microsoft can follow the chain of our client certificate to a public authority: it fetches no intermediates that we leave out, and answers 550 5.7.64. Judged
 * by the roots that Java knows, and those of {@code trustedCertificates}; which roots Microsoft knows can't be seen from here, so it is a warning. And whether a relay's
 * certificate proves an accepted domain, without which Microsoft takes no mail that has no sender.
 */
final class ClientChainCheck implements OutboundCheck {
    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6

    private final FileFacts file;
    private final Findings findings;
    private final ClientCertificateReader certificates;
    private final KnownRoots roots = new KnownRoots();

    ClientChainCheck(FileFacts file, Findings findings, ClientCertificateReader certificates) {
        this.file = file;
        this.findings = findings;
        this.certificates = certificates;
    }

    @Override
    public void check(OutboundDraft draft) {
        if (draft.connector().type() != ConnectorType.OFFICE365) {
            return;
        }
        draft.connector().tlsOptions().clientCertificate().map(certificates::chain).filter(chain -> !chain.isEmpty()).ifPresent(chain -> {
            CertificateChain.gap(chain, roots.with(draft.connector().trustedCertificates().stream())).ifPresent(what -> findings.add(Check.INCOMPLETE_CHAIN, draft.at("clientCertificate"), what));
            boolean isRelay = draft.connector().submission().option().filter(SendingOption.SMTP_RELAY::equals).isPresent();
            if (isRelay && file.acceptsDomains() && dnsNames(chain.get(0)).stream().noneMatch(this::liesInAnAcceptedDomain)) {
                findings.add(Check.RELAY_OF_ANOTHER_NAME, draft.at("clientCertificate"), "the certificate of '" + CertificateChain.name(chain.get(0)) + "' has no name in an accepted domain");
            }
        });
    }

    /** Also below one that does not count its subdomains: the tenant's connector can name *.contoso.com, which counts as contoso.com. */
    private boolean liesInAnAcceptedDomain(DomainName name) {
        return file.acceptedDomains().stream().anyMatch(accepted -> name.isOrIsBelow(accepted.name()));
    }

    /** The names that a server compares: SAN, and CN only where there is no SAN. Of a wildcard, what stands behind the asterisk. */
    private static List<DomainName> dnsNames(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream().filter(entry -> Integer.valueOf(DNS_NAME).equals(entry.get(0))).forEach(entry -> names.add(String.valueOf(entry.get(1))));
            } else {
                new LdapName(certificate.getSubjectX500Principal().getName()).getRdns().stream().filter(part -> part.getType().equalsIgnoreCase("CN"))
                    .forEach(part -> names.add(String.valueOf(part.getValue())));
            }
        } catch (CertificateParsingException | InvalidNameException e) {
            return List.of(); // names that can't be read prove nothing
        }
        return names.stream().flatMap(name -> DomainName.tryParse(name.startsWith("*.") ? name.substring(2) : name).stream()).toList();
    }
}
