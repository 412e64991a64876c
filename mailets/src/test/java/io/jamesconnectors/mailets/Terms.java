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
package io.jamesconnectors.mailets;

import java.time.Duration;
import java.util.Optional;

import org.apache.james.mailrepository.api.MailRepositoryUrl;

/** Terms of delivery as a server that is called ours.test has them. */
final class Terms {
    private Terms() {
    }

    static DeliveryTerms of(Optional<String> delayProcessor, Optional<String> relayProcessor) {
        return new DeliveryTerms("ours.test", Optional.empty(), delayProcessor, Duration.ofHours(4), relayProcessor, Optional.empty(), MailRepositoryUrl.from("memory://undeliverable"));
    }
}
