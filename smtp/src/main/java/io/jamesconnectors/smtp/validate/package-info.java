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
 * Trying out an outbound connector, step by step, as its mail would go: with the sessions, the verification and the logins of delivery, and with nothing
 * of its own but the eyes.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.validate.ConnectorValidation} runs it; {@code ValidationRequest} says what is wanted beyond connecting;</li>
 *   <li>{@link io.jamesconnectors.smtp.validate.Step} is what comes of it, told to a {@code StepListener} while it happens;</li>
 *   <li>{@code HostValidation} takes the hosts, {@code AddressValidation} the addresses of each, within {@code Bounds}; {@code SessionSteps} turns what a session does into steps; {@code Remedies} knows what helps.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.validate;

import org.jspecify.annotations.NullMarked;
