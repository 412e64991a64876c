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
package io.jamesconnectors.it.support;

import java.nio.file.Path;

/** A configuration in which 127.0.0.1 may send as contoso.test, and all mail of that domain and of partner.test goes to one server of this machine. */
public final class OneRoute {
    private OneRoute() {
    }

    /**
     * @param root the certificate of the authority that vouches for the server's name, mx.partner.test
     * @param more further elements of the connector
     */
    public static String to(int port, Path root, String more) {
        return """
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Devices" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
              <outbound name="Everyone" type="partner">
                <recipientDomains>partner.test, contoso.test</recipientDomains>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.partner.test</tlsDomain>
                %s
              </outbound>
            </connectors>
            """.formatted(root, port, more);
    }
}
