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
package io.jamesconnectors.tls.dns;

import java.net.InetAddress;
import java.util.Optional;

import io.jamesconnectors.connectors.DomainName;

/** What SPF (RFC 7208) and a validation ask beyond mail delivery. */
public interface SenderDns extends MailDns {

    /** The TXT records of a domain. Aliases (CNAME) are followed. */
    TextAnswer texts(DomainName domain);

    /** The names that an address claims to have (PTR); whether they have the address is another question. */
    TextAnswer names(InetAddress address);

    /** The name of which another is an alias (CNAME), one step far; empty where it is none, or nobody knows. */
    default Optional<DomainName> alias(DomainName name) {
        return Optional.empty();
    }
}
