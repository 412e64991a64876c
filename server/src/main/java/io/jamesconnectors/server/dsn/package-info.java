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
 * Delivery status notifications as an SMTP server offers them (RFC 3461).
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.server.dsn.DsnHook} offers the extension, and puts on accepted mail what its sender asked for;</li>
 *   <li>{@code DsnArguments} reads the parameters of one command, or says what is wrong with them;</li>
 *   <li>{@code DsnTransaction} is what has been asked for since MAIL.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.server.dsn;

import org.jspecify.annotations.NullMarked;
