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
import java.util.Optional;

/** No token was given. The message says why and what helps, in one line, and holds no secret. */
final class TokenFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    TokenFailure(String message) {
        this(message, Optional.empty());
    }

    /** @param retryAfter how long the endpoint asks to be left alone */
    TokenFailure(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    TokenFailure(String message, Exception cause) {
        super(message, cause);
        this.retryAfter = Optional.empty();
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
