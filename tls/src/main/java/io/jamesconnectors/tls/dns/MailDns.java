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

import io.jamesconnectors.connectors.DomainName;

/** What mail delivery asks the DNS (RFC 5321 §5.1). Blocks; safe for use by several threads; answers instead of throwing. */
public interface MailDns extends AutoCloseable {

    /** The mail exchangers of a domain. Aliases (CNAME) are followed. */
    MxAnswer mx(DomainName domain);

    /**
     * The addresses of a host, aliases followed. An IPv4 or IPv6 address, without brackets, is answered with itself, never looked up.
     *
     * @param host a host name, or an address
     */
    AddressAnswer addresses(String host);

    /** Gives back threads and sockets. Questions that are still open fail. */
    @Override
    default void close() {
    }
}
