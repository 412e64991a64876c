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
 * Finding mail exchangers and addresses.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.tls.dns.MailDns} asks; {@link io.jamesconnectors.tls.dns.MxAnswer} and {@link io.jamesconnectors.tls.dns.AddressAnswer} are
 * all that can come back;</li>
 *   <li>{@link io.jamesconnectors.tls.dns.SenderDns} asks what SPF wants to know beyond that, and {@link io.jamesconnectors.tls.dns.TextAnswer} comes
 * back;</li>
 *   <li>{@link io.jamesconnectors.tls.dns.DnsjavaMailDns} is the one that talks to name servers.</li>
 * </ul>
 * "Does not exist", "has no such record" and "could not find out" never mix: only the last means to try again.
 */
@NullMarked
package io.jamesconnectors.tls.dns;

import org.jspecify.annotations.NullMarked;
