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
package io.jamesconnectors.it.reload;

import java.nio.file.Path;

/** The files that a gateway is given in turn. Whichever holds, all mail for {@code partner.test} goes to the one partner. */
enum Variant {
    PLAIN, ADDED, CHANGED, DISABLED, RENAMED, REMOVED, BAD;

    private static final int OTHERS = 150;

    /** @param port the partner's */
    String file(Path root, int port) {
        StringBuilder file = new StringBuilder("""
            <connectors>
              <trustedCertificates>%s</trustedCertificates>
              <acceptedDomains><domain name="contoso.test" type="authoritative"/></acceptedDomains>
              <inbound name="Applications" type="organization"><senderIPAddresses>127.0.0.1</senderIPAddresses></inbound>
            """.formatted(root));
        for (int i = 0; i < OTHERS; i++) {
            file.append("  <inbound name=\"Partner %d\" type=\"partner\"><senderDomains>p%d.test, *.p%d.test</senderDomains></inbound>%n".formatted(i, i, i));
        }
        file.append(outbound("Rest", "*", port, "", "10"));
        if (this != REMOVED) {
            file.append(outbound(this == RENAMED ? "Partner anew" : "Partner", "partner.test", port, this == DISABLED ? "enabled=\"false\"" : "", this == CHANGED ? "3" : "10"));
        }
        if (this == ADDED) {
            file.append(outbound("Cheaper", "partner.test", port, "", "5").replace("<cost>10<", "<cost>5<"));
        }
        return file.append(this == BAD ? "<outbound name=\"Half\"" : "</connectors>").toString();
    }

    private static String outbound(String name, String domain, int port, String more, String connections) {
        return """
              <outbound name="%s" type="partner" %s>
                <recipientDomains>%s</recipientDomains>
                <cost>10</cost>
                <useMxRecord>false</useMxRecord>
                <smartHosts><smartHost>127.0.0.1:%d</smartHost></smartHosts>
                <tlsSettings>DomainValidation</tlsSettings>
                <tlsDomain>mx.partner.test</tlsDomain>
                <limits maxConnections="%s"/>
                <retry waits="2s"/>
              </outbound>
            """.formatted(name, more, domain, port, connections);
    }
}
