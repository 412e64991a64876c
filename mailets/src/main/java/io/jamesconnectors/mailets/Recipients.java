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
package io.jamesconnectors.mailets;

import java.util.Optional;

import org.apache.james.core.MailAddress;

import com.google.common.net.InetAddresses;

import io.jamesconnectors.connectors.DomainName;

/** What James's addresses mean: it keeps {@code user@[192.0.2.1]} without the brackets, so that it looks like a domain. */
final class Recipients {
    private Recipients() {
    }

    /** The mail domain; empty for an address literal. */
    static Optional<DomainName> domain(MailAddress recipient) {
        String domain = recipient.getDomain().asString();
        return isLiteral(domain) ? Optional.empty() : DomainName.tryParse(domain);
    }

    /** The address as SMTP writes it. */
    static String address(MailAddress recipient) {
        String domain = recipient.getDomain().asString();
        return isLiteral(domain) ? recipient.getLocalPart() + "@[" + domain + "]" : recipient.asString();
    }

    private static boolean isLiteral(String domain) {
        return InetAddresses.isInetAddress(domain);
    }
}
