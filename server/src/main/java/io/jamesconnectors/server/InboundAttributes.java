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
package io.jamesconnectors.server;

import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;

import com.google.common.net.InetAddresses;

/** The attributes that accepted mail carries: how it came in. All values are strings, which every queue keeps. Clients can't set them. */
public final class InboundAttributes {
    /** The name of the inbound connector that the mail belongs to; absent where it belongs to none. */
    public static final AttributeName CONNECTOR = AttributeName.of("io.jamesconnectors.inbound.connector");
    /** By what it belongs to that connector, such as {@code address:192.0.2.0/24}; absent where it belongs to none. */
    public static final AttributeName IDENTIFIED_BY = AttributeName.of("io.jamesconnectors.inbound.identifiedBy");
    /** The TLS version, such as {@code TLSv1.3}; absent for mail that came in clear. */
    public static final AttributeName TLS_PROTOCOL = AttributeName.of("io.jamesconnectors.inbound.tlsProtocol");
    /** The cipher suite; absent for mail that came in clear. */
    public static final AttributeName TLS_CIPHER = AttributeName.of("io.jamesconnectors.inbound.tlsCipher");
    /** Where the client was, as {@code 192.0.2.7} or {@code 2001:db8::7}; behind a proxy the address that the PROXY header gave. */
    public static final AttributeName CLIENT_ADDRESS = AttributeName.of("io.jamesconnectors.inbound.clientAddress");

    private InboundAttributes() {
    }

    static void set(Mail mail, SMTPSession session, Admission admission) {
        admission.connector().ifPresent(name -> set(mail, CONNECTOR, name.asString()));
        admission.identifiedBy().ifPresent(identification -> set(mail, IDENTIFIED_BY, identification.asString()));
        SessionFacts.tls(session).ifPresent(tls -> {
            set(mail, TLS_PROTOCOL, tls.version().word());
            set(mail, TLS_CIPHER, tls.cipher());
        });
        set(mail, CLIENT_ADDRESS, InetAddresses.toAddrString(SessionFacts.clientAddress(session)));
    }

    private static void set(Mail mail, AttributeName name, String value) {
        mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
    }
}
