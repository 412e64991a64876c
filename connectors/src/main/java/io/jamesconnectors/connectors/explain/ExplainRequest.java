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
package io.jamesconnectors.connectors.explain;

import java.util.List;
import java.util.Optional;

/**
 * What somebody asks, in their own words: what is not said is taken from the message, or assumed, and the answer says so.
 *
 * @param listener the name of the listener that takes the connection
 * @param address where the client is, as PROXY says where it is used
 * @param tls {@code none}, {@code 1.0}, {@code 1.1}, {@code 1.2} or {@code 1.3}
 * @param certificate what the client shows, in PEM, its own first
 * @param certificateNames names of a certificate that is taken to be good; not with {@code certificate}
 * @param login the user who has logged in
 * @param xoorg the domain that the parameter {@code XOORG} of MAIL names
 * @param serverRelays whether the server by itself, without any connector, relays for this client ({@code authorizedAddresses} of James)
 * @param sender MAIL FROM, with or without angle brackets; {@code <>} or an empty text for the null sender
 * @param recipients RCPT TO, in their order
 * @param message a message or only its header, as it was saved
 * @param traceId the id of a trace, of which what is not said is taken
 * @param online whether the DNS is asked for the hosts
 */
public record ExplainRequest(
        Optional<String> listener,
        Optional<String> address,
        Optional<String> tls,
        Optional<String> certificate,
        List<String> certificateNames,
        Optional<String> login,
        Optional<String> xoorg,
        boolean serverRelays,
        Optional<String> sender,
        List<String> recipients,
        Optional<String> message,
        Optional<String> traceId,
        boolean online) {
    /** The most recipients. */
    public static final int MAX_RECIPIENTS = 100;

    public ExplainRequest {
        certificateNames = List.copyOf(certificateNames);
        recipients = List.copyOf(recipients);
    }
}
