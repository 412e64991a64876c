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
 * Whether certificates are revoked, without ever making the asker wait.
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.tls.revocation.RevocationAnswers} answers from memory and asks in the background;</li>
 *   <li>{@code Issuer} asks responders (OCSP) and fetches lists (CRL), and has the JDK check what they say;</li>
 *   <li>{@link io.jamesconnectors.tls.http.BoundedHttp} limits time and size, {@code Places} limits where we go.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.tls.revocation;

import org.jspecify.annotations.NullMarked;
