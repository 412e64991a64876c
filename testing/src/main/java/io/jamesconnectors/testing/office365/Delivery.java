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

import java.util.Optional;

/** What becomes of mail that an {@link SmtpEndpoint} takes. Called on the threads of connections, before the client is answered. */
public interface Delivery {
    /** Only the record knows of the mail. */
    Delivery NONE = new Delivery() {
        @Override
        public Optional<String> take(Office365Message message) {
            return Optional.empty();
        }

        @Override
        public void refused(Peer peer, String sender, String recipients, String reply) {
            // The record counts replies.
        }
    };

    /** Takes charge of a message, or says why not: a reply of 4 or 5. */
    Optional<String> take(Office365Message message);

    /**
     * The endpoint has refused a recipient, or a message, itself.
     *
     * @param recipients one address, or all of a message with commas between
     */
    void refused(Peer peer, String sender, String recipients, String reply);
}
