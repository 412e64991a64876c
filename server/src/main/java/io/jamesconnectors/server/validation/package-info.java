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
 * Trying connectors out in the running server, and remembering what came of it.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.server.validation.Validations} runs them, a few at a time, and keeps their steps for whoever looks on;</li>
 *   <li>{@link io.jamesconnectors.server.validation.ValidationResults} keeps the last of each connector over restarts;</li>
 *   <li>{@code InboundValidation} plays a peer of an inbound connector at each listener: {@code Part} is who is played, {@code PeerRun} what it does,
 *       {@code Judgement} what to think of the answers. Outbound connectors are {@link io.jamesconnectors.smtp.validate.ConnectorValidation}'s.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.server.validation;

import org.jspecify.annotations.NullMarked;
