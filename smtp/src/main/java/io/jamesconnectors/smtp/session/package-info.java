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
 * One connection to one server (RFC 5321, RFC 3207, RFC 2920, RFC 3030), from the TCP handshake to QUIT.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.session.Phase} how far it came; {@code Timeouts} how long each phase may take;</li>
 *   <li>{@code SmtpConnection} the blocking face that a delivery worker uses; {@code Opening} greeting, EHLO, STARTTLS, verdict;</li>
 *   <li>{@code Transaction} MAIL, RCPT, DATA or BDAT and the message, pipelined where offered;</li>
 *   <li>{@code SessionWatcher} is told of all that while it happens;</li>
 *   <li>{@code ReplyInbox} is where the event loop hands replies to the worker.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.session;

import org.jspecify.annotations.NullMarked;
