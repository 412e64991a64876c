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
 * Proving to a server who sends (RFC 4954, RFC 4422), without sockets.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.login.Account} whom to log in as; {@code Mechanism} what we say for it;</li>
 *   <li>{@link io.jamesconnectors.smtp.login.Logins} hands out a {@code LoginTurn} with {@code Credentials}; {@code LoginGate} keeps the pauses after refusals;</li>
 *   <li>{@link io.jamesconnectors.smtp.login.Tokens} is where OAuth tokens come from.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.login;

import org.jspecify.annotations.NullMarked;
