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
package io.jamesconnectors.connectors.diagnostics;

import java.util.Optional;

/**
 * A connection and a mail that show what a diagnostic says: the rules themselves have decided on them just so.
 *
 * @param address of the client
 * @param tls {@code none}, or the version, such as {@code 1.3}
 * @param certificate a name in the client's certificate; empty when it shows none
 * @param sender the address in MAIL FROM
 * @param recipient the address in RCPT TO
 * @param outcome what became of it, in a few words: "is relayed"
 */
public record Witness(String address, String tls, Optional<String> certificate, String sender, String recipient, String outcome) {

    /** {@code mail from <a@b> to <c@d>, sent from 192.0.2.1 in clear, is relayed}. */
    public String asText() {
        return "mail from <" + sender + "> to <" + recipient + ">, sent from " + address + (tls.equals("none") ? " in clear" : " over TLS")
            + certificate.map(name -> " with a certificate of " + name).orElse("") + ", " + outcome;
    }
}
