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
package io.jamesconnectors.smtp.session;

import java.util.Locale;

/** How far an attempt came, in the order of events. */
public enum Phase {
    /** Finding the hosts and their addresses. */
    LOOKUP,
    /** Waiting for a place among the connections of the connector. */
    QUEUE,
    /** Opening the TCP connection. */
    CONNECT,
    /** Waiting for the first line of the server. */
    GREETING,
    /** EHLO or HELO, before or after TLS. */
    EHLO,
    /** The command STARTTLS. */
    STARTTLS,
    /** The TLS handshake. */
    HANDSHAKE,
    /** Comparing the security reached with the floor. */
    VERIFY,
    /** Getting a token, and AUTH. */
    LOGIN,
    /** MAIL FROM. */
    MAIL,
    /** RCPT TO. */
    RCPT,
    /** The command DATA. */
    DATA,
    /** Sending the message. */
    BODY,
    /** After the final dot or the last chunk, until the answer: a connection lost here leaves it unknown whether the mail arrived. */
    FINAL_REPLY;

    /** The word for log lines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
