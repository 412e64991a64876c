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
package io.jamesconnectors.smtp.delivery;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one attempt.
 *
 * @param outcomes one for each recipient of the envelope, in its order
 * @param attempts one for each host and address tried, in that order; empty when none was found
 */
public record DeliveryResult(Map<EnvelopeRecipient, RecipientOutcome> outcomes, List<AttemptTrace> attempts) {
    public DeliveryResult {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
        attempts = List.copyOf(attempts);
    }
}
