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
package io.jamesconnectors.testing.tenant;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one server gets of one message, in one connection.
 *
 * @param recipients for each recipient, the address that RCPT says
 * @param content as it leaves
 * @param originatorOrg what {@code XOORG} says, where it is offered
 */
record Consignment(NextHost host, TlsSettings tlsSettings, String tlsDomain, String sender, Map<String, String> recipients, byte[] content,
        Optional<String> originatorOrg) {

    /**
     * How it went.
     *
     * @param replies the last reply for each recipient: of 2, 4 or 5
     * @param transcript what was said
     */
    record Outcome(Map<String, String> replies, List<String> transcript) {
    }
}
