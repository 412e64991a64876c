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
package io.jamesconnectors.connectors.inbound;

import io.jamesconnectors.connectors.EnhancedCode;

/**
 * What the peer is told: generic, never the name of a connector.
 *
 * @param code 400 to 599 (RFC 5321 §4.2)
 * @param enhanced of the same class as {@code code} (RFC 2034)
 * @param text one line of printable ASCII
 */
public record SmtpReply(int code, EnhancedCode enhanced, String text) {
    /** No session for this client (RFC 5321 §3.1). */
    public static final SmtpReply ACCESS_DENIED = new SmtpReply(554, new EnhancedCode(5, 7, 1), "Access denied");
    /** Relaying to the outside without a right to it. */
    public static final SmtpReply RELAY_DENIED = new SmtpReply(550, new EnhancedCode(5, 7, 64), "Relay access denied");
    /** TLS is demanded and not there (RFC 3207 §4). */
    public static final SmtpReply STARTTLS_FIRST = new SmtpReply(530, new EnhancedCode(5, 7, 0), "Must issue a STARTTLS command first");
    /** A partner's domain from somewhere else. */
    public static final SmtpReply PARTNER_RESTRICTED =
        new SmtpReply(550, new EnhancedCode(5, 7, 51), "Mail of this sender domain is accepted only from its registered sources");

    /** Mail in the name of an accepted domain from someone whom no connector stands for. */
    public static final SmtpReply DIRECT_SEND_REJECTED =
        new SmtpReply(550, new EnhancedCode(5, 7, 68), "Direct Send not allowed for this organization from unauthorized sources");
    /** The version of TLS is older than demanded. */
    public static final SmtpReply TLS_TOO_OLD = new SmtpReply(530, new EnhancedCode(5, 7, 0), "A newer version of TLS is required");
    /** It is not known yet whether the client's certificate is revoked. */
    public static final SmtpReply CERTIFICATE_STATUS_PENDING =
        new SmtpReply(451, new EnhancedCode(4, 7, 5), "Certificate status not known yet, try again later");
    /** More connections at once than the connector takes; the connection is closed. */
    public static final SmtpReply TOO_MANY_CONNECTIONS = new SmtpReply(421, new EnhancedCode(4, 3, 2), "Too many connections, try again later");
    /** More messages in a minute than the connector takes. */
    public static final SmtpReply TOO_MANY_MESSAGES = new SmtpReply(452, new EnhancedCode(4, 3, 2), "Too many messages, try again later");
    /** More recipients in a message than the connector takes (RFC 5321 §4.5.3.1.10). */
    public static final SmtpReply TOO_MANY_RECIPIENTS = new SmtpReply(452, new EnhancedCode(4, 5, 3), "Too many recipients");
    /** A message larger than the connector takes (RFC 1870 §6). */
    public static final SmtpReply MESSAGE_TOO_LARGE = new SmtpReply(552, new EnhancedCode(5, 3, 4), "Message too large");
    /** A recipient in one of our domains that exists nowhere; Exchange's word for it. */
    public static final SmtpReply RECIPIENT_UNKNOWN = new SmtpReply(550, new EnhancedCode(5, 1, 10), "Recipient not found");
    /** Where a recipient lives can't be told at the moment. */
    public static final SmtpReply PLACE_UNKNOWN = new SmtpReply(451, new EnhancedCode(4, 4, 3), "Temporary lookup failure, try again later");
    /** A message circles between two servers; Exchange Online's word for it. */
    public static final SmtpReply LOOP_DETECTED = new SmtpReply(554, new EnhancedCode(5, 4, 14), "Hop count exceeded - possible mail loop");
    /** More header than can be looked through. */
    public static final SmtpReply HEADER_TOO_LARGE = new SmtpReply(552, new EnhancedCode(5, 3, 4), "Message header too large");
    /** Neither a rewritten sender that we made, nor one of which the time has not passed; or no bounce at all. */
    public static final SmtpReply BOUNCE_REFUSED = new SmtpReply(550, new EnhancedCode(5, 7, 1), "Not a valid address for returned mail");

    public SmtpReply {
        if (code < 400 || code > 599 || code / 100 != enhanced.klass()) {
            throw new IllegalArgumentException("reply: " + code + " " + enhanced + " (expected: a 4yz or 5yz code and an enhanced code of its class)");
        }
        if (text.isEmpty() || text.length() > 400 || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("reply text: " + text.length() + " characters (expected: 1 to 400, all printable ASCII)");
        }
    }

    /** What follows the code on the line: {@code 5.7.64 Relay access denied}. */
    public String description() {
        return enhanced + " " + text;
    }

    @Override
    public String toString() {
        return code + " " + description();
    }
}
