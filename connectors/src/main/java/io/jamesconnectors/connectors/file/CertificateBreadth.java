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


import io.jamesconnectors.connectors.DomainName;
import io.jamesconnectors.connectors.DomainPattern;

/** For whom the names of certificates stand. */
final class CertificateBreadth {
    /**
     * Below these lie the names that Exchange Online shows to other servers: {@code mail.protection.outlook.com} (worldwide),
     * {@code *.mail.protection.partner.outlook.cn} (China), and those for the governments of the United States. All customers of a cloud share them.
     */
    private static final List<DomainName> MICROSOFT = List.of(DomainName.parse("protection.outlook.com"), DomainName.parse("protection.partner.outlook.cn"),
        DomainName.parse("protection.office365.us"));

    private CertificateBreadth() {
    }

    /** Whether everyone can have a certificate of such a name: {@code *}, {@code *.com}, {@code *.co.uk}, {@code *.github.io} (publicsuffix.org). */
    static boolean isTooWide(DomainPattern name) {
        if (name instanceof DomainPattern.WithSubdomains below) {
            String domain = below.domain().asString();
            return domain.indexOf('.') < 0 || SharedDomains.hold(below.domain());
        }
        return name instanceof DomainPattern.Any;
    }

    /** Whether the certificate of Exchange Online has such a name; a name that everyone can have is not called so. */
    static boolean isMicrosofts(DomainPattern name) {
        if (isTooWide(name)) {
            return false;
        }
        if (name instanceof DomainPattern.Exactly exactly) {
            return MICROSOFT.stream().anyMatch(exactly.domain()::isOrIsBelow);
        }
        return name instanceof DomainPattern.WithSubdomains below
            && MICROSOFT.stream().anyMatch(domain -> below.domain().isOrIsBelow(domain) || domain.isBelow(below.domain()));
    }
}
