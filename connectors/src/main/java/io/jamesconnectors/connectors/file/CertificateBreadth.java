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
import java.util.stream.Stream;


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

    /** Services that send mail of many customers under certificates of their own name; each customer can write another's domain into MAIL FROM. */
    private static final List<DomainName> SERVICES = Stream.of("google.com", "googlemail.com", "gmail.com", "amazonses.com", "sendgrid.net", "mailgun.org", "mailgun.net",
        "sparkpostmail.com", "mandrillapp.com", "mailchimp.com", "mcsv.net", "mcdlv.net", "mtasv.net", "mailjet.com", "sendinblue.com", "brevo.com", "salesforce.com",
        "exacttarget.com", "pphosted.com", "ppe-hosted.com", "mimecast.com", "messagelabs.com", "iphmx.com", "barracudanetworks.com", "cudamail.com", "trendmicro.com",
        "trendmicro.eu", "hornetsecurity.com", "antispameurope.com", "sophos.com", "mailcontrol.com", "forcepoint.net", "fireeyecloud.com", "mailspamprotection.com",
        "spamexperts.com", "antispamcloud.com", "exclaimer.net", "codetwo.com", "zoho.com", "zohomail.com", "yahoo.com", "yahoodns.net", "icloud.com", "apple.com", "outlook.com",
        "hotmail.com", "gmx.net", "web.de", "kundenserver.de", "ovh.net", "secureserver.net").map(DomainName::parse).toList();

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

    /** Whether a service shows a certificate of such a name for many customers. */
    static boolean isOfAService(DomainPattern name) {
        DomainName domain = name instanceof DomainPattern.Exactly exactly ? exactly.domain()
            : name instanceof DomainPattern.WithSubdomains below ? below.domain() : null;
        return domain != null && SERVICES.stream().anyMatch(domain::isOrIsBelow);
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
