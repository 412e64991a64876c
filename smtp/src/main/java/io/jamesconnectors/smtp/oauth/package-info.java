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
 * Tokens of an identity platform (RFC 6749, RFC 7523; Microsoft: "OAuth 2.0 client credentials flow on the Microsoft identity platform").
 *
 * <ul>
 *   <li>{@link io.jamesconnectors.smtp.oauth.TokenCache} keeps them; a {@code TokenSlot} is one identity, and knows when to ask again;</li>
 *   <li>{@code TokenEndpoint} asks: {@code TokenForms} with a {@code ClientAssertion} or a secret, {@code TokenAnswer} and {@code TokenJson} read the answer;</li>
 *   <li>{@code HttpTransport} carries it; {@code RefreshTokenFile} replaces a refresh token without ever losing one.</li>
 * </ul>
 */
@NullMarked
package io.jamesconnectors.smtp.oauth;

import org.jspecify.annotations.NullMarked;
