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
/**
 * One attempt to deliver one message through one connector: what the delivery worker calls.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.delivery.Delivery} the attempt; {@code SmtpDelivery} is the real one;</li>
 *   <li>{@link io.jamesconnectors.smtp.delivery.Envelope} and {@link io.jamesconnectors.smtp.delivery.Body} what goes in;</li>
 *   <li>{@link io.jamesconnectors.smtp.delivery.DeliveryResult} what came of it, for each recipient, with a {@link io.jamesconnectors.smtp.delivery.Failure} where it failed;</li>
 *   <li>{@link io.jamesconnectors.smtp.delivery.AttemptTrace} the log line of each host tried.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.delivery;

import org.jspecify.annotations.NullMarked;
