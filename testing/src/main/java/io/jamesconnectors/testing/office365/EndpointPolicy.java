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
package io.jamesconnectors.testing.office365;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What one endpoint allows. Each answer is a refusal, empty where there is none. */
interface EndpointPolicy {

    /** Whether clients are asked for a certificate. */
    boolean asksForCertificate();

    /** The reply to AUTH. */
    String login(Client client, String argument, Challenge challenge) throws IOException;

    Optional<String> refuseSender(Client client, String sender);

    Optional<String> refuseRecipient(Client client, String sender, String recipient);

    /** Judges a whole message, and counts it when it is taken. */
    Optional<String> refuseMessage(Client client, String sender, List<String> recipients, String beginning);

    /** By which inbound connector a message came, judged by its first recipient; empty where by none. */
    Optional<String> connector(Client client, String sender, List<String> recipients);

    /** The client has gone, or is about to. */
    void left(Client client);

    /** Asks the client for the next line of a login. */
    interface Challenge {
        /** Sends {@code 334} with this text and returns the answer. */
        String ask(String text) throws IOException;
    }
}
