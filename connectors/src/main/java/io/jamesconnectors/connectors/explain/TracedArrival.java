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
 * What a trace tells of the arrival of its message.
 *
 * @param address where the client was; empty where nobody knows
 * @param tls {@code none}, or the version, such as {@code 1.3}
 * @param client who the client has shown that it is; empty where that was not kept
 * @param sender MAIL FROM, without angle brackets
 * @param recipients RCPT TO
 */
public record TracedArrival(Optional<String> address, String tls, Optional<ClientFacts> client, String sender, List<String> recipients) {
    public TracedArrival {
        recipients = List.copyOf(recipients);
    }
}
