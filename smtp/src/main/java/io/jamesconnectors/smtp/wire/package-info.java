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
 * SMTP as octets (RFC 5321 §2.4, §4.5.2): everything here is a pure function of what went in, and holds no socket.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.wire.Reply} what a server answered; {@code ReplyDecoder} reads it, strictly and bounded;</li>
 *   <li>{@code Capabilities} what it offers in its answer to EHLO;</li>
 *   <li>{@code Command} what we may say, free of control characters by construction; {@code CommandEncoder} writes it;</li>
 *   <li>{@code DotStuffer} makes a message fit for DATA, {@code LineEnds} for BDAT, on the fly.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.wire;

import org.jspecify.annotations.NullMarked;
