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
 * Who the peer really is.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.tls.ClientTls} shakes hands with anyone; {@link io.jamesconnectors.tls.PeerVerifier} then says what that is worth;</li>
 *   <li>{@link io.jamesconnectors.tls.TlsRequirement} is the floor, {@link io.jamesconnectors.tls.TlsVerdict} what was reached, {@link io.jamesconnectors.tls.TlsProblem} why not more;</li>
 *   <li>{@link io.jamesconnectors.tls.DnsIdentity} compares names as RFC 9525 says; {@link io.jamesconnectors.tls.TrustAnchors} are the roots that we believe;</li>
 *   <li>{@code dns} finds mail exchangers and addresses.</li>
 * </ul>
 * No Netty, no James here.
 */
@NullMarked
package io.jamesconnectors.tls;

import org.jspecify.annotations.NullMarked;
