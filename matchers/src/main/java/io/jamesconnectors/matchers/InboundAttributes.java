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
package io.jamesconnectors.matchers;

import org.apache.mailet.AttributeName;

/**
 * The names of the attributes that accepted mail carries: how it came in. All values are strings, which every queue keeps. Clients can't set them.
 * They are written once, when the message has been received, and speak of the connection that brought it.
 */
public final class InboundAttributes {
    /** Under which id the way of the mail is written down (string): parts of a mail share it. */
    public static final AttributeName TRACE = AttributeName.of("io.jamesconnectors.trace");
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
    /**
     * The names of the client's certificate, such as {@code mail.contoso.com,*.contoso.com}: at most 10, separated by commas. There only when the certificate
     * is trusted for the connector that the mail belongs to.
     */
    public static final AttributeName CERTIFICATE_NAMES = AttributeName.of("io.jamesconnectors.inbound.certificateNames");
    /** {@code true} when the connector that owns the mail treats its messages as internal and MAIL FROM is of an accepted domain; absent otherwise. */
    public static final AttributeName INTERNAL = AttributeName.of("io.jamesconnectors.inbound.internal");
    /**
     * Where the mail came from before trusted servers passed it on, as {@code 192.0.2.7} or {@code 2001:db8::7}: with enhanced filtering only, and absent
     * where it can't be told. For tests of the sender, such as SPF; nothing is granted on account of it.
     */
    public static final AttributeName TRUE_SOURCE = AttributeName.of("io.jamesconnectors.inbound.trueSource");

    /**
     * The name of the listener for old devices that the mail came in at; absent for mail of other listeners. It leaves only over modern TLS
     * ({@link io.jamesconnectors.connectors.outbound.IndirectSubmission}).
     */
    public static final AttributeName LEGACY_LISTENER = AttributeName.of("io.jamesconnectors.inbound.legacyListener");
    /**
     * {@code true} when the mail came by a connector with {@code cloudServicesMailEnabled} whose identity was proved, so that what the other side says of it in
     * {@code X-MS-Exchange-CrossPremises-*} is believed, here and on the way back; absent otherwise.
     */
    public static final AttributeName CROSS_PREMISES_BELIEVED = AttributeName.of("io.jamesconnectors.inbound.crossPremisesBelieved");
    /** How often the mail has crossed between the sides, and how many Received fields it has, such as {@code 1 7}; only where a domain is in two places. */
    public static final AttributeName CROSSINGS = AttributeName.of("io.jamesconnectors.inbound.crossings");

    private InboundAttributes() {
    }
}
