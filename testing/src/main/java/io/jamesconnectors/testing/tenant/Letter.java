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

/**
 * A message inside the tenant.
 *
 * @param id the tenant's own number of it
 * @param sender MAIL FROM
 * @param recipients those that it is still to be brought to
 * @param message with the headers that were edited at its arrival
 */
record Letter(long id, Arrival arrival, String sender, List<String> recipients, RawMessage message) {

    Letter {
        recipients = List.copyOf(recipients);
    }

    Letter to(List<String> others) {
        return new Letter(id, arrival, sender, others, message);
    }

    String messageId() {
        return message.value("Message-ID").orElse("");
    }
}
