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
 * Who a client of ours is, by its certificate.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.tls.inbound.ClientCertificates} is what the server asks: names, and facts for a decision;</li>
 *   <li>{@link io.jamesconnectors.tls.inbound.PresentedCertificate} is what the client showed;</li>
 *   <li>{@code TrustStores} keeps the trusted roots in memory.</li>
 * </ul>
 * What is asked on an I/O thread is answered from memory.
 */
@NullMarked
package io.jamesconnectors.tls.inbound;

import org.jspecify.annotations.NullMarked;
