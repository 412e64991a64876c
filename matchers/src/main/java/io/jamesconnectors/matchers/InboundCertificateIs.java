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
package io.jamesconnectors.matchers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.apache.mailet.Mail;

import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;
import io.jamesconnectors.connectors.inbound.CertificateName;

/**
 * Mail whose client proved by a valid certificate to be one of these names:
 *
 * <pre>{@code
 * <mailet match="io.jamesconnectors.matchers.InboundCertificateIs=mail.contoso.com, *.branch.contoso.com" class="ToProcessor">
 *   <processor>branches</processor>
 * </mailet>
 * }</pre>
 *
 * <p>The names are read as those of {@code tlsSenderCertificateName}: {@code mail.contoso.com} is met by just that name in the certificate,
 * {@code *.branch.contoso.com} by every name below branch.contoso.com and by {@code *.branch.contoso.com} itself. The certificate must be trusted for the inbound
 * connector that the mail belongs to, so mail that belongs to none never matches.
 */
public final class InboundCertificateIs extends InboundMatcher {
    private List<DomainPattern> wanted = List.of();

    @Override
    void read(Optional<String> condition) {
        List<DomainPattern> patterns = items(condition, "names such as mail.contoso.com or *.contoso.com, separated by commas").stream()
            .map(DomainPattern::parse)
            .toList();
        if (patterns.stream().anyMatch(DomainPattern.Any.class::isInstance)) {
            throw new IllegalArgumentException("'*' (expected: a name such as mail.contoso.com or *.contoso.com)");
        }
        wanted = patterns;
    }

    @Override
    boolean matches(Mail mail) {
        return attribute(mail, InboundAttributes.CERTIFICATE_NAMES).stream()
            .flatMap(names -> Arrays.stream(names.split(",")))
            .flatMap(name -> presented(name.strip()).stream())
            .anyMatch(name -> wanted.stream().anyMatch(name::meets));
    }

    private static Optional<CertificateName> presented(String name) {
        boolean wildcard = name.startsWith("*.");
        return DomainName.tryParse(wildcard ? name.substring(2) : name).map(domain -> new CertificateName(domain, wildcard));
    }
}
