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

/**
 * What the parameters of {@link ConnectorDelivery} say.
 *
 * @param heloName what we call ourselves in EHLO
 * @param bounceProcessor the processor that returns undeliverable mail; empty means that we write the notice
 * @param delayProcessor the processor that tells senders of late mail; empty means that nobody does
 * @param delayNotificationTimeout after which time mail is late
 * @param relayProcessor the processor that tells senders of mail that went to a server without DSN; empty means that nobody does
 * @param localProcessor the processor that looks after the server's own users; empty means that all recipients go where the connectors lead
 * @param undeliverable where mail goes that can be neither delivered nor returned
 */
record DeliveryTerms(String heloName, Optional<String> bounceProcessor, Optional<String> delayProcessor, Duration delayNotificationTimeout,
        Optional<String> relayProcessor, Optional<String> localProcessor, MailRepositoryUrl undeliverable) {
}
