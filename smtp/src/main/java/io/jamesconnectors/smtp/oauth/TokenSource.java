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
package io.jamesconnectors.smtp.oauth;

import java.time.Duration;

import io.jamesconnectors.connectors.Login;
import io.jamesconnectors.smtp.secret.Secret;

/** Where a {@link TokenCache} gets its tokens. */
interface TokenSource {
    /**
     * A new token.
     *
     * @param value the access token
     * @param life how long it is good, from the moment at which it was asked for
     */
    record Issued(Secret value, Duration life) {
    }

    /** Asks for one; takes as long as it takes, within bounds. */
    Issued fetch(Login.OAuth login) throws TokenFailure;
}
