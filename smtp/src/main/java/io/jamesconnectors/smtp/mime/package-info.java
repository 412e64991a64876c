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
 * Messages with 8-bit octets for servers that take only seven bits (RFC 6152 §3): re-encoded where that changes nothing but the encoding, else not at all.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.mime.SevenBit} decides in a first reading, and converts in a second; neither holds the message;</li>
 *   <li>{@code MimeWalk} finds the parts (RFC 2046), strictly: what two readers could read in two ways is
 *       {@link io.jamesconnectors.smtp.mime.NotConvertible};</li>
 *   <li>{@code Survey} and {@code Rewriter} are told of the parts; {@code QuotedPrintable} and {@code Lines} do the small work.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.mime;

import org.jspecify.annotations.NullMarked;
