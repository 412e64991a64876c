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

/** What becomes of a recipient. */
public enum Verdict {
    /** Two proofs of own mail: relaying is granted, to any recipient. */
    GRANT_RELAY,
    /**
     * The recipient is taken for now. Whether our tenant sent the mail is told by its header: the same facts with the header decide at the end of DATA, and a
     * recipient that is refused then refuses the message.
     */
    AWAIT_MESSAGE,
    /** The server's ordinary rules hold, as if there were no connectors. */
    ORDINARY,
    /** The recipient is refused, with the reply that the decision carries. */
    REFUSE
}
