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

import io.jamesconnectors.matchers.InboundAttributes;

/** Writes on accepted mail how it came in: the attributes of {@link InboundAttributes}. */
final class InboundMarks {

    private InboundMarks() {
    }

    static void set(Mail mail, SMTPSession session, Admission admission) {
        admission.connector().ifPresent(name -> set(mail, InboundAttributes.CONNECTOR, name.asString()));
        admission.identifiedBy().ifPresent(identification -> set(mail, InboundAttributes.IDENTIFIED_BY, identification.asString()));
        SessionFacts.tls(session).ifPresent(tls -> {
            set(mail, InboundAttributes.TLS_PROTOCOL, tls.version().word());
            set(mail, InboundAttributes.TLS_CIPHER, tls.cipher());
        });
        set(mail, InboundAttributes.CLIENT_ADDRESS, InetAddresses.toAddrString(SessionFacts.clientAddress(session)));
    }

    private static void set(Mail mail, AttributeName name, String value) {
        mail.setAttribute(new Attribute(name, AttributeValue.of(value)));
    }
}
